// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * A datagram of which only the header has been looked at.
 *
 * @param first the number of its first payload, or 0
 * @param body what stands behind the header, to the length that the header gives: payloads, or their ciphertext
 */
public record Envelope(Header header, int first, Bytes body) {
    /** Whether its body is a piece of another message, in clear whatever the header's flags say. */
    public boolean isFragment() {
        return first == PayloadType.FRAGMENT.number();
    }
}
