// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * An authenticating cipher of the JCE. What is left to say are its known answers.
 *
 * <p>A provider that sees a nonce twice in a row under a key refuses to seal. It may: sequence numbers are never used twice.
 */
public abstract class JceAead implements CipherTransform {
    private final CipherSpec spec;
    private final Jce jce;
    private final String transformation;
    private final Function<byte[], AlgorithmParameterSpec> parameters;

    /**
     * @param transformation its name in the JCE, for example {@code AES/GCM/NoPadding}
     * @param parameters what a nonce becomes; they copy it
     */
    protected JceAead(
            CipherSpec spec, Jce jce, String transformation, Function<byte[], AlgorithmParameterSpec> parameters) {
        this.spec = spec;
        this.jce = jce;
        this.transformation = transformation;
        this.parameters = parameters;
    }

    @Override
    public final CipherSpec spec() {
        return spec;
    }

    @Override
    public final Sealer sealer(byte[] key) throws InvalidKeyException {
        return new Context(Cipher.ENCRYPT_MODE, usable(key));
    }

    @Override
    public final Opener opener(byte[] key) throws InvalidKeyException {
        return new Context(Cipher.DECRYPT_MODE, usable(key));
    }

    private final class Context implements Sealer, Opener {
        private final int mode;
        private final Cipher cipher;
        private final int keySize;
        private Key key;

        Context(int mode, byte[] key) {
            this.mode = mode;
            keySize = key.length;
            this.key = new SecretKeySpec(key, Jce.keyAlgorithm(transformation));
            cipher = jce.cipher(transformation);
            try {
                cipher.init(mode, this.key, parameters.apply(new byte[spec.saltSize() + spec.ivSize()]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key of " + keySize + " bytes is refused", e);
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
            key = new SecretKeySpec(new byte[keySize], key.getAlgorithm());
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
