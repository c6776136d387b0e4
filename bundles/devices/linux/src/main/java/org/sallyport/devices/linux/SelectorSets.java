// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
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
 * Selectors that decide alike, as sets of one shape each: the two prefix lengths. A packet's addresses, cut to the lengths of a
 * shape, are the one member of its set that can match: the kernel finds it by a hash, in the same time among ten and ten thousand.
 * (Its interval sets of several fields look at every member.) Few shapes occur in one policy.
 *
 * <p>A selector that lies within another is left out.
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
        var sets = new ArrayList<List<TrafficSelector>>();
        var wider = new HashMap<Shape, Set<TrafficSelector>>();
        byShape.forEach((shape, members) -> {
            var alone =
                    members.stream().filter(member -> !isWithin(member, wider)).toList();
            wider.put(shape, members);
            if (!alone.isEmpty()) {
                sets.add(alone);
            }
        });
        return new SelectorSets(sets);
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
