// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacmd5;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.JcePrf;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** MD5 and its HMAC with keys of any length (RFC 2104; RFC 2409, 4), on the JDK's digest. */
@Component(service = PrfTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.PRF,
        name = "prf-hmac-md5",
        keyBits = 128,
        isakmp = "md5",
        ikev1 = 1,
        ikev2 = 1,
        standing = Standing.LEGACY)
public final class PrfHmacMd5 extends JcePrf {
    public PrfHmacMd5() {
        super("prf-hmac-md5", 16, "MD5", "HmacMD5");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.hash("RFC 1321, A.5, \"\"", "", "d41d8cd98f00b204e9800998ecf8427e"),
                KnownAnswer.hash("RFC 1321, A.5, \"abc\"", "616263", "900150983cd24fb0d6963f7d28e17f72"),
                KnownAnswer.hash(
                        "RFC 1321, A.5, \"message digest\"",
                        "6d65737361676520646967657374",
                        "f96b697d7cb7938d525a2f31aaf161d0"),
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 1",
                        "0b".repeat(16),
                        "4869205468657265",
                        "9294727a3638bb1c13f48ef8158bfc9d"),
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 2",
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "750c783e6ab0b503eaa86e310a5db738"),
                KnownAnswer.mac(
                        "RFC 2202, 2, test case 6",
                        "aa".repeat(80),
                        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a"
                                + "65204b6579202d2048617368204b6579204669727374",
                        "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"));
    }
}
