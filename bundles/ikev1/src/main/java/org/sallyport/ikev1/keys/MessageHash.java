// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.PrfTransform;

/** The hashes that authenticate messages behind phase 1 (RFC 2409, 5.5 and 5.7). */
public final class MessageHash {
    private MessageHash() {}

    /**
     * HASH(1) = prf(SKEYID_a, M-ID | rest): of the first message of quick mode, and of every protected notification.
     *
     * @param rest the payloads behind the hash, as on the wire ({@code Message.behindFirst})
     */
    public static Bytes first(PrfTransform prf, IsakmpKeys keys, int messageId, Bytes rest) {
        return Derivation.hash(prf, keys.authenticate(), Bytes.concat(number(messageId), rest));
    }

    /**
     * HASH(2) = prf(SKEYID_a, M-ID | Ni_b | rest).
     *
     * @param nonceAndRest the initiator's nonce, and behind it the payloads behind the hash, as on the wire
     */
    public static Bytes second(PrfTransform prf, IsakmpKeys keys, int messageId, Bytes nonceAndRest) {
        return first(prf, keys, messageId, nonceAndRest);
    }

    /**
     * HASH(3) = prf(SKEYID_a, 0 | M-ID | Ni_b | Nr_b).
     *
     * @param nonces the initiator's, and behind it the responder's
     */
    public static Bytes third(PrfTransform prf, IsakmpKeys keys, int messageId, Bytes nonces) {
        return Derivation.hash(prf, keys.authenticate(), Bytes.concat(Bytes.of((byte) 0), number(messageId), nonces));
    }

    static Bytes number(int number) {
        return Bytes.of(
                (byte) (number >>> 3 * Byte.SIZE),
                (byte) (number >>> 2 * Byte.SIZE),
                (byte) (number >>> Byte.SIZE),
                (byte) number);
    }
}
