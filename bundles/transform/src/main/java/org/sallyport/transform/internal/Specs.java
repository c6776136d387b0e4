// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.Objects;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformSpec;

/** Asks a transform what it is. */
public final class Specs {
    private Specs() {}

    /** What it says now. It may throw anything, or not return. */
    public static TransformSpec of(Transform transform) {
        return Objects.requireNonNull(asked(transform), "its spec");
    }

    private static TransformSpec asked(Transform transform) {
        if (transform instanceof CipherTransform cipher) {
            return cipher.spec();
        }
        if (transform instanceof IntegrityTransform integrity) {
            return integrity.spec();
        }
        if (transform instanceof PrfTransform prf) {
            return prf.spec();
        }
        if (transform instanceof KeyExchangeTransform exchange) {
            return exchange.spec();
        }
        throw new IllegalArgumentException("of no kind");
    }
}
