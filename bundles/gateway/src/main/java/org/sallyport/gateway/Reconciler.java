// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;

/**
 * Brings the security associations in line with the bound maps. An SA that is still what it should be is not touched; one
 * that only waits for a transform is not touched either.
 */
final class Reconciler {
    private final Sad sad;

    Reconciler(Sad sad) {
        this.sad = sad;
    }

    /**
     * Changes the database.
     *
     * @param renew flows whose SAs are made anew even if they are what they should be
     */
    void reconcile(List<BoundMap> maps, Predicate<Flow> renew) {
        sad.change(present -> desired(present, maps, renew));
    }

    private SadSnapshot desired(SadSnapshot present, List<BoundMap> maps, Predicate<Flow> renew) {
        List<InboundSa> inbound = new ArrayList<>();
        List<OutboundSa> outbound = new ArrayList<>();
        Set<SaId> taken = new HashSet<>();
        for (BoundMap map : maps) {
            for (BoundFlow flow : map.flows()) {
                Optional<InboundSa> in = inboundOf(present, flow.flow());
                Optional<OutboundSa> out =
                        Optional.ofNullable(present.outbound(flow.flow())).map(OutboundBundle::first);
                if (flow.keying() instanceof Keying.Waiting) {
                    in.ifPresent(inbound::add);
                    out.ifPresent(outbound::add);
                } else if (flow.keying() instanceof Keying.Ready ready
                        && taken.add(ready.inbound().id())) { // a second SA of that SPI could never be found
                    boolean keep = !renew.test(flow.flow());
                    inbound.add(in.filter(sa -> keep && sa.parameters().sameAgreement(ready.inbound()))
                            .orElseGet(() -> new InboundSa(numbered(ready.inbound()))));
                    outbound.add(out.filter(sa -> keep && sa.parameters().sameAgreement(ready.outbound()))
                            .orElseGet(() -> new OutboundSa(numbered(ready.outbound()))));
                }
            }
        }
        return unchanged(present, inbound, outbound) ? present : new SadSnapshot(inbound, outbound);
    }

    private static boolean unchanged(SadSnapshot present, List<InboundSa> inbound, List<OutboundSa> outbound) {
        return present.inbound().equals(inbound)
                && present.outbound().equals(outbound); // identities: SAs have no equals
    }

    private static Optional<InboundSa> inboundOf(SadSnapshot present, Flow flow) {
        return present.inbound().stream()
                .filter(sa -> sa.parameters().flow().equals(flow))
                .findFirst();
    }

    private SaParameters numbered(SaParameters parameters) {
        return parameters.withConnection(sad.nextConnection());
    }
}
