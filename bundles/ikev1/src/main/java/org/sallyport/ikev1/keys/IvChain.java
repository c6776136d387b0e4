// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.PrfTransform;

/**
 * The IV of the next message of one exchange, in whichever direction it goes (RFC 2409, appendix B). Immutable: whoever
 * received a message goes on with the next link only after the message has proved authentic, so that a forged one moves
 * nothing.
 */
public record IvChain(Bytes next) {
    /** Of phase 1: hash(g^xi | g^xr), cut to a block. */
    public static IvChain ofPhase1(PrfTransform prf, Phase1Values values, int blockSize) {
        return hashed(prf, Bytes.concat(values.initiatorPublic(), values.responderPublic()), blockSize);
    }

    /** Of an exchange under this chain of phase 1, when phase 1 has ended: hash(last block | M-ID), cut to a block. */
    public IvChain forExchange(PrfTransform prf, int messageId) {
        return hashed(prf, Bytes.concat(next, MessageHash.number(messageId)), next.length());
    }

    /** Behind a message: its last block of ciphertext. */
    public IvChain behind(Bytes ciphertext) {
        return new IvChain(ciphertext.slice(ciphertext.length() - next.length(), ciphertext.length()));
    }

    private static IvChain hashed(PrfTransform prf, Bytes input, int blockSize) {
        return new IvChain(Bytes.of(prf.hash(input.toArray())).slice(0, blockSize));
    }
}
