// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.corretto;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceCbc;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PublishedAnswers;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** AES-CBC (RFC 3602), by AWS-LC. */
@Component(
        service = CipherTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "aes-cbc",
        keyBits = {128, 192, 256},
        pix = {"esp-aes", "esp-aes-192", "esp-aes-256"},
        isakmp = {"aes", "aes-192", "aes-256"},
        esp = 12,
        ikev1 = 7,
        ikev2 = 12,
        standing = Standing.RECOMMENDED)
public final class AesCbc extends JceCbc {
    public AesCbc() {
        super(
                new CipherSpec("aes-cbc", List.of(16, 24, 32), 16, 16, 0, 0, IvRule.RANDOM),
                Corretto.JCE,
                "AES/CBC/NoPadding");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.AES_CBC;
    }
}
