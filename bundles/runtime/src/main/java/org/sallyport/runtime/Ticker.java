// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** Monotonic time: for time-outs, lifetimes and rates. Its zero means nothing. Thread-safe. */
@FunctionalInterface
@ProviderType
public interface Ticker {
    /** Nanoseconds since some fixed point in the past. */
    long nanos();
}
