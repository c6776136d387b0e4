// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.Arrays;

/**
 * The message identifiers that have been used under an ISAKMP SA. RFC 2408, 3.1: each names one exchange; an exchange that is
 * over is never opened again by a message that somebody kept.
 *
 * <p>Bounded: when it is nearly full the SA is due to be replaced, and when it is full nothing new begins. Owned by the loop.
 */
public final class MessageIds {
    /** Exchanges under one ISAKMP SA: DPD every ten seconds for a day, and some. */
    public static final int MAX = 16_384;

    private static final int ENOUGH = MAX / 4 * 3;
    private static final int FIRST_SIZE = 16; // a power of two

    private int[] slots = new int[FIRST_SIZE]; // 0 is no identifier: it belongs to phase 1
    private int used;

    /** @return false if it has been used, is none, or there have been too many */
    public boolean use(int id) {
        if (id == 0 || used >= MAX || contains(id)) {
            return false;
        }
        if (used >= slots.length / 2) {
            int[] old = slots;
            slots = new int[old.length * 2];
            Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
        }
        put(id);
        used++;
        return true;
    }

    public boolean contains(int id) {
        return slots[slot(id)] == id;
    }

    /** Whether so many were used that another SA should take this one's place. */
    public boolean nearlyFull() {
        return used >= ENOUGH;
    }

    private void put(int id) {
        slots[slot(id)] = id;
    }

    private int slot(int id) {
        int at = id * 0x9E3779B9 >>> 1 & slots.length - 1; // spreads what a peer chose
        while (slots[at] != 0 && slots[at] != id) {
            at = at + 1 & slots.length - 1;
        }
        return at;
    }
}
