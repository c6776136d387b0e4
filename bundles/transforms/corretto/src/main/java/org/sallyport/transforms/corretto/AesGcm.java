// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.corretto;

import java.util.List;
import javax.crypto.spec.GCMParameterSpec;
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

/** AES-GCM with an integrity check value of 16 bytes (RFC 4106), by AWS-LC. */
@Component(
        service = CipherTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "aes-gcm",
        keyBits = {128, 192, 256},
        pix = {"esp-gcm", "esp-gcm-192", "esp-gcm-256"},
        esp = 20,
        ikev2 = 20,
        standing = Standing.RECOMMENDED)
public final class AesGcm extends JceAead {
    private static final int ICV = 16;

    public AesGcm() {
        super(
                new CipherSpec("aes-gcm", List.of(16, 24, 32), 1, 8, 4, ICV, IvRule.COUNTER),
                Corretto.JCE,
                "AES/GCM/NoPadding",
                nonce -> new GCMParameterSpec(ICV * Byte.SIZE, nonce));
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.AES_GCM;
    }
}
