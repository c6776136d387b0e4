// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.util.Optional;
import org.sallyport.transform.internal.AeadProtector;
import org.sallyport.transform.internal.CipherThenMacProtector;

/**
 * Confidentiality and integrity of packets under one pair of keys, one direction: a cipher and a MAC, or an AEAD, behind
 * one face. What it protects lies in one piece:
 *
 * <pre>
 * | additional data | IV | text | ICV |
 *   authenticated               written or checked
 *                     encrypted in place
 * </pre>
 *
 * The caller writes the IV. For one thread.
 */
public interface Protector extends AutoCloseable {
    /** Whose keys a protector takes. */
    enum Direction {
        SEAL,
        OPEN
    }

    /**
     * Opens a protector.
     *
     * @param cipherKey with the salt behind it where the cipher has one
     * @param integrity empty under an AEAD, and for encryption only
     * @throws InvalidKeyException if a transform refuses its key
     */
    static Protector open(
            Direction direction,
            CipherTransform cipher,
            Secret cipherKey,
            Optional<IntegrityTransform> integrity,
            Secret integrityKey)
            throws InvalidKeyException {
        return open(direction, cipher, cipherKey, integrity, integrityKey, false);
    }

    /**
     * Opens a protector.
     *
     * @param extended whether the ICV also covers the high 32 bits of a sequence number that do not travel (RFC 4303,
     *     2.2.1); the additional data then is an ESP header
     * @throws InvalidKeyException if a transform refuses its key
     */
    static Protector open(
            Direction direction,
            CipherTransform cipher,
            Secret cipherKey,
            Optional<IntegrityTransform> integrity,
            Secret integrityKey,
            boolean extended)
            throws InvalidKeyException {
        return cipher.spec().isAead()
                ? AeadProtector.open(direction, cipher, cipherKey, extended)
                : CipherThenMacProtector.open(direction, cipher, cipherKey, integrity, integrityKey, extended);
    }

    /** What the cipher is. */
    CipherSpec cipher();

    /** Bytes of ICV behind the text; 0 for encryption only. */
    int icvSize();

    /** Encrypts in place and writes the ICV behind the text. */
    default void seal(byte[] buffer, int aad, int aadLength, int text, int textLength) {
        seal(buffer, aad, aadLength, text, textLength, 0);
    }

    /**
     * Encrypts in place and writes the ICV behind the text.
     *
     * @param sequenceHigh covered by the ICV of an extended protector, ignored by others. Such an AEAD uses the four bytes
     *     in front of the additional data during the call
     */
    void seal(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh);

    /**
     * Checks the ICV behind the text, in constant time, then decrypts in place.
     *
     * @return whether the packet is authentic; after false the text is undefined
     */
    default boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength) {
        return open(buffer, aad, aadLength, text, textLength, 0);
    }

    /**
     * Checks the ICV behind the text, in constant time, then decrypts in place.
     *
     * @param sequenceHigh as in {@link #seal(byte[], int, int, int, int, int)}
     * @return whether the packet is authentic; after false the text is undefined
     */
    boolean open(byte[] buffer, int aad, int aadLength, int text, int textLength, int sequenceHigh);

    /** In whose code it is, or was when a call threw; empty if it is in none. */
    default Optional<TransformKind> inside() {
        return Optional.empty();
    }

    /** Wipes what can be wiped. */
    @Override
    void close();
}
