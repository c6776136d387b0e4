// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha2;

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

/** HMAC-SHA-384-192 (RFC 4868), on the JDK's digest. */
@Component(service = IntegrityTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha384",
        keyBits = 384,
        pix = {"esp-sha384-hmac", "ah-sha384-hmac"},
        esp = 6,
        ah = 6,
        ikev2 = 13,
        standing = Standing.ACCEPTABLE)
public final class HmacSha384 extends JceIntegrity {
    public HmacSha384() {
        super(new IntegritySpec("hmac-sha384", 48, 48, 24), "HmacSHA384");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH384-1",
                        "0b".repeat(48),
                        "4869205468657265",
                        "b6a8d5636f5c6a7224f9977dcf7ee6c7fb6d0c48cbdee9737a959796489bddbc4c5df61d5b3297b4"
                                + "fb68dab9f1b582c2"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH384-2",
                        "4a656665".repeat(12),
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "2c7353974f1842fd66d53c452ca42122b28c0b594cfb184da86a368e9b8e16f5349524ca4e82400c"
                                + "bde0686d403371c9"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH384-3",
                        "aa".repeat(48),
                        "dd".repeat(50),
                        "809f439be00274321d4a538652164b53554a508184a0c3160353e3428597003d35914a18770f9443"
                                + "987054944b7c4b4a"));
    }
}
