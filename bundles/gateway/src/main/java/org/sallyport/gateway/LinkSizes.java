// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.OptionalInt;
import java.util.function.Predicate;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;

/** Tells SAs how long a packet the links of their maps carry. Thread-safe. */
final class LinkSizes {
    private final Providers providers;
    private final Sad sad;

    LinkSizes(Providers providers, Sad sad) {
        this.providers = providers;
        this.sad = sad;
    }

    /** Tells the SAs of a map. */
    void tell(BoundMap map) {
        tell(map, flow -> true);
    }

    /** Tells those of some flows. */
    void tell(BoundMap map, Predicate<Flow> which) {
        OptionalInt link = linkMtu(map);
        if (link.isEmpty()) {
            return; // what was known of it last holds
        }
        SadSnapshot present = sad.snapshot();
        for (BoundFlow flow : map.flows()) {
            OutboundBundle bundle = which.test(flow.flow()) ? present.outbound(flow.flow()) : null;
            if (bundle != null) {
                bundle.last().pathMtu().link(link.getAsInt());
            }
        }
    }

    private OptionalInt linkMtu(BoundMap map) {
        return providers.hostInterface(map.policy().interfaceName()).stream()
                .mapToInt(HostInterface::mtu)
                .findFirst();
    }
}
