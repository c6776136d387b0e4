// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Policies in a form in which the element that claims a packet is found at the same cost among one entry and among many
 * thousands. Immutable; a search allocates nothing.
 *
 * <p>Permits are asked first. The first permit that holds a packet claims it unless a deny stands before it in its entry
 * and holds the packet, too; then the search goes on with the next entry. Denies of entries whose permits do not hold the
 * packet are never looked at, so that it costs nothing if every entry exempts the same host. A second search is made only
 * for a permit that is guarded: one that overlaps a deny before it. What grows with the number of entries is only this: two
 * searches for each entry that has both a permit and, before it, a deny for this very packet.
 */
final class CompiledPolicies {
    private static final int MAX_COMPARED = 64;
    private static final int NONE = Integer.MAX_VALUE;

    private final SelectorTable permits;
    private final SelectorTable denies;
    private final Decision[] decisions;
    private final Guards guards;

    CompiledPolicies(List<SecurityPolicy> policies) {
        var compilation = new Compilation();
        var known = new HashSet<List<Match>>();
        for (SecurityPolicy policy : policies) {
            for (SecurityPolicy.Entry entry : policy.entries()) {
                if (known.add(entry.elements().stream().map(Match::of).toList())) {
                    compilation.add(entry);
                } // else it claims nothing that the first of the two has not claimed
            }
        }
        this.permits = new SelectorTable(compilation.permits);
        this.denies = new SelectorTable(compilation.denies);
        this.decisions = compilation.decisions.toArray(Decision[]::new);
        this.guards = compilation.guards();
    }

    /** What happens to a clear packet that leaves. */
    Decision decide(int source, int destination) {
        int permit = claiming(source, destination);
        return permit == NONE ? Decision.BYPASS : decisions[permit];
    }

    /** Whether any entry claims the packet. */
    boolean claims(int source, int destination) {
        return claiming(source, destination) != NONE;
    }

    private int claiming(int source, int destination) {
        int from = 0;
        while (true) {
            int permit = permits.first(source, destination, from, NONE);
            if (permit == NONE || !guards.guarded(permit)) {
                return permit;
            }
            int end = guards.end[permit];
            if (denies.first(source, destination, guards.begin[permit], end) == end) {
                return permit;
            }
            from = guards.nextEntry[permit];
        }
    }

    /** What an element matches, and what it says; apart from its name. */
    private record Match(boolean permit, TrafficSelector selector) {
        static Match of(SecurityPolicy.Element element) {
            return new Match(element.permit(), element.selector());
        }
    }

    /**
     * Of each permit: whether a deny before it in its entry may overlap it; which denies stand before it; and the first permit
     * of the next entry.
     */
    private record Guards(long[] guarded, int[] begin, int[] end, int[] nextEntry) {
        boolean guarded(int permit) {
            int word = permit >> 6;
            return word < guarded.length && (guarded[word] & 1L << permit) != 0;
        }
    }

    private static final class Compilation {
        private final List<TrafficSelector> permits = new ArrayList<>();
        private final List<TrafficSelector> denies = new ArrayList<>();
        private final List<Decision> decisions = new ArrayList<>();
        private final BitSet guarded = new BitSet();
        private final List<int[]> places = new ArrayList<>(); // of each permit: begin, end, nextEntry

        void add(SecurityPolicy.Entry entry) {
            int firstPermit = permits.size();
            int firstDeny = denies.size();
            for (SecurityPolicy.Element element : entry.elements()) {
                TrafficSelector selector = element.selector();
                if (element.permit()) {
                    guarded.set(permits.size(), mayOverlap(selector, denies.subList(firstDeny, denies.size())));
                    permits.add(selector);
                    decisions.add(new Decision(Optional.of(element)));
                    places.add(new int[] {firstDeny, denies.size(), 0});
                } else {
                    denies.add(selector);
                }
            }
            places.subList(firstPermit, permits.size()).forEach(place -> place[2] = permits.size());
        }

        /** To say yes in vain costs a second search; to compare long lists with each other would cost the build too much. */
        private static boolean mayOverlap(TrafficSelector selector, List<TrafficSelector> denies) {
            return denies.size() > MAX_COMPARED || denies.stream().anyMatch(selector::overlaps);
        }

        Guards guards() {
            return new Guards(guarded.toLongArray(), column(0), column(1), column(2));
        }

        private int[] column(int index) {
            return places.stream().mapToInt(place -> place[index]).toArray();
        }
    }
}
