// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a test says so. Its {@link #nanos} is a ticker. Thread-safe. */
public final class VirtualTime {
    private final AtomicLong nanos = new AtomicLong(1_000_000_000);

    /** Nanoseconds since some fixed point in the past. */
    public long nanos() {
        return nanos.get();
    }

    /** Lets time pass. */
    public void pass(long moreNanos) {
        nanos.addAndGet(moreNanos);
    }
}
