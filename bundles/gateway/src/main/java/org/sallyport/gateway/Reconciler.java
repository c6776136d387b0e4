// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.runtime.Ticker;

/**
 * Brings the security associations in line with the bound maps. An SA that is still what it should be is not touched; one
 * that only waits for a transform is not touched either. Those that were negotiated stay as long as their flow is bound at
 * their address and not keyed by hand; whoever negotiates them adds and renews them.
 */
final class Reconciler {
    private final Sad sad;
    private final Ticker ticker;

    Reconciler(Sad sad, Ticker ticker) {
        this.sad = sad;
        this.ticker = ticker;
    }

    /**
     * Changes the database.
     *
     * @param renew flows whose SAs are made anew even if they are what they should be; negotiated ones go
     * @return what it became
     */
    SadSnapshot reconcile(List<BoundMap> maps, Predicate<Flow> renew) {
        var after = new SadSnapshot[1];
        sad.change(present -> after[0] = desired(present, maps, renew)); // others change it, too: SAs end
        return after[0];
    }

    /**
     * Adds the SAs of flows that have none, and takes none away: to be done before policy names these flows, so that no packet
     * is claimed that has no SA.
     *
     * @return the flows
     */
    Set<Flow> prepare(List<BoundMap> maps) {
        Set<Flow> added = new HashSet<>();
        sad.change(present -> {
            List<BoundMap> lacking = maps.stream()
                    .map(map -> map.only(flow -> present.outbound(flow.flow()) == null))
                    .toList();
            SadSnapshot wanted = desired(present, lacking, flow -> false);
            Set<InboundSa> known = new HashSet<>(present.inbound());
            List<InboundSa> inbound = wanted.inbound().stream()
                    .filter(sa -> sa.parameters().manual() && !known.contains(sa))
                    .toList();
            List<OutboundSa> outbound = wanted.outbound().stream()
                    .filter(sa -> sa.parameters().manual())
                    .toList();
            outbound.forEach(sa -> added.add(sa.parameters().flow()));
            return outbound.isEmpty() ? present : present.withInbound(inbound).withOutbound(outbound);
        });
        return added;
    }

    private static Predicate<SaParameters> stays(List<BoundMap> maps, Predicate<Flow> renew) {
        Map<Flow, BoundMap> negotiating = new HashMap<>();
        for (BoundMap map : maps) {
            map.flows().stream()
                    .filter(flow -> !(flow.keying() instanceof Keying.Ready))
                    .forEach(flow -> negotiating.put(flow.flow(), map));
        }
        return sa -> {
            BoundMap map = negotiating.get(sa.flow());
            return !sa.manual() && !renew.test(sa.flow()) && map != null && map.isAt(sa.local());
        };
    }

    private SadSnapshot desired(SadSnapshot present, List<BoundMap> maps, Predicate<Flow> renew) {
        Map<Flow, List<InboundSa>> inboundBefore = present.inbound().stream()
                .filter(sa -> sa.parameters().manual())
                .collect(Collectors.groupingBy(sa -> sa.parameters().flow()));
        Map<Flow, List<OutboundSa>> outboundBefore = present.outbound().stream()
                .filter(sa -> sa.parameters().manual())
                .collect(Collectors.groupingBy(sa -> sa.parameters().flow()));
        List<InboundSa> inbound = new ArrayList<>();
        List<OutboundSa> outbound = new ArrayList<>();
        Set<SaId> taken = new HashSet<>();
        for (BoundMap map : maps) {
            for (BoundFlow flow : map.flows()) {
                List<InboundSa> in = inboundBefore.getOrDefault(flow.flow(), List.of());
                List<OutboundSa> out = outboundBefore.getOrDefault(flow.flow(), List.of());
                if (flow.keying() instanceof Keying.Waiting) {
                    inbound.addAll(in);
                    outbound.addAll(out);
                } else if (flow.keying() instanceof Keying.Ready ready && areFree(ready, taken)) {
                    boolean keep = !renew.test(flow.flow());
                    for (SaParameters sa : ready.inbound()) {
                        inbound.add(in.stream()
                                .filter(had -> keep && had.parameters().sameAgreement(sa))
                                .findFirst()
                                .orElseGet(() -> new InboundSa(numbered(sa), ticker.nanos())));
                    }
                    for (SaParameters sa : ready.outbound()) {
                        outbound.add(out.stream()
                                .filter(had -> keep && had.parameters().sameAgreement(sa))
                                .findFirst()
                                .orElseGet(() -> new OutboundSa(numbered(sa), ticker.nanos())));
                    }
                }
            }
        }
        Predicate<SaParameters> stays = stays(maps, renew);
        present.inbound().stream().filter(sa -> stays.test(sa.parameters())).forEach(inbound::add);
        present.outbound().stream().filter(sa -> stays.test(sa.parameters())).forEach(outbound::add);
        return unchanged(present, inbound, outbound) ? present : new SadSnapshot(inbound, outbound);
    }

    /** Takes the SPIs of a flow, or none of them: a second SA with one of them could never be found. */
    private static boolean areFree(Keying.Ready ready, Set<SaId> taken) {
        List<SaId> ids = ready.inbound().stream().map(SaParameters::id).toList();
        return ids.stream().noneMatch(taken::contains) && taken.addAll(ids);
    }

    private static boolean unchanged(SadSnapshot present, List<InboundSa> inbound, List<OutboundSa> outbound) {
        return present.inbound().equals(inbound)
                && present.outbound().equals(outbound); // identities: SAs have no equals
    }

    private SaParameters numbered(SaParameters parameters) {
        return parameters.withConnection(sad.nextConnection());
    }
}
