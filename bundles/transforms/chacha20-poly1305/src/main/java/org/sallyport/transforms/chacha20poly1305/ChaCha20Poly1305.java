// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.chacha20poly1305;

import java.util.List;
import javax.crypto.spec.IvParameterSpec;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceAead;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** ChaCha20-Poly1305 (RFC 7634), on the JDK's cipher. IKE version 1 has no number for it, and so it has no keyword. */
@Component(service = CipherTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "chacha20-poly1305",
        keyBits = 256,
        ikev2 = 28,
        standing = Standing.RECOMMENDED)
public final class ChaCha20Poly1305 extends JceAead {
    public ChaCha20Poly1305() {
        super(
                new CipherSpec("chacha20-poly1305", List.of(32), 1, 8, 4, 16, IvRule.COUNTER),
                "ChaCha20-Poly1305",
                "ChaCha20",
                IvParameterSpec::new);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                new KnownAnswer(
                        "RFC 7634, appendix A",
                        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
                        "a0a1a2a31011121314151617",
                        "0102030400000005",
                        "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec100007362708090a0b"
                                + "0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30313233"
                                + "3435363701020204",
                        "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c614ee8099d52844eb"
                                + "61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3cbec163fac469b502773f6fb94e664da"
                                + "9165b82829f641e076aaa8266b7fb0f7b11b369907e1ad43"),
                new KnownAnswer(
                        "RFC 7634, appendix B",
                        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
                        "a0a1a2a31011121314151617",
                        "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e202500000000090000004529000029",
                        "0000000c000040010000000a00",
                        "610394701f8d017f7c129248896b71bfe25236efd7cdc67066906315b2"));
    }
}
