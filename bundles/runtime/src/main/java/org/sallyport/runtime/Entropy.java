// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** Unpredictable bytes: for keys, SPIs, nonces and initialization vectors. Thread-safe. */
@FunctionalInterface
@ProviderType
public interface Entropy {
    /** Fills the range with unpredictable bytes. */
    void fill(byte[] buffer, int offset, int length);

    /** That many unpredictable bytes. */
    default byte[] bytes(int length) {
        var bytes = new byte[length];
        fill(bytes, 0, length);
        return bytes;
    }
}
