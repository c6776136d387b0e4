// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * Selectors that decide alike, as few sets in which no two overlap: what an interval set of nftables can hold.
 *
 * <p>A selector has a shape, its two prefix lengths. Of two selectors that overlap, each of the four prefixes contains or is
 * its counterpart; so either one selector lies within the other, or one is wider in its source and the other in its
 * destination. The first kind is left out. The second cannot occur among shapes that grow in both lengths alike; so the
 * shapes are dealt into as few such chains as there can be.
 *
 * @param sets none of them empty
 */
record SelectorSets(List<List<TrafficSelector>> sets) {
    static final SelectorSets NONE = new SelectorSets(List.of());

    SelectorSets {
        sets = sets.stream().map(List::copyOf).toList();
    }

    /** The sets for the union of the selectors. */
    static SelectorSets of(List<TrafficSelector> selectors) {
        Map<Shape, Set<TrafficSelector>> byShape = new TreeMap<>();
        for (TrafficSelector selector : selectors) {
            byShape.computeIfAbsent(Shape.of(selector), shape -> new LinkedHashSet<>())
                    .add(selector);
        }
        var chains = new ArrayList<Chain>();
        var wider = new HashMap<Shape, Set<TrafficSelector>>();
        byShape.forEach((shape, members) -> {
            var alone =
                    members.stream().filter(member -> !isWithin(member, wider)).toList();
            wider.put(shape, members);
            if (!alone.isEmpty()) {
                chainFor(shape, chains).add(shape, alone);
            }
        });
        return new SelectorSets(chains.stream()
                .<List<TrafficSelector>>map(chain -> chain.members)
                .toList());
    }

    private static boolean isWithin(TrafficSelector selector, Map<Shape, Set<TrafficSelector>> wider) {
        for (var entry : wider.entrySet()) {
            if (entry.getKey().covers(Shape.of(selector))
                    && entry.getValue().contains(entry.getKey().widened(selector))) {
                return true;
            }
        }
        return false;
    }

    /** The chain whose last shape is the longest that fits: shapes come in order of their source. */
    private static Chain chainFor(Shape shape, List<Chain> chains) {
        return chains.stream()
                .filter(chain -> chain.lastDestination <= shape.destination())
                .max(Comparator.comparingInt(chain -> chain.lastDestination))
                .orElseGet(() -> {
                    var chain = new Chain();
                    chains.add(chain);
                    return chain;
                });
    }

    boolean isEmpty() {
        return sets.isEmpty();
    }

    boolean matches(int source, int destination) {
        for (List<TrafficSelector> set : sets) {
            for (TrafficSelector selector : set) {
                if (selector.matches(source, destination)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static final class Chain {
        private final List<TrafficSelector> members = new ArrayList<>();
        private int lastDestination;

        void add(Shape shape, List<TrafficSelector> selectors) {
            members.addAll(selectors);
            lastDestination = shape.destination();
        }
    }

    /** The prefix lengths of a selector. */
    private record Shape(int source, int destination) implements Comparable<Shape> {
        static Shape of(TrafficSelector selector) {
            return new Shape(selector.source().length(), selector.destination().length());
        }

        boolean covers(Shape narrower) {
            return source <= narrower.source && destination <= narrower.destination;
        }

        /** The one selector of this shape that contains the other. */
        TrafficSelector widened(TrafficSelector selector) {
            return new TrafficSelector(prefix(selector.source(), source), prefix(selector.destination(), destination));
        }

        private static Ipv4Prefix prefix(Ipv4Prefix longer, int length) {
            return new Ipv4Prefix(new Ipv4Address(longer.address().value() & Ipv4Prefix.mask(length)), length);
        }

        @Override
        public int compareTo(Shape other) {
            return source != other.source
                    ? Integer.compare(source, other.source)
                    : Integer.compare(destination, other.destination);
        }
    }
}
