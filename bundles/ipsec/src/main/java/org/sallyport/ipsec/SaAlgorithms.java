// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.transform.AlgorithmId;

/**
 * The algorithms of an SA.
 *
 * @param cipher of ESP; the null cipher for integrity only; empty for AH
 * @param integrity empty for encryption only, and under an AEAD
 */
public record SaAlgorithms(Optional<AlgorithmId> cipher, Optional<AlgorithmId> integrity) {}
