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

/** HMAC-SHA-256-128 (RFC 4868), by AWS-LC. */
@Component(
        service = IntegrityTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
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
        super(new IntegritySpec("hmac-sha256", 32, 32, 16), Corretto.JCE, "HmacSHA256");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.HMAC_SHA256;
    }
}
