// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformSnapshot;

/**
 * The algorithms of an SA.
 *
 * @param cipher of ESP; the null cipher for integrity only; empty for AH
 * @param integrity empty for encryption only, and under an AEAD
 */
public record SaAlgorithms(Optional<AlgorithmId> cipher, Optional<AlgorithmId> integrity) {
    /** Both, or the one there is. */
    public Stream<AlgorithmId> all() {
        return Stream.concat(cipher.stream(), integrity.stream());
    }

    /** Whether somebody serves all of them. */
    public boolean areServed(TransformSnapshot transforms) {
        return all().allMatch(algorithm -> transforms.serving(algorithm).isPresent());
    }
}
