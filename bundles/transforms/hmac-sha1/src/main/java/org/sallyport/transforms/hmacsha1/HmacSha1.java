// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha1;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.JceIntegrity;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** HMAC-SHA-1-96 (RFC 2404), on the JDK's digest. */
@Component(service = IntegrityTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha1",
        keyBits = 160,
        pix = {"esp-sha-hmac", "ah-sha-hmac"},
        esp = 2,
        ah = 3,
        ikev2 = 2,
        standing = Standing.ACCEPTABLE)
public final class HmacSha1 extends JceIntegrity {
    public HmacSha1() {
        super(new IntegritySpec("hmac-sha1", 20, 20, 12), "HmacSHA1");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 1",
                        "0b".repeat(20),
                        "4869205468657265",
                        "b617318655057264e28bc0b6fb378c8ef146be00"),
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 3",
                        "aa".repeat(20),
                        "dd".repeat(50),
                        "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 5",
                        "0c".repeat(20),
                        "546573742057697468205472756e636174696f6e",
                        "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"));
    }
}
