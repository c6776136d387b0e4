// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Arrays;

/**
 * Sliding window against replay (RFC 4303, 3.4.3; a ring of words as in RFC 6479, so that it never shifts).
 *
 * <p>Numbers are unsigned and have 64 bits; those of an SA without extended numbers never leave the lower 32. Owned by the
 * worker of its SA. {@link #check} before the packet is authenticated, {@link #commit} after.
 */
public final class ReplayWindow {
    /** Takes every number: for SAs without anti-replay. */
    public static final ReplayWindow NONE = new ReplayWindow(0);

    /** The largest window in packets. */
    public static final int MAX_SIZE = 4096;

    private static final int BITS = Long.SIZE;
    private static final int WORD_SHIFT = 6;

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
        if (isNewest(sequence)) {
            return true;
        }
        return Long.compareUnsigned(highest - sequence, size) < 0 && (words[word(sequence)] & bit(sequence)) == 0;
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
        if (isNewest(sequence)) {
            long steps = Math.min((sequence >>> WORD_SHIFT) - (highest >>> WORD_SHIFT), words.length);
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

    private boolean isNewest(long sequence) {
        return Long.compareUnsigned(sequence, highest) > 0;
    }

    private int word(long sequence) {
        return (int) (sequence >>> WORD_SHIFT) & words.length - 1;
    }

    private static long bit(long sequence) {
        return 1L << sequence; // of the number only the last six bits count;
    }
}
