// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.packet.Ipv4Address;

/** The last failures, the newest first, of every address its share. Owned by the loop. */
public final class Failures {
    /** As many as an administrator may want to read, and as few as a flood may fill. */
    public static final int MAX = 100;

    private final Deque<Failure> kept = new ArrayDeque<>();

    public void add(Failure failure) {
        kept.addFirst(failure);
        if (kept.size() > MAX) {
            kept.removeLastOccurrence(surplus());
        }
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
        return List.copyOf(kept);
    }
}
