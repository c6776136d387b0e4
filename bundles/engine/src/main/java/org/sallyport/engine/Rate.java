// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

/** Lets so many things a second happen, and a few at once after a pause. Owned by one thread. */
final class Rate {
    private static final long SECOND = 1_000_000_000;

    private final long nanosEach;
    private final long mostNanos;
    private long saved;
    private long asked;

    /** @param burst how many may happen at once */
    Rate(int perSecond, int burst) {
        nanosEach = SECOND / perSecond;
        mostNanos = burst * nanosEach;
        saved = mostNanos;
    }

    /** Whether one more may happen now. */
    boolean take(long nowNanos) {
        saved = Math.min(mostNanos, saved + Math.max(0, nowNanos - asked));
        asked = nowNanos;
        if (saved < nanosEach) {
            return false;
        }
        saved -= nanosEach;
        return true;
    }
}
