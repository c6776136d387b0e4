// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 2: 1,024 bits (RFC 2409, 6.2). */
@Component(service = KeyExchangeTransform.class)
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
            "a94bb602a44707e09bee1acc313d456dbd38b812404cbcd22ee72d6dcc4beff5f01397c63d4b2af0a8cb92266d655a38"
                    + "e704aff3f1797cf45e85126988586c9934a2647e3b9466fe8f543052883f3535da473da20d657129d18a2298315586a6"
                    + "cb84d3e64483e9c2b191190b4b515f01cc64e40690adc2d9c0f388cbdd7de594";

    public Modp1024() {
        super("modp-1024", 160, PRIME, ANSWER);
    }
}
