// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.versioning.ConsumerType;

/** An encryption algorithm in one mode: a block cipher in CBC, the null cipher, or an AEAD. */
@ConsumerType
public interface CipherTransform extends Transform {
    CipherSpec spec();

    /** @throws InvalidKeyException if the key's length is none of the spec's, or the key is weak */
    Sealer sealer(byte[] key) throws InvalidKeyException;

    /** @throws InvalidKeyException if the key's length is none of the spec's, or the key is weak */
    Opener opener(byte[] key) throws InvalidKeyException;

    /**
     * Passes on a key that may be used, for implementations of {@link #sealer} and {@link #opener}.
     *
     * @throws InvalidKeyException if its length is none of the spec's, or it is weak, in words for an administrator
     */
    default byte[] usable(byte[] key) throws InvalidKeyException {
        if (!spec().keySizes().contains(key.length)) {
            String sizes = spec().keySizes().stream().map(String::valueOf).collect(Collectors.joining(" or "));
            throw new InvalidKeyException("key has " + key.length + " bytes, " + spec().name() + " takes " + sizes);
        }
        Optional<String> weakness = weakness(key);
        if (weakness.isPresent()) {
            throw new InvalidKeyException("key " + weakness.get());
        }
        return key;
    }

    /** Encrypts under one key. For one thread; holds no counter and no IV. */
    @ConsumerType
    interface Sealer extends AutoCloseable {
        /**
         * Encrypts in place; an AEAD writes its ICV behind the text.
         *
         * @param nonce the packet's IV, behind the salt where the spec has one; not kept
         * @param aad index of the additional data, which an AEAD authenticates; anything else ignores it
         * @param textLength bytes, a multiple of the spec's block size
         */
        void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength);

        /** Wipes what can be wiped. */
        @Override
        void close();
    }

    /** Decrypts under one key. For one thread. */
    @ConsumerType
    interface Opener extends AutoCloseable {
        /**
         * Decrypts in place.
         *
         * @param textLength bytes of ciphertext, without the ICV that stands behind it under an AEAD
         * @return whether the packet is authentic; always true for a cipher that does not authenticate. After false
         *     the text is undefined
         */
        boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength);

        /** Wipes what can be wiped. */
        @Override
        void close();
    }
}
