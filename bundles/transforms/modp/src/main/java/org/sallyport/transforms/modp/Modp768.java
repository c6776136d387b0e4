// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 1: 768 bits (RFC 2409, 6.1). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-768",
        keyBits = 768,
        isakmp = "1",
        ikev1 = 1,
        ikev2 = 1,
        standing = Standing.LEGACY)
public final class Modp768 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a63a3620ffffffffffffffff";

    private static final String ANSWER =
            "7dc2244662f68f6c33ccda471e015e03fc3a450dbeb340d4b93809b3aca298bb0e3af5eb6ed28838202f15c2fa82c9e9"
                    + "4080b9107a15a451a1a4d973308f55ed8a80e90fb208e0c337ade9c02bfe1b4ca96b29c116ee575ee684ce8f23221a40";

    public Modp768() {
        super("modp-768", 160, PRIME, ANSWER);
    }
}
