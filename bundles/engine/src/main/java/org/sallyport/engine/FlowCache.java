// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Decision;

/**
 * Remembers what was decided for a pair of addresses, until anything it was decided by changes. Direct mapped and of fixed
 * size: an attacker who sends many pairs only makes it miss. Owned by one worker.
 */
final class FlowCache {
    private static final int SIZE = 4096;

    private final long[] pairs = new long[SIZE];
    private final Entry[] entries = new Entry[SIZE];

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

    void clear() {
        Arrays.fill(entries, null);
    }

    private static long pair(int source, int destination) {
        return (long) source << 32 | destination & 0xFFFFFFFFL;
    }

    private static int slot(int source, int destination) {
        long mixed = pair(source, destination) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 52) & SIZE - 1;
    }
}
