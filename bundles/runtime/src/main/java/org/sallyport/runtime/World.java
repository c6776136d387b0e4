// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.security.SecureRandom;
import java.time.Instant;

/** This machine's clocks and entropy, for compositions without a service registry. */
public final class World {
    private World() {}

    /** Monotonic time of this machine. */
    public static Ticker ticker() {
        return System::nanoTime;
    }

    /** Date and time of this machine. */
    public static WallClock wallClock() {
        return Instant::now;
    }

    /** The platform's secure random numbers. */
    public static Entropy entropy() {
        var random = new SecureRandom();
        return (buffer, offset, length) -> {
            if (offset == 0 && length == buffer.length) {
                random.nextBytes(buffer);
            } else {
                var bytes = new byte[length];
                random.nextBytes(bytes);
                System.arraycopy(bytes, 0, buffer, offset, length);
            }
        };
    }
}
