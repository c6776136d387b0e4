// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha1;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.JcePrf;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** SHA-1 and its HMAC with keys of any length (RFC 2104; RFC 2409, 4), on the JDK's digest. */
@Component(service = PrfTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.PRF,
        name = "prf-hmac-sha1",
        keyBits = 160,
        isakmp = "sha",
        ikev1 = 2,
        ikev2 = 2,
        standing = Standing.ACCEPTABLE)
public final class PrfHmacSha1 extends JcePrf {
    public PrfHmacSha1() {
        super("prf-hmac-sha1", 20, "SHA-1", "HmacSHA1");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.hash("FIPS 180-1, appendix A", "616263", "a9993e364706816aba3e25717850c26c9cd0d89d"),
                KnownAnswer.hash(
                        "FIPS 180-1, appendix B",
                        "6162636462636465636465666465666765666768666768696768696a68696a6b"
                                + "696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
                        "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 1",
                        "0b".repeat(20),
                        "4869205468657265",
                        "b617318655057264e28bc0b6fb378c8ef146be00"),
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 2",
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
                KnownAnswer.mac(
                        "RFC 2202, 3, test case 6",
                        "aa".repeat(80),
                        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a"
                                + "65204b6579202d2048617368204b6579204669727374",
                        "aa4ae5e15272d00e95705637ce8a3b55ed402112"));
    }
}
