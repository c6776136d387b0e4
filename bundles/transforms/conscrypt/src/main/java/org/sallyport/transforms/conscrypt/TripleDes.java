// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.conscrypt;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.DesKeys;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceCbc;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PublishedAnswers;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** DES-EDE3-CBC (RFC 2451), by BoringSSL. */
@Component(
        service = CipherTransform.class,
        configurationPolicy = ConfigurationPolicy.IGNORE,
        property = BoringSsl.RANKING)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "3des-cbc",
        keyBits = 192,
        pix = "esp-3des",
        isakmp = "3des",
        esp = 3,
        ikev1 = 5,
        ikev2 = 3,
        standing = Standing.LEGACY)
public final class TripleDes extends JceCbc {
    public TripleDes() {
        super(
                new CipherSpec("3des-cbc", List.of(24), 8, 8, 0, 0, IvRule.RANDOM),
                BoringSsl.JCE,
                "DESede/CBC/NoPadding");
    }

    @Override
    public Optional<String> weakness(byte[] key) {
        return DesKeys.tripleWeakness(key);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.TRIPLE_DES_CBC;
    }
}
