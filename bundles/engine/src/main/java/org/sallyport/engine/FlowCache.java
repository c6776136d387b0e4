// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Decision;

/**
 * Remembers what was decided for a pair of addresses, until anything it was decided by changes. It is as large as the SAs are many,
 * whatever arrives: an attacker who sends many pairs only makes it miss. Pairs that come to the same place share it, up to
 * {@value #WAYS}; then the oldest gives way. Owned by one worker.
 */
final class FlowCache {
    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST = 1 << 16;

    /** Slots for each SA: with so many, flows that take turns hardly ever drive each other out. */
    private static final int ROOM = 4;

    /** Slots of a place, beside each other: their pairs lie in one line of the processor's cache, or two. */
    private static final int WAYS = 4;

    private static final int PLACE_SHIFT = Long.SIZE - 16;

    private long[] pairs = new long[SMALLEST];
    private Entry[] entries = new Entry[SMALLEST];

    /** What was decided, its counter, and the way that its packets go; null if there are no SAs. */
    record Entry(
            Decision decision, LongAdder hits, @Nullable Way way) {}

    @Nullable
    Entry find(int source, int destination) {
        long pair = pair(source, destination);
        int first = place(pair);
        for (int slot = first; slot < first + WAYS; slot++) {
            if (pairs[slot] == pair) {
                return entries[slot];
            }
        }
        return null;
    }

    /** @param entry for a pair that was not found */
    void put(int source, int destination, Entry entry) {
        long pair = pair(source, destination);
        int first = place(pair);
        System.arraycopy(pairs, first, pairs, first + 1, WAYS - 1);
        System.arraycopy(entries, first, entries, first + 1, WAYS - 1);
        pairs[first] = pair;
        entries[first] = entry;
    }

    /** @param associations how many SAs send now */
    void clear(int associations) {
        int wanted = slots(associations);
        if (wanted == entries.length) {
            Arrays.fill(entries, null);
        } else {
            pairs = new long[wanted];
            entries = new Entry[wanted];
        }
    }

    /** The least power of two that has room. */
    private static int slots(int associations) {
        int wanted = Math.max(SMALLEST, Math.min(associations, LARGEST / ROOM) * ROOM);
        return Integer.highestOneBit(2 * wanted - 1);
    }

    private static long pair(int source, int destination) {
        return (long) source << 32 | destination & 0xFFFFFFFFL;
    }

    /** The first slot of a pair's place. */
    private int place(long pair) {
        return (int) (pair * 0x9E3779B97F4A7C15L >>> PLACE_SHIFT) & entries.length - WAYS;
    }
}
