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

/** HMAC-SHA-256-128 (RFC 4868), on the JDK's digest. */
@Component(service = IntegrityTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha256",
        keyBits = 256,
        pix = {"esp-sha256-hmac", "ah-sha256-hmac"},
        esp = 5,
        ah = 5,
        ikev2 = 12,
        standing = Standing.RECOMMENDED)
public final class HmacSha256 extends JceIntegrity {
    public HmacSha256() {
        super(new IntegritySpec("hmac-sha256", 32, 32, 16), "HmacSHA256");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH256-1",
                        "0b".repeat(32),
                        "4869205468657265",
                        "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH256-2",
                        "4a656665".repeat(8),
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "167f928588c5cc2eef8e3093caa0e87c9ff566a14794aa61648d81621a2a40c6"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH256-3",
                        "aa".repeat(32),
                        "dd".repeat(50),
                        "cdcb1220d1ecccea91e53aba3092f962e549fe6ce9ed7fdc43191fbde45c30b0"));
    }
}
