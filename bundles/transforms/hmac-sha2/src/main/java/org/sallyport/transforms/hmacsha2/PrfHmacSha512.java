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

/** SHA-512 and its HMAC with keys of any length (RFC 4868, 2.4), on the JDK's digest. */
@Component(service = PrfTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.PRF,
        name = "prf-hmac-sha512",
        keyBits = 512,
        isakmp = "sha512",
        ikev1 = 6,
        ikev2 = 7,
        standing = Standing.RECOMMENDED)
public final class PrfHmacSha512 extends JcePrf {
    public PrfHmacSha512() {
        super("prf-hmac-sha512", 64, "SHA-512", "HmacSHA512");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.hash(
                        "FIPS 180-2, appendix C, one block",
                        "616263",
                        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
                                + "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"),
                KnownAnswer.hash(
                        "FIPS 180-2, appendix C, two blocks",
                        "61626364656667686263646566676869636465666768696a6465666768696a6b65666768696a6b6c"
                                + "666768696a6b6c6d6768696a6b6c6d6e68696a6b6c6d6e6f696a6b6c6d6e6f706a6b6c6d6e6f7071"
                                + "6b6c6d6e6f7071726c6d6e6f707172736d6e6f70717273746e6f707172737475",
                        "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018501d289e4900f7e4"
                                + "331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"),
                KnownAnswer.mac(
                        "RFC 4231, 4.2",
                        "0b".repeat(20),
                        "4869205468657265",
                        "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702"
                                + "038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"),
                KnownAnswer.mac(
                        "RFC 4231, 4.3",
                        "4a656665",
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a"
                                + "6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"),
                KnownAnswer.mac(
                        "RFC 4231, 4.7",
                        "aa".repeat(131),
                        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d20"
                                + "48617368204b6579204669727374",
                        "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598"
                                + "bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"));
    }
}
