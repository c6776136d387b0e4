// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import java.util.function.BiPredicate;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.packet.Ipv4Address;

/**
 * What a state of quick mode may look at beside itself.
 *
 * @param cookies of the ISAKMP SA
 * @param established the ISAKMP SA
 * @param cryptography of it
 * @param initiator whether this gateway began the quick mode, whoever began phase 1
 */
public record QuickContext(
        Cookies cookies,
        Path path,
        Established established,
        Cryptography cryptography,
        int messageId,
        boolean initiator,
        Surroundings surroundings,
        long nowNanos) {
    private static final int NONCE_BYTES = 20;

    /** The name of an ISAKMP SA. */
    public record Cookies(Cookie initiator, Cookie responder) {}

    /**
     * What all quick modes share.
     *
     * @param entries of the plan
     * @param knows whether an entry is for a peer
     * @param numbers where unpredictable bytes and free SPIs come from
     */
    public record Surroundings(
            List<IkeEntry> entries, BiPredicate<IkeEntry, Ipv4Address> knows, Algorithms algorithms, Numbers numbers) {
        public Surroundings {
            entries = List.copyOf(entries);
        }
    }

    /** Unpredictable numbers. */
    public interface Numbers {
        Bytes bytes(int length);

        /** An SPI that no SA to this address has. */
        int spi(Ipv4Address local, int protocol);
    }

    Header header() {
        return Header.phase2(cookies.initiator(), cookies.responder(), Exchange.QUICK, messageId);
    }

    NoncePayload nonce() {
        return new NoncePayload(surroundings.numbers().bytes(NONCE_BYTES));
    }

    Failure failure(String reason) {
        return Failure.of(nowNanos, path.remote(), initiator, Exchange.QUICK.toString(), reason);
    }

    /** Encrypts a message whose hash covers what stands behind it. */
    Cryptography.Sealed seal(IvChain iv, HashPayload hash, List<Payload> behind) {
        return cryptography.seal(established.keyring(), iv, Hashes.message(header(), hash, behind));
    }

    Bytes hash1(List<Payload> behind) {
        return cryptography.hash1(established.keyring(), messageId, Hashes.octets(header(), behind));
    }

    Bytes hash2(Bytes initiatorNonce, List<Payload> behind) {
        return cryptography.hash2(established.keyring(), messageId, initiatorNonce, Hashes.octets(header(), behind));
    }

    Bytes hash3(Bytes nonces) {
        return cryptography.hash3(established.keyring(), messageId, nonces);
    }

    boolean proves1(Message message) {
        return Hashes.proves(message, cryptography.hash1(established.keyring(), messageId, message.behindFirst()));
    }

    boolean proves2(Message message, Bytes initiatorNonce) {
        return Hashes.proves(
                message, cryptography.hash2(established.keyring(), messageId, initiatorNonce, message.behindFirst()));
    }
}
