// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Arrays;

/**
 * Sliding window against replay (RFC 4303, 3.4.3; a ring of words as in RFC 6479, so that it never shifts).
 *
 * <p>Owned by the worker of its SA. {@link #check} before the packet is authenticated, {@link #commit} after.
 */
public final class ReplayWindow {
    /** Takes every number: for SAs without anti-replay. */
    public static final ReplayWindow NONE = new ReplayWindow(0);

    /** The largest window in packets. */
    public static final int MAX_SIZE = 4096;

    private static final int BITS = Long.SIZE;

    private final int size;
    private final long[] words;
    private long highest;

    /** @param size packets, a multiple of 64 up to {@link #MAX_SIZE}; 0 for none */
    public ReplayWindow(int size) {
        if (size < 0 || size > MAX_SIZE || size % BITS != 0) {
            throw new IllegalArgumentException("replay window of " + size + " packets");
        }
        this.size = size;
        int needed = size / BITS + 1; // one word more than the window: the newest is still being filled
        this.words = new long[size == 0 ? 0 : Integer.highestOneBit(needed * 2 - 1)];
    }

    /** Packets it covers; 0 if there is no anti-replay. */
    public int size() {
        return size;
    }

    /** The highest number that was authenticated. */
    public long highest() {
        return highest;
    }

    /** Whether a packet with this number could still be new. Changes nothing. */
    public boolean check(long sequence) {
        if (size == 0) {
            return true;
        }
        if (sequence == 0) {
            return false; // RFC 4303, 3.3.3: the first packet sent has the number 1
        }
        if (sequence > highest) {
            return true;
        }
        return highest - sequence < size && (words[word(sequence)] & bit(sequence)) == 0;
    }

    /**
     * Records an authenticated number.
     *
     * @return false if it was recorded before, or is too old
     */
    public boolean commit(long sequence) {
        if (size == 0) {
            return true;
        }
        if (!check(sequence)) {
            return false;
        }
        if (sequence > highest) {
            long steps = Math.min(sequence / BITS - highest / BITS, words.length);
            if (steps == words.length) {
                Arrays.fill(words, 0);
            } else {
                for (long step = 1; step <= steps; step++) {
                    words[word(highest + step * BITS)] = 0;
                }
            }
            highest = sequence;
        }
        words[word(sequence)] |= bit(sequence);
        return true;
    }

    private int word(long sequence) {
        return (int) (sequence / BITS) & words.length - 1;
    }

    private static long bit(long sequence) {
        return 1L << (sequence % BITS);
    }
}
