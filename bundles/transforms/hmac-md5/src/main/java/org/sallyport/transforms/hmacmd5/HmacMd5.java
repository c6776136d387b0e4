// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacmd5;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.Jce;
import org.sallyport.transform.JceIntegrity;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** HMAC-MD5-96 (RFC 2403), on the JDK's digest. */
@Component(service = IntegrityTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-md5",
        keyBits = 128,
        pix = {"esp-md5-hmac", "ah-md5-hmac"},
        esp = 1,
        ah = 2,
        ikev2 = 1,
        standing = Standing.LEGACY)
public final class HmacMd5 extends JceIntegrity {
    public HmacMd5() {
        super(new IntegritySpec("hmac-md5", 16, 16, 12), Jce.JDK, "HmacMD5");
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
}
