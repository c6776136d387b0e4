// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.NatHash;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.runtime.Entropy;

/**
 * What a state of phase 1 may look at beside itself.
 *
 * @param mode main or aggressive
 * @param responder none before the responder has spoken
 * @param path where the message at hand came from, or where messages go
 * @param initialContact whether nothing is known of the peer: it may forget what it knows of this side
 */
public record Phase1Context(
        Role role,
        Exchange mode,
        Cookie initiator,
        Cookie responder,
        Path path,
        Settings settings,
        Algorithms algorithms,
        Entropy entropy,
        boolean initialContact,
        long nowNanos) {
    private static final int NONCE_BYTES = 20;

    Header header(boolean encrypted) {
        return Header.phase1(initiator, responder, mode, encrypted);
    }

    NoncePayload nonce() {
        int size = Math.max(NONCE_BYTES, NoncePayload.SHORTEST);
        return new NoncePayload(Bytes.of(entropy.bytes(size)));
    }

    Failure failure(String reason) {
        return Failure.of(nowNanos, path.remote(), role.isInitiator(), mode.toString(), reason);
    }

    /** @throws PeerException if a transform is missing now */
    Cryptography cryptography(Agreement agreement) throws PeerException {
        return algorithms
                .cryptography(agreement.suite())
                .orElseThrow(() -> new PeerException(Notify.NO_PROPOSAL_CHOSEN, "a transform is missing"));
    }

    Nat.Key natKey(Cryptography cryptography) {
        return new Nat.Key(new NatHash.Ends(initiator, responder), cryptography.hash());
    }
}
