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

/** HMAC-SHA-1-96 (RFC 2404), by AWS-LC. */
@Component(
        service = IntegrityTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = Corretto.RANKING)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha1",
        keyBits = 160,
        pix = {"esp-sha-hmac", "ah-sha-hmac"},
        esp = 2,
        ah = 3,
        ikev2 = 2,
        standing = Standing.ACCEPTABLE)
public final class HmacSha1 extends JceIntegrity {
    public HmacSha1() {
        super(new IntegritySpec("hmac-sha1", 20, 20, 12), Corretto.JCE, "HmacSHA1");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.HMAC_SHA1;
    }
}
