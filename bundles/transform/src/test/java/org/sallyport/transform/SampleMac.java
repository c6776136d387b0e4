// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.util.List;

/** HMAC-SHA1 by the JDK. */
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "test-sha1",
        keyBits = 160,
        pix = "esp-test-hmac",
        esp = 250,
        standing = Standing.ACCEPTABLE)
public final class SampleMac implements IntegrityTransform {
    /** RFC 2202, 3, test case 1. */
    static final KnownAnswer CASE_1 = KnownAnswer.mac(
            "RFC 2202, 3, 1",
            "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b",
            "4869205468657265",
            "b617318655057264e28bc0b6fb378c8ef146be00");

    private final List<KnownAnswer> answers;

    public SampleMac(KnownAnswer... answers) {
        this.answers = List.of(answers);
    }

    @Override
    public IntegritySpec spec() {
        return new IntegritySpec("test-sha1", 20, 20, 12);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return answers;
    }

    @Override
    public Mac mac(byte[] key) throws InvalidKeyException {
        return new JceMac(Jce.JDK.mac("HmacSHA1"), usable(key));
    }
}
