// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.config.Configuration;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Spd;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/** Takes what runs together for listings: the databases, the counters of the host, and what others say of themselves. */
final class Views {
    private final TransformRegistry transforms;
    private final Sad sad;
    private final Spd spd;
    private final Providers providers;
    private final Ticker ticker;

    Views(TransformRegistry transforms, Sad sad, Spd spd, Providers providers, Ticker ticker) {
        this.transforms = transforms;
        this.sad = sad;
        this.spd = spd;
        this.providers = providers;
        this.ticker = ticker;
    }

    /**
     * What runs now.
     *
     * @param complaints what the host refused when it was last asked
     */
    View of(Configuration configuration, List<BoundMap> maps, List<String> complaints) {
        SadSnapshot present = sad.snapshot();
        Map<Flow, BoundFlow> flows = new LinkedHashMap<>();
        Map<Flow, Long> hits = new LinkedHashMap<>();
        Map<Flow, Long> unprotected = new LinkedHashMap<>();
        Map<Flow, Integer> overheads = new LinkedHashMap<>();
        for (BoundMap map : maps) {
            for (BoundFlow flow : map.flows()) {
                flows.put(flow.flow(), flow);
                hits.put(flow.flow(), spd.hits().count(flow.flow()));
                unprotected.put(flow.flow(), spd.hits().unprotectedCount(flow.flow()));
                List<SaParameters> sending = sending(present, flow);
                if (!sending.isEmpty()) {
                    Sizes.overhead(sending, transforms.snapshot(), providers.protocols())
                            .ifPresent(bytes -> overheads.put(flow.flow(), bytes));
                }
            }
        }
        List<DeviceStatus> devices = new ArrayList<>();
        providers.engine().map(Engine::device).ifPresent(devices::add);
        providers
                .hostNetwork()
                .map(HostNetwork::status)
                .filter(status -> !status.present() || !status.details().isEmpty())
                .ifPresent(devices::add);
        return new View(
                configuration,
                maps,
                flows,
                present,
                transforms.snapshot(),
                sad.drops().snapshot(),
                providers.hostNetwork().map(host -> host.guardCounts()).orElse(List.of()),
                hits,
                ruleCounts(configuration),
                unprotected,
                overheads,
                providers.interfaces(),
                devices,
                providers.engine().map(Engine::snapshot).orElse(new Engine.Snapshot(0, 0, 0, 0, 0)),
                providers.ike().stream().flatMap(ike -> ike.entries().stream()).toList(),
                transforms.sinceNegotiated(),
                transforms.deprecated(),
                complaints,
                ticker.nanos());
    }

    private Map<String, Long> ruleCounts(Configuration configuration) {
        return configuration.line(AccessGroups.GROUP).isEmpty()
                ? Map.of()
                : providers.hostNetwork().map(HostNetwork::ruleCounts).orElse(Map.of());
    }

    /** The sending SAs of a flow: those it shall have, or those that were negotiated. */
    private static List<SaParameters> sending(SadSnapshot present, BoundFlow flow) {
        if (flow.keying() instanceof Keying.Ready ready) {
            return ready.outbound();
        }
        OutboundBundle bundle = present.outbound(flow.flow());
        if (bundle == null) {
            return List.of();
        }
        OutboundSa around = bundle.around();
        return around == null
                ? List.of(bundle.first().parameters())
                : List.of(bundle.first().parameters(), around.parameters());
    }
}
