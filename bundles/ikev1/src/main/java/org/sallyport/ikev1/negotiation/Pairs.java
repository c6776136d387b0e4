// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.Ipv4Address;

/** The pairs of SAs that exist, found by number, by SA, by flow and by peer. Owned by the loop. */
final class Pairs {
    private final Map<Long, Pair> byNumber = new LinkedHashMap<>();
    private final Map<SaId, Long> bySa = new HashMap<>(); // of either direction: their destinations differ
    private final Map<Flow, Map<Long, Pair>> byFlow = new HashMap<>();

    private final Map<Ends, Map<Long, Pair>> byEnds = new HashMap<>();

    private record Ends(Ipv4Address local, Ipv4Address remote) {
        static Ends of(Pair pair) {
            return new Ends(pair.local(), pair.remote());
        }
    }

    /** Adds a pair, or exchanges what is known of it. */
    void put(Pair pair) {
        byNumber.put(pair.number(), pair);
        pair.receiving().forEach(id -> bySa.put(id, pair.number()));
        pair.sending().forEach(id -> bySa.put(id, pair.number()));
        byFlow.computeIfAbsent(pair.flow(), none -> new LinkedHashMap<>()).put(pair.number(), pair);
        byEnds.computeIfAbsent(Ends.of(pair), none -> new LinkedHashMap<>()).put(pair.number(), pair);
    }

    void remove(Pair pair) {
        byNumber.remove(pair.number());
        pair.receiving().forEach(bySa::remove);
        pair.sending().forEach(bySa::remove);
        remove(byFlow, pair.flow(), pair);
        remove(byEnds, Ends.of(pair), pair);
    }

    private static <K> void remove(Map<K, Map<Long, Pair>> index, K key, Pair pair) {
        index.computeIfPresent(key, (same, pairs) -> {
            pairs.remove(pair.number());
            return pairs.isEmpty() ? null : pairs;
        });
    }

    Optional<Pair> get(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The pair that an SA of either direction belongs to. */
    Optional<Pair> of(SaId sa) {
        Long number = bySa.get(sa);
        return number == null ? Optional.empty() : get(number);
    }

    /** The oldest first. */
    List<Pair> of(Flow flow) {
        return List.copyOf(byFlow.getOrDefault(flow, Map.of()).values());
    }

    /** Those with a peer, the oldest first. */
    List<Pair> with(Ipv4Address local, Ipv4Address remote) {
        return List.copyOf(
                byEnds.getOrDefault(new Ends(local, remote), Map.of()).values());
    }

    boolean isUp(Flow flow) {
        return of(flow).stream().anyMatch(Pair::isUp);
    }

    /** Whether packets of a flow can be sent, or will be when the peer has said its last word. */
    boolean isComing(Flow flow) {
        return of(flow).stream().anyMatch(pair -> !pair.isClosing());
    }

    Collection<Pair> all() {
        return List.copyOf(byNumber.values());
    }

    int size() {
        return byNumber.size();
    }
}
