// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Decision;

/**
 * Remembers what was decided for a pair of addresses, until anything it was decided by changes. Direct mapped, and as large as
 * the SAs are many, whatever arrives: an attacker who sends many pairs only makes it miss. Owned by one worker.
 */
final class FlowCache {
    private static final int SMALLEST = 1 << 12;
    private static final int LARGEST = 1 << 16;

    /** With so many places for each SA few of their flows share one. */
    private static final int ROOM = 4;

    private static final int SLOT_SHIFT = Long.SIZE - 16;

    private long[] pairs = new long[SMALLEST];
    private Entry[] entries = new Entry[SMALLEST];

    /** What was decided, its counter, and the way that its packets go; null if there are no SAs. */
    record Entry(
            Decision decision, LongAdder hits, @Nullable Way way) {}

    @Nullable
    Entry find(int source, int destination) {
        int slot = slot(source, destination);
        return pairs[slot] == pair(source, destination) ? entries[slot] : null;
    }

    void put(int source, int destination, Entry entry) {
        int slot = slot(source, destination);
        pairs[slot] = pair(source, destination);
        entries[slot] = entry;
    }

    /** @param associations how many SAs send now */
    void clear(int associations) {
        int wanted = Integer.highestOneBit(Math.max(SMALLEST, Math.min(associations, LARGEST / ROOM) * ROOM));
        if (wanted == entries.length) {
            Arrays.fill(entries, null);
        } else {
            pairs = new long[wanted];
            entries = new Entry[wanted];
        }
    }

    private static long pair(int source, int destination) {
        return (long) source << 32 | destination & 0xFFFFFFFFL;
    }

    private int slot(int source, int destination) {
        long mixed = pair(source, destination) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> SLOT_SHIFT) & entries.length - 1;
    }
}
