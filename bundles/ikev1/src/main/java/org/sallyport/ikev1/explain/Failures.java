// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.packet.Ipv4Address;

/**
 * The last failures, the newest first: of every peer its share, and a few of strangers, who may be as many as there are addresses. Owned by
 * the loop.
 */
public final class Failures {
    /** As many as an administrator may want to read, and as few as a flood may fill. */
    public static final int MAX = 100;

    /** Enough to see that there are strangers, and what they want. */
    static final int MAX_OF_STRANGERS = 20;

    private final Deque<Failure> kept = new ArrayDeque<>();
    private final Deque<Failure> strangers = new ArrayDeque<>();

    public void add(Failure failure) {
        kept.addFirst(failure);
        if (kept.size() > MAX) {
            kept.removeLastOccurrence(surplus());
        }
    }

    /** Adds one of somebody whom nobody knows and who has proved nothing: it makes room for itself among its like. */
    public void addOfStranger(Failure failure) {
        strangers.addFirst(failure);
        if (strangers.size() > MAX_OF_STRANGERS) {
            strangers.removeLast();
        }
    }

    /**
     * Adds one in the place of the last one that says the same.
     *
     * @param known whether an entry names the peer; who it really is, nobody has proved
     * @return whether there was none
     */
    public boolean renew(Failure failure, boolean known) {
        boolean renewed = (known ? kept : strangers).removeIf(failure::saysTheSame);
        if (known) {
            add(failure);
        } else {
            addOfStranger(failure);
        }
        return !renewed;
    }

    /** Takes one away, if it is still there: it was none, or is told better. */
    public void remove(Failure failure) {
        kept.removeFirstOccurrence(failure);
    }

    /** The oldest of the address that has most: whoever fails again and again must not hide how others fail. */
    private Failure surplus() {
        Map<Ipv4Address, Long> counts =
                kept.stream().collect(Collectors.groupingBy(Failure::peer, Collectors.counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Failure oldest = kept.getLast();
        for (Failure each : kept) {
            oldest = counts.getOrDefault(each.peer(), 0L) == most ? each : oldest;
        }
        return oldest;
    }

    public List<Failure> list() {
        return Stream.concat(kept.stream(), strangers.stream())
                .sorted(Comparator.comparingLong(Failure::nanos).reversed())
                .toList();
    }
}
