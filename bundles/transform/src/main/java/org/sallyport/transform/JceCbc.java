// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A block cipher of the JCE in CBC mode. What is left to say are its known answers. */
public abstract class JceCbc implements CipherTransform {
    private final CipherSpec spec;
    private final Jce jce;
    private final String transformation;

    /** @param transformation its name in the JCE, for example {@code AES/CBC/NoPadding} */
    protected JceCbc(CipherSpec spec, Jce jce, String transformation) {
        this.spec = spec;
        this.jce = jce;
        this.transformation = transformation;
    }

    @Override
    public final CipherSpec spec() {
        return spec;
    }

    @Override
    public final Sealer sealer(byte[] key) throws InvalidKeyException {
        return new Cbc(spec.blockSize(), new Blocks(Cipher.ENCRYPT_MODE, usable(key)));
    }

    @Override
    public final Opener opener(byte[] key) throws InvalidKeyException {
        return new Cbc(spec.blockSize(), new Blocks(Cipher.DECRYPT_MODE, usable(key)));
    }

    /** {@code doFinal} leaves the cipher as {@code init} did: with its key, and an IV of zeros. */
    private final class Blocks implements Cbc.Chain {
        private final int mode;
        private final Cipher cipher;
        private final int keySize;

        Blocks(int mode, byte[] key) {
            this.mode = mode;
            cipher = jce.cipher(transformation);
            keySize = key.length;
            start(key);
        }

        private void start(byte[] key) {
            try {
                cipher.init(
                        mode,
                        new SecretKeySpec(key, Jce.keyAlgorithm(transformation)),
                        new IvParameterSpec(new byte[spec.blockSize()]));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key of " + key.length + " bytes is refused", e);
            }
        }

        @Override
        public void run(byte[] buffer, int offset, int length) {
            try {
                cipher.doFinal(buffer, offset, length, buffer, offset);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("whole blocks in place, yet refused", e);
            }
        }

        /** A key of zeros takes the place of the schedule. */
        @Override
        public void close() {
            start(new byte[keySize]);
        }
    }
}
