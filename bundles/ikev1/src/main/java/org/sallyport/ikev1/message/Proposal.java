// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;

/**
 * One protocol of an offer, with its transforms in order of preference (RFC 2408, 3.5).
 *
 * @param number proposals of the same number belong together, all of them or none (RFC 2408, 4.2)
 * @param spi who sends it wants to be reached under it; empty in phase 1
 */
public record Proposal(int number, Protocol protocol, Bytes spi, List<ProposedTransform> transforms) {
    public Proposal {
        transforms = List.copyOf(transforms);
    }
}
