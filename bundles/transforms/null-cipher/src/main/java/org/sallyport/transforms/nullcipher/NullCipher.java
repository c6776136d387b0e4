// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.nullcipher;

import java.security.InvalidKeyException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** NULL (RFC 2410): "does nothing to alter plaintext data". It needs an authenticator beside it. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "null",
        keyBits = 0,
        pix = "esp-null",
        esp = 11,
        ikev2 = 11,
        standing = Standing.ACCEPTABLE)
public final class NullCipher implements CipherTransform {
    private static final CipherSpec SPEC = new CipherSpec("null", List.of(0), 1, 0, 0, 0, IvRule.NONE);

    @Override
    public CipherSpec spec() {
        return SPEC;
    }

    @Override
    public Sealer sealer(byte[] key) throws InvalidKeyException {
        usable(key);
        return new Identity();
    }

    @Override
    public Opener opener(byte[] key) throws InvalidKeyException {
        usable(key);
        return new Identity();
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.cipher("RFC 2410, 5, test case 1", "", "", "0123456789abcdef", "0123456789abcdef"),
                KnownAnswer.cipher(
                        "RFC 2410, 5, test case 2",
                        "",
                        "",
                        "4e6574776f726b2053656375726974792050656f706c652048617665"
                                + "204120537472616e67652053656e7365204f662048756d6f72",
                        "4e6574776f726b2053656375726974792050656f706c652048617665"
                                + "204120537472616e67652053656e7365204f662048756d6f72"));
    }

    /** RFC 2410, 2: "NULL(b) = I(b) = b". */
    private static final class Identity implements Sealer, Opener {
        @Override
        public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {}

        @Override
        public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
            return true;
        }

        @Override
        public void close() {}
    }
}
