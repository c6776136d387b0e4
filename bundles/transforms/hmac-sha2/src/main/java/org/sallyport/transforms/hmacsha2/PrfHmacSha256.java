// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha2;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.JcePrf;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** SHA-256 and its HMAC with keys of any length (RFC 4868, 2.4), on the JDK's digest. */
@Component(service = PrfTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.PRF,
        name = "prf-hmac-sha256",
        keyBits = 256,
        isakmp = "sha256",
        ikev1 = 4,
        ikev2 = 5,
        standing = Standing.RECOMMENDED)
public final class PrfHmacSha256 extends JcePrf {
    public PrfHmacSha256() {
        super("prf-hmac-sha256", 32, "SHA-256", "HmacSHA256");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.hash(
                        "FIPS 180-2, appendix B, one block",
                        "616263",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                KnownAnswer.hash(
                        "FIPS 180-2, appendix B, two blocks",
                        "6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d"
                                + "6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
                KnownAnswer.mac(
                        "RFC 4231, 4.2",
                        "0b".repeat(20),
                        "4869205468657265",
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
                KnownAnswer.mac(
                        "RFC 4231, 4.3",
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                KnownAnswer.mac(
                        "RFC 4231, 4.7",
                        "aa".repeat(131),
                        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d20"
                                + "48617368204b6579204669727374",
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }
}
