// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A map from longs other than zero to longs, written once, in which every key has a place of its own: a search looks at one
 * place, which is one cache line, however full the table is. Immutable.
 *
 * <p>A perfect hash by choice of multipliers: keys fall into groups of a few, and for each group, the large ones first, a
 * multiplier was sought that sends all its keys to places still free. Ten thousand keys take 256 kB and 8 kB of multipliers.
 */
final class ProbeTable {
    /** The answer of {@link #find} for a key that is not there. */
    static final int ABSENT = -1;

    private static final int PLACES_PER_GROUP = 8;
    private static final int MAX_TRIES = 1 << 20; // a few hundred are the most that was seen
    private static final long EMPTY = 0;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L; // 2^64 divided by it, as an odd number

    private final int[] multipliers;
    private final long[] slots; // each key at an even place, and its value beside it
    private final int groupShift;
    private final int placeShift;

    ProbeTable(Map<Long, Long> content) {
        int places = Integer.highestOneBit(content.size() * 3 / 2 + 1) * 2; // from a third to two thirds are used
        this.multipliers = new int[Math.max(2, places / PLACES_PER_GROUP)];
        this.slots = new long[places * 2];
        this.groupShift = Long.SIZE - Integer.numberOfTrailingZeros(multipliers.length);
        this.placeShift = Long.SIZE - Integer.numberOfTrailingZeros(places);

        Map<Integer, List<Long>> groups =
                content.keySet().stream().collect(Collectors.groupingBy(key -> group(mixed(key))));
        groups.values().stream()
                .sorted(Comparator.comparingInt(keys -> -keys.size()))
                .forEach(keys -> settle(keys.stream().mapToLong(Long::longValue).toArray()));
        content.forEach((key, value) -> slots[find(key) + 1] = value);
    }

    /** Gives the keys of one group their places. */
    private void settle(long[] keys) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            int multiplier = (int) (tries * GOLDEN_RATIO >>> Integer.SIZE) | 1;
            int settled = 0;
            while (settled < keys.length && take(keys[settled], multiplier)) {
                settled++;
            }
            if (settled == keys.length) {
                multipliers[group(mixed(keys[0]))] = multiplier;
                return;
            }
            Arrays.stream(keys, 0, settled).forEach(key -> slots[place(mixed(key), multiplier)] = EMPTY);
        }
        throw new IllegalStateException("no multiplier for " + keys.length + " keys");
    }

    private boolean take(long key, int multiplier) {
        int place = place(mixed(key), multiplier);
        if (slots[place] != EMPTY) {
            return false;
        }
        slots[place] = key;
        return true;
    }

    /** The place of a key, always even; or {@link #ABSENT}. */
    int find(long key) {
        long mixed = mixed(key);
        int place = place(mixed, multipliers[group(mixed)]);
        return slots[place] == key ? place : ABSENT;
    }

    long valueAt(int place) {
        return slots[place + 1];
    }

    /** Twice, because only the upper bits of a product depend on all bits of the key. */
    private static long mixed(long key) {
        long product = key * GOLDEN_RATIO;
        return (product ^ product >>> Integer.SIZE) * GOLDEN_RATIO;
    }

    private int group(long mixed) {
        return (int) (mixed >>> groupShift);
    }

    private int place(long mixed, int multiplier) {
        return (int) (mixed * multiplier >>> placeShift) * 2;
    }
}
