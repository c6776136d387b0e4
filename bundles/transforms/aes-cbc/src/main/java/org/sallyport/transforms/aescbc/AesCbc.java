// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.aescbc;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.Cbc;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** AES-CBC (RFC 3602), on the JDK's cipher, which uses the processor's AES instructions. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "aes-cbc",
        keyBits = {128, 192, 256},
        pix = {"esp-aes", "esp-aes-192", "esp-aes-256"},
        isakmp = {"aes", "aes-192", "aes-256"},
        esp = 12,
        ikev1 = 7,
        ikev2 = 12,
        standing = Standing.RECOMMENDED)
public final class AesCbc implements CipherTransform {
    private static final int BLOCK = 16;
    private static final CipherSpec SPEC =
            new CipherSpec("aes-cbc", List.of(16, 24, 32), BLOCK, BLOCK, 0, 0, IvRule.RANDOM);

    @Override
    public CipherSpec spec() {
        return SPEC;
    }

    @Override
    public Sealer sealer(byte[] key) throws InvalidKeyException {
        return new Cbc(BLOCK, new Blocks(Cipher.ENCRYPT_MODE, usable(key)));
    }

    @Override
    public Opener opener(byte[] key) throws InvalidKeyException {
        return new Cbc(BLOCK, new Blocks(Cipher.DECRYPT_MODE, usable(key)));
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return Vectors.ALL;
    }

    /** {@code doFinal} leaves the cipher as {@code init} did: with its key, and an IV of zeros. */
    private static final class Blocks implements Cbc.Chain {
        private final Cipher cipher;
        private final int mode;

        Blocks(int mode, byte[] key) {
            this.mode = mode;
            try {
                cipher = Cipher.getInstance("AES/CBC/NoPadding");
                start(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK lacks AES in CBC mode", e);
            }
        }

        private void start(byte[] key) throws GeneralSecurityException {
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
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
            try {
                start(new byte[BLOCK]);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key of zeros is refused", e);
            }
        }
    }
}
