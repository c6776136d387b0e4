// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An algorithm that a bundle brings. Immutable and thread-safe; it keeps no key, no thread and no static state, so that
 * it can be exchanged between any two packets.
 */
@ConsumerType
public interface Transform {
    /** Published vectors that are computed before the transform is admitted: at least one, of a cipher one for each key size. */
    List<KnownAnswer> knownAnswers();

    /**
     * Why a key of the right length must not be used, in words for an administrator ("is a weak DES key"); empty if it
     * may.
     */
    default Optional<String> weakness(byte[] key) {
        return Optional.empty();
    }
}
