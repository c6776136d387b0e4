// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a message of one number may be said: {@link #BURST} at once, {@link #PER_SECOND} in the long run. It keeps one
 * number, the time at which all that was said would have been due. Thread-safe, without a lock.
 */
final class Rate {
    static final int BURST = 20;
    static final int PER_SECOND = 5;

    private static final long INTERVAL_NANOS = 1_000_000_000 / PER_SECOND;

    private final AtomicLong due;
    private final AtomicLong suppressed = new AtomicLong();

    Rate(long now) {
        due = new AtomicLong(now);
    }

    /** Whether one more may be said at that time, in nanoseconds of a {@link org.sallyport.runtime.Ticker}. */
    boolean allows(long now) {
        while (true) {
            long known = due.get();
            long base = known - now > 0 ? known : now;
            if (base - now > (BURST - 1) * INTERVAL_NANOS) {
                suppressed.incrementAndGet();
                return false;
            }
            if (due.compareAndSet(known, base + INTERVAL_NANOS)) {
                return true;
            }
        }
    }

    /** How many were not allowed. */
    long suppressed() {
        return suppressed.get();
    }
}
