// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.security.InvalidKeyException;
import java.util.Optional;
import org.sallyport.ikev1.keys.IpsecKeys;
import org.sallyport.ikev1.keys.IsakmpKeys;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.keys.MessageCipher;
import org.sallyport.ikev1.keys.MessageHash;
import org.sallyport.ikev1.keys.Phase1Values;
import org.sallyport.ikev1.keys.Proof;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;

/**
 * What both sides compute with the algorithms that they agreed on in phase 1. It is asked for anew for each message and keeps no
 * key: between messages there are only secrets and bytes, so that a transform can be exchanged.
 */
public final class Cryptography {
    private final PrfTransform prf;
    private final CipherTransform cipher;
    private final int keyBytes;

    Cryptography(PrfTransform prf, CipherTransform cipher, int keyBytes) {
        this.prf = prf;
        this.cipher = cipher;
        this.keyBytes = keyBytes;
    }

    /** The secrets of an ISAKMP SA, and the cipher's key made of them. */
    public record Keyring(IsakmpKeys keys, Secret cipherKey) {}

    /** A message under encryption, and the IV of the next one. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Sealed(byte[] datagram, IvChain next) {}

    /** Payloads in clear, and the IV of the next message. */
    public record Opened(Bytes clear, IvChain next) {}

    /** The agreed hash. */
    public PrfTransform hash() {
        return prf;
    }

    IvChain firstIv(Phase1Values values) {
        return IvChain.ofPhase1(prf, values, cipher.spec().blockSize());
    }

    /** The chain of an exchange under an ISAKMP SA. */
    public IvChain exchangeIv(IvChain phase1, int messageId) {
        return phase1.forExchange(prf, messageId);
    }

    /**
     * The keys of an ISAKMP SA that a pre-shared key authenticates; empty if the cipher refuses its key as weak (RFC 2409,
     * appendix A).
     */
    Optional<Keyring> preShared(Secret preShared, Phase1Values values, Secret shared) {
        IsakmpKeys keys = IsakmpKeys.preShared(prf, preShared, values, shared);
        Secret cipherKey = keys.cipherKey(prf, keyBytes);
        boolean usable = cipherKey.use(bytes -> {
            try {
                return cipher.usable(bytes) != null;
            } catch (InvalidKeyException e) {
                return false;
            }
        });
        return usable ? Optional.of(new Keyring(keys, cipherKey)) : Optional.empty();
    }

    Bytes proof(boolean initiator, Keyring keyring, Phase1Values values, Proof.Claim claim) {
        return initiator
                ? Proof.ofInitiator(prf, keyring.keys(), values, claim)
                : Proof.ofResponder(prf, keyring.keys(), values, claim);
    }

    /** Encrypts payloads. */
    public Sealed seal(Keyring keyring, IvChain iv, Message message) {
        try {
            Bytes text = MessageCipher.encrypt(cipher, keyring.cipherKey(), iv, message.octets());
            return new Sealed(Encoder.encrypted(message, text), iv.behind(text));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the cipher took this key before", e);
        }
    }

    /** Decrypts payloads. What came out is authentic only when its hash has proved it. */
    public Opened open(Keyring keyring, IvChain iv, Bytes text) throws PeerException {
        try {
            return new Opened(MessageCipher.decrypt(cipher, keyring.cipherKey(), iv, text), iv.behind(text));
        } catch (InvalidKeyException e) {
            throw new PeerException(Notify.PAYLOAD_MALFORMED, "no key for the peer's message");
        }
    }

    /** HASH(1). @param behind the payloads behind the hash */
    public Bytes hash1(Keyring keyring, int messageId, Bytes behind) {
        return MessageHash.first(prf, keyring.keys(), messageId, behind);
    }

    /** HASH(2). */
    public Bytes hash2(Keyring keyring, int messageId, Bytes initiatorNonce, Bytes behind) {
        return MessageHash.second(prf, keyring.keys(), messageId, Bytes.concat(initiatorNonce, behind));
    }

    /** HASH(3). @param nonces the initiator's, then the responder's */
    public Bytes hash3(Keyring keyring, int messageId, Bytes nonces) {
        return MessageHash.third(prf, keyring.keys(), messageId, nonces);
    }

    /** The keys of one IPsec SA in one direction. */
    public IpsecKeys material(Keyring keyring, IpsecKeys.QuickValues values, IpsecKeys.Wanted wanted) {
        return IpsecKeys.of(prf, keyring.keys(), values, wanted);
    }
}
