// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticating cipher of the JCE, as sealers and openers. Immutable.
 *
 * <p>A provider that sees a nonce twice in a row under a key refuses to seal. It may: sequence numbers are never used twice.
 */
public final class JceAead {
    private final String transformation;
    private final String keyAlgorithm;
    private final Function<byte[], AlgorithmParameterSpec> parameters;

    /**
     * @param transformation its name in the JCE, for example {@code AES/GCM/NoPadding}
     * @param keyAlgorithm the name of its keys
     * @param parameters what a nonce becomes; they copy it
     */
    public JceAead(String transformation, String keyAlgorithm, Function<byte[], AlgorithmParameterSpec> parameters) {
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
        this.parameters = parameters;
    }

    /** @param key of a length that the cipher takes; lent */
    public CipherTransform.Sealer sealer(CipherSpec spec, byte[] key) {
        return new Context(Cipher.ENCRYPT_MODE, spec, key);
    }

    /** @param key of a length that the cipher takes; lent */
    public CipherTransform.Opener opener(CipherSpec spec, byte[] key) {
        return new Context(Cipher.DECRYPT_MODE, spec, key);
    }

    private final class Context implements CipherTransform.Sealer, CipherTransform.Opener {
        private final int mode;
        private final CipherSpec spec;
        private final Cipher cipher;
        private final int keySize;
        private Key key;

        Context(int mode, CipherSpec spec, byte[] key) {
            this.mode = mode;
            this.spec = spec;
            keySize = key.length;
            this.key = new SecretKeySpec(key, keyAlgorithm);
            try {
                cipher = Cipher.getInstance(transformation);
                cipher.init(mode, this.key, parameters.apply(new byte[spec.saltSize() + spec.ivSize()]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK lacks " + transformation, e);
            }
        }

        @Override
        public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
            try {
                cipher.init(mode, key, parameters.apply(nonce));
                cipher.updateAAD(buffer, aad, aadLength);
                cipher.doFinal(buffer, text, textLength, buffer, text);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(spec.name() + " does not seal " + textLength + " bytes", e);
            }
        }

        @Override
        public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
            try {
                cipher.init(mode, key, parameters.apply(nonce));
                cipher.updateAAD(buffer, aad, aadLength);
                cipher.doFinal(buffer, text, textLength + spec.icvSize(), buffer, text);
                return true;
            } catch (AEADBadTagException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException(spec.name() + " does not open " + textLength + " bytes", e);
            }
        }

        /** A key of zeros takes the place of the schedule. */
        @Override
        public void close() {
            key = new SecretKeySpec(new byte[keySize], keyAlgorithm);
            try {
                var other = new byte[spec.saltSize() + spec.ivSize()];
                other[0] = 1; // the nonce of zeros was the first
                cipher.init(mode, key, parameters.apply(other));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key of zeros is refused", e);
            }
        }
    }
}
