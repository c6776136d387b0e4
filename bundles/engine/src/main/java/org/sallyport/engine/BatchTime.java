// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.runtime.Ticker;

/** The time at which the batch in hand was taken: the clock is read once for all its packets. Owned by one worker. */
final class BatchTime {
    private final Ticker ticker;
    private long nanos;

    BatchTime(Ticker ticker) {
        this.ticker = ticker;
        this.nanos = ticker.nanos();
    }

    /** A batch begins. */
    void begin() {
        nanos = ticker.nanos();
    }

    long nanos() {
        return nanos;
    }
}
