// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacmd5;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** HMAC-MD5-96 (RFC 2403), on the JDK's digest. */
@Component
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-md5",
        keyBits = 128,
        pix = {"esp-md5-hmac", "ah-md5-hmac"},
        esp = 1,
        ah = 2,
        ikev2 = 1,
        standing = Standing.LEGACY)
public final class HmacMd5 implements IntegrityTransform {
    private static final IntegritySpec SPEC = new IntegritySpec("hmac-md5", 16, 16, 12);

    @Override
    public IntegritySpec spec() {
        return SPEC;
    }

    @Override
    public Mac mac(byte[] key) throws InvalidKeyException {
        return new Hmac(usable(key));
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 1",
                        "0b".repeat(16),
                        "4869205468657265",
                        "9294727a3638bb1c13f48ef8158bfc9d"),
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 3",
                        "aa".repeat(16),
                        "dd".repeat(50),
                        "56be34521d144c88dbb8c733f0e8b3f6"),
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 5",
                        "0c".repeat(16),
                        "546573742057697468205472756e636174696f6e",
                        "56461ef2342edc00f9bab995690efd4c"));
    }

    private static final class Hmac implements Mac {
        private final javax.crypto.Mac mac;

        Hmac(byte[] key) {
            try {
                mac = javax.crypto.Mac.getInstance("HmacMD5");
                start(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK lacks HmacMD5", e);
            }
        }

        private void start(byte[] key) throws GeneralSecurityException {
            mac.init(new SecretKeySpec(key, "HmacMD5"));
        }

        @Override
        public void update(byte[] buffer, int offset, int length) {
            mac.update(buffer, offset, length);
        }

        @Override
        public void finish(byte[] tag, int offset) {
            try {
                mac.doFinal(tag, offset);
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("no room for a tag of " + mac.getMacLength() + " bytes", e);
            }
        }

        /** A key of zeros takes the place of the padded key. */
        @Override
        public void close() {
            try {
                start(new byte[SPEC.keySize()]);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a key of zeros is refused", e);
            }
        }
    }
}
