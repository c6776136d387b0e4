// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.Optional;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.transform.Secret;

/** What both sides compute with the algorithms that they agreed on in phase 1. Immutable. */
public interface Cryptography {
    /** The agreed hash. */
    Bytes hash(Bytes message);

    /** The IV of the first encrypted message (RFC 2409, appendix B). */
    Bytes firstIv(Transcript transcript);

    /** The keys of an ISAKMP SA that a pre-shared key authenticates (RFC 2409, 5). */
    Keyring preShared(Secret key, Transcript transcript, Secret shared);

    /** What both sides have said in clear, and all keys depend on. */
    record Transcript(
            Cookie initiator, Cookie responder, Bytes initiatorPublic, Bytes responderPublic, Bytes ni, Bytes nr) {}

    /** A message in cipher or clear text, and the IV of the next one in the same chain. */
    record Chained(Bytes text, Bytes nextIv) {}

    /** What the keying material of a protocol is made of (RFC 2409, 5.5), beside SKEYID_d. @param shared with PFS */
    record Material(Protocol protocol, Bytes spi, Bytes ni, Bytes nr, Optional<Secret> shared) {}

    /** The keys of an ISAKMP SA, and what is done with them. Immutable; never prints them. */
    interface Keyring {
        /**
         * HASH_I or HASH_R: by which a side proves that it has the keys (RFC 2409, 5).
         *
         * @param initiator whose
         * @param offer the body of the initiator's SA payload
         * @param id the body of that side's identity
         */
        Bytes proof(boolean initiator, Transcript transcript, Bytes offer, Bytes id);

        /** Pads and encrypts. */
        Chained seal(Bytes iv, Bytes clear);

        /** Decrypts; empty if the text is not whole blocks. */
        Optional<Chained> open(Bytes iv, Bytes text);

        /** The first IV of an exchange under the ISAKMP SA (RFC 2409, appendix B). */
        Bytes exchangeIv(Bytes lastBlock, int messageId);

        /** What authenticates a message (RFC 2409, 5.5 and 5.7). @param message all that follows the hash */
        Bytes hash1(int messageId, Bytes message);

        /** The same for the answer of quick mode. */
        Bytes hash2(int messageId, Bytes ni, Bytes message);

        /** The same for the end of quick mode. */
        Bytes hash3(int messageId, Bytes ni, Bytes nr);

        /** Keying material for one SA. */
        Secret material(Material of, int length);
    }
}
