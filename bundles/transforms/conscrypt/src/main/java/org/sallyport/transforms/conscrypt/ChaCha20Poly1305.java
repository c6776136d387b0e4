// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.conscrypt;

import java.util.List;
import javax.crypto.spec.IvParameterSpec;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceAead;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PublishedAnswers;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** ChaCha20-Poly1305 (RFC 7634), by BoringSSL. IKE version 1 has no number for it, and so it has no keyword. */
@Component(
        service = CipherTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = BoringSsl.RANKING)
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
                BoringSsl.JCE,
                "ChaCha20-Poly1305",
                IvParameterSpec::new);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.CHACHA20_POLY1305;
    }
}
