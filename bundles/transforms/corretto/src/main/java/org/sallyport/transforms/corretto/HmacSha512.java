// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.corretto;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.JceIntegrity;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PublishedAnswers;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** HMAC-SHA-512-256 (RFC 4868), by AWS-LC. */
@Component(
        service = IntegrityTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha512",
        keyBits = 512,
        pix = {"esp-sha512-hmac", "ah-sha512-hmac"},
        esp = 7,
        ah = 7,
        ikev2 = 14,
        standing = Standing.RECOMMENDED)
public final class HmacSha512 extends JceIntegrity {
    public HmacSha512() {
        super(new IntegritySpec("hmac-sha512", 64, 64, 32), Corretto.JCE, "HmacSHA512");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.HMAC_SHA512;
    }
}
