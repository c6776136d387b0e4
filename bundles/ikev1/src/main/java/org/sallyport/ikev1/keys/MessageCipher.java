// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import java.security.InvalidKeyException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.Secret;

/** Encrypts and decrypts the payloads of a message (RFC 2409, appendix B). Keeps nothing of the cipher it is lent. */
public final class MessageCipher {
    private MessageCipher() {}

    /**
     * Encrypts payloads, padded with zeros to whole blocks.
     *
     * @throws InvalidKeyException if the cipher refuses the key: it is weak
     */
    public static Bytes encrypt(CipherTransform cipher, Secret key, IvChain iv, Bytes payloads)
            throws InvalidKeyException {
        int block = cipher.spec().blockSize();
        byte[] text = Arrays.copyOf(payloads.toArray(), (payloads.length() + block - 1) / block * block);
        return refusable(key, bytes -> {
            try (CipherTransform.Sealer sealer = cipher.sealer(bytes)) {
                sealer.seal(iv.next().toArray(), text, 0, 0, 0, text.length);
                return Bytes.of(text);
            }
        });
    }

    /**
     * Decrypts payloads; what padding stands behind them only their own lengths tell.
     *
     * @throws PeerException if that are no whole blocks
     * @throws InvalidKeyException if the cipher refuses the key: it is weak
     */
    public static Bytes decrypt(CipherTransform cipher, Secret key, IvChain iv, Bytes ciphertext)
            throws PeerException, InvalidKeyException {
        int block = cipher.spec().blockSize();
        if (ciphertext.isEmpty() || ciphertext.length() % block != 0) {
            throw new PeerException(
                    Notify.PAYLOAD_MALFORMED,
                    ciphertext.length() + " bytes of ciphertext are not whole blocks of " + block);
        }
        byte[] text = ciphertext.toArray();
        return refusable(key, bytes -> {
            try (CipherTransform.Opener opener = cipher.opener(bytes)) {
                opener.open(iv.next().toArray(), text, 0, 0, 0, text.length);
                return Bytes.of(text);
            }
        });
    }

    @FunctionalInterface
    private interface Use {
        Bytes with(byte[] key) throws InvalidKeyException;
    }

    private record Outcome(@Nullable Bytes text, @Nullable InvalidKeyException refusal) {}

    private static Bytes refusable(Secret key, Use use) throws InvalidKeyException {
        Outcome outcome = key.use(bytes -> {
            try {
                return new Outcome(use.with(bytes), null);
            } catch (InvalidKeyException e) {
                return new Outcome(null, e);
            }
        });
        if (outcome.text() == null) {
            throw outcome.refusal() == null ? new InvalidKeyException("no key") : outcome.refusal();
        }
        return outcome.text();
    }
}
