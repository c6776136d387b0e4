// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 1: 768 bits (RFC 2409, 6.1). */
@Component(service = KeyExchangeTransform.class)
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
            "ab253b0d90f07aae0b433f7ea007187a13eb84d4ec325d1c93da603d5361de66c4eda93283de09f82c2d6f8a58dd92c1"
                    + "fb86645063bea9d7f14d18d2363019c6c81e008a0286a21289dbe2714e81e17ff69ab4ffa8b33c326583eeed70312dd2";

    public Modp768() {
        super("modp-768", 160, PRIME, ANSWER);
    }
}
