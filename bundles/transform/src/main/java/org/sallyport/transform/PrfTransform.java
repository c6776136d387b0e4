// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A hash, and the pseudo-random function made of it (its HMAC, unless it says otherwise): what key exchanges derive keys
 * and prove identities with. Not for the packet path.
 */
@ConsumerType
public interface PrfTransform extends Transform {
    PrfSpec spec();

    /** The hash of the input. */
    byte[] hash(byte[] input);

    /**
     * The function under a key of any length, even none.
     *
     * @param key lent for the call
     */
    byte[] prf(byte[] key, byte[] input);
}
