// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Existing;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;

/**
 * The SAs of a gateway of a simulation.
 *
 * @param outbound of each flow the oldest first: the last one sends
 */
record SimSad(Map<SaId, SimSa> inbound, Map<Flow, List<SimSa>> outbound) {
    /** Whether packets have passed the pair. */
    boolean isUsed(SaParameters sa) {
        SimSa in = inbound.get(sa.id());
        return in != null && in.bytes > 0
                || outbound.getOrDefault(sa.flow(), List.of()).stream()
                        .anyMatch(out -> out.parameters.pair() == sa.pair() && out.bytes > 0);
    }

    void remove(List<SaId> ids) {
        remove(sa -> ids.contains(sa.id()));
    }

    /** Removes the pairs that some SAs belong to. @return their receiving halves */
    List<SaId> removePairs(List<SaParameters> some) {
        Set<Integer> pairs = some.stream().map(SaParameters::pair).collect(Collectors.toSet());
        List<SaId> halves = receiving()
                .filter(sa -> pairs.contains(sa.pair()))
                .map(SaParameters::id)
                .toList();
        if (!halves.isEmpty()) {
            remove(sa -> pairs.contains(sa.pair()));
        }
        return halves;
    }

    private void remove(Predicate<SaParameters> which) {
        inbound.values().removeIf(sa -> which.test(sa.parameters));
        outbound.values().forEach(list -> list.removeIf(sa -> which.test(sa.parameters)));
        outbound.values().removeIf(List::isEmpty);
    }

    /** All pairs, as a bundle that has just started hears of them. */
    List<Existing> pairs() {
        Map<Integer, Existing> pairs = new LinkedHashMap<>();
        receiving().forEach(sa -> pairs.put(sa.pair(), new Existing(of(receiving(), sa), of(sending(), sa))));
        return List.copyOf(pairs.values());
    }

    private Stream<SaParameters> receiving() {
        return inbound.values().stream().map(sa -> sa.parameters);
    }

    private Stream<SaParameters> sending() {
        return outbound.values().stream().flatMap(List::stream).map(sa -> sa.parameters);
    }

    private static List<SaParameters> of(Stream<SaParameters> halves, SaParameters other) {
        return halves.filter(sa -> sa.pair() == other.pair()).toList();
    }

    /** As the packet path does, where a NAT may choose another port for the peer. */
    void follow(SimSa here, int port) {
        boolean moving =
                here.parameters.ends().udp().filter(SaEnds.UdpPorts::moving).isPresent();
        if (moving && here.port != port) {
            here.port = port;
            List<SimSa> sending = outbound.getOrDefault(here.parameters.flow(), List.of());
            sending.stream().skip(Math.max(0, sending.size() - 1)).forEach(sa -> sa.port = port);
        }
    }

    void move(Effect.Move move) {
        outbound.values().stream()
                .flatMap(List::stream)
                .filter(sa -> move.halves().contains(sa.parameters.id()))
                .forEach(sa -> sa.port = move.port());
    }
}
