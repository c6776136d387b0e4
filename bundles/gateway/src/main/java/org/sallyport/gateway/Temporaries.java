// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * The temporary entries: flows that a peer asked for and an entry allowed. They go when their SAs have ended, and when those
 * are to be made anew.
 *
 * <p>Thread-safe; readers take a copy.
 */
final class Temporaries {
    /** Elements of temporary flows have numbers from here on: no access list has as many. */
    static final int FIRST_ELEMENT = 1 << 24;

    private static final int MAX = 10_000;

    private final List<Temporary> all = new ArrayList<>();
    private final IntSupplier numbers;
    private long changes;

    /** @param numbers gives none twice, also after this bundle was exchanged: whoever negotiates may hold flows from before */
    Temporaries(IntSupplier numbers) {
        this.numbers = numbers;
    }

    /**
     * One temporary entry.
     *
     * @param flow names it; of the map and the entry that allowed it
     * @param selector the packets it claims, as they leave
     */
    record Temporary(Flow flow, Ipv4Address peer, TrafficSelector selector) {}

    /** Whether a flow is one of a temporary entry. */
    static boolean isTemporary(Flow flow) {
        return flow.element() >= FIRST_ELEMENT;
    }

    synchronized Optional<Flow> open(String map, int sequence, Ipv4Address peer, TrafficSelector selector) {
        if (all.size() >= MAX) {
            return Optional.empty();
        }
        int number = Math.floorMod(numbers.getAsInt(), Integer.MAX_VALUE - FIRST_ELEMENT);
        var flow = new Flow(map, sequence, FIRST_ELEMENT + number);
        all.add(new Temporary(flow, peer, selector));
        changes++;
        return Optional.of(flow);
    }

    /** An entry of another peer, some of whose packets this flow's entry takes: it was opened later. */
    synchronized Optional<Temporary> overtaken(Flow flow) {
        return all.stream()
                .filter(one -> one.flow().equals(flow))
                .findFirst()
                .flatMap(own -> all.stream()
                        .filter(other -> other.flow().map().equals(flow.map()))
                        .filter(other -> !other.peer().equals(own.peer()))
                        .filter(other -> other.selector().overlaps(own.selector()))
                        .findFirst());
    }

    /** Takes over those that were opened before this bundle was exchanged: their SAs went on, and say what they are of. */
    synchronized void adopt(SadSnapshot present) {
        Map<Flow, Temporary> found = new HashMap<>(); // a flow that is renewed has several SAs
        present.inbound().stream()
                .map(InboundSa::parameters)
                .filter(sa -> !sa.manual() && isTemporary(sa.flow()))
                .forEach(sa -> found.putIfAbsent(
                        sa.flow(),
                        new Temporary(sa.flow(), sa.remote(), sa.selector().reversed())));
        found.values().stream()
                .sorted(Comparator.comparingInt(each -> each.flow().element()))
                .forEach(all::add);
    }

    synchronized boolean close(Flow flow) {
        boolean closed = all.removeIf(temporary -> temporary.flow().equals(flow));
        changes += closed ? 1 : 0;
        return closed;
    }

    /** How often one was opened or closed: whoever has read this number knows the changes up to it. */
    synchronized long changes() {
        return changes;
    }

    /** Ends those that these flows are of. */
    synchronized void closeAll(Predicate<Flow> flows) {
        all.removeIf(temporary -> flows.test(temporary.flow()));
    }

    /** The newest first: what a peer asked for last is what it sends. */
    synchronized List<Temporary> of(String map) {
        var found = new ArrayList<Temporary>();
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).flow().map().equals(map)) {
                found.add(all.get(i));
            }
        }
        return List.copyOf(found);
    }
}
