// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every value that was measured, and what the gateways counted meanwhile. */
final class Results {
    /** Where a value belongs. */
    record Place(Wire wire, Kind kind, Figure figure) {}

    /**
     * Packets of one contestant.
     *
     * @param needed at least, for what arrived at the hosts
     * @param counted by gateway A as protected and unprotected
     */
    record Packets(long needed, long counted) {
        boolean suffice() {
            return counted >= needed;
        }
    }

    private final Map<Place, List<Double>> values = new HashMap<>();
    private final List<Double> idleShares = new ArrayList<>();
    private final Map<Kind, Packets> packets = new EnumMap<>(Kind.class);
    private final Map<Kind, String> unavailable = new EnumMap<>(Kind.class);
    private int failures;

    void add(Place place, double value) {
        values.computeIfAbsent(place, key -> new ArrayList<>()).add(value);
    }

    /** CPU seconds a second that the machine used when nobody asked for anything. */
    void addIdleShare(double share) {
        idleShares.add(share);
    }

    void count(Kind kind, long needed, long counted) {
        packets.put(kind, new Packets(needed, counted));
    }

    /** A measurement did not come to its end. */
    void failed() {
        failures++;
    }

    void unavailable(Kind kind, String reason) {
        unavailable.put(kind, reason);
    }

    Optional<Summary> at(Place place) {
        return Summary.of(values.getOrDefault(place, List.of()));
    }

    Optional<Summary> idleShare() {
        return Summary.of(idleShares);
    }

    Map<Kind, Packets> packets() {
        return packets;
    }

    Map<Kind, String> unavailable() {
        return unavailable;
    }

    /** Whether every measurement came to its end, and every gateway protected what passed through it. */
    boolean credible() {
        return failures == 0 && packets.values().stream().allMatch(Packets::suffice);
    }
}
