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

/** HMAC-SHA-384-192 (RFC 4868), by AWS-LC. */
@Component(
        service = IntegrityTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
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
        super(new IntegritySpec("hmac-sha384", 48, 48, 24), Corretto.JCE, "HmacSHA384");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.HMAC_SHA384;
    }
}
