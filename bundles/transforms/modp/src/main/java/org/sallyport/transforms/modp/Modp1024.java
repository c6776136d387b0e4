// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 2: 1,024 bits (RFC 2409, 6.2). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-1024",
        keyBits = 1024,
        isakmp = "2",
        ikev1 = 2,
        ikev2 = 2,
        standing = Standing.LEGACY)
public final class Modp1024 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                    + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff";

    private static final String ANSWER =
            "de4e6bfb94d650386311f34fa53ee86a802dbfdc1f6bfdabf3544ec304b51fb77fa8d110ec734355449039f26fb5e001"
                    + "6f5441ded5ea794bdcc2e68b5e0ab624071d008ad48732110c92f3849097c6572ea45541b2d72ba964accd8544db2fd4"
                    + "45c3be621f9b733de8a98ce43e9eeef236edd88d893a4606937d316b83725439";

    public Modp1024() {
        super("modp-1024", 160, PRIME, ANSWER);
    }
}
