// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** The date and time of day: for logs and certificates, never for time-outs. Thread-safe. */
@FunctionalInterface
@ProviderType
public interface WallClock {
    Instant now();
}
