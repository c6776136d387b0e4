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

/** SHA-384 and its HMAC with keys of any length (RFC 4868, 2.4), on the JDK's digest. */
@Component(service = PrfTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.PRF,
        name = "prf-hmac-sha384",
        keyBits = 384,
        isakmp = "sha384",
        ikev1 = 5,
        ikev2 = 6,
        standing = Standing.ACCEPTABLE)
public final class PrfHmacSha384 extends JcePrf {
    public PrfHmacSha384() {
        super("prf-hmac-sha384", 48, "SHA-384", "HmacSHA384");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.hash(
                        "FIPS 180-2, appendix D, one block",
                        "616263",
                        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc23"
                                + "58baeca134c825a7"),
                KnownAnswer.hash(
                        "FIPS 180-2, appendix D, two blocks",
                        "61626364656667686263646566676869636465666768696a6465666768696a6b65666768696a6b6c"
                                + "666768696a6b6c6d6768696a6b6c6d6e68696a6b6c6d6e6f696a6b6c6d6e6f706a6b6c6d6e6f7071"
                                + "6b6c6d6e6f7071726c6d6e6f707172736d6e6f70717273746e6f707172737475",
                        "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712fcc7c71a557e2db9"
                                + "66c3e9fa91746039"),
                KnownAnswer.mac(
                        "RFC 4231, 4.2",
                        "0b".repeat(20),
                        "4869205468657265",
                        "afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f"
                                + "4af152e8b2fa9cb6"),
                KnownAnswer.mac(
                        "RFC 4231, 4.3",
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c7"
                                + "8b3239ecfab21649"),
                KnownAnswer.mac(
                        "RFC 4231, 4.7",
                        "aa".repeat(131),
                        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d20"
                                + "48617368204b6579204669727374",
                        "4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe82"
                                + "96248df163f44952"));
    }
}
