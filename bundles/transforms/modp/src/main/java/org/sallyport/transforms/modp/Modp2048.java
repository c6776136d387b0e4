// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 14: 2,048 bits (RFC 3526, 3). */
@Component(service = KeyExchangeTransform.class)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-2048",
        keyBits = 2048,
        isakmp = "14",
        ikev1 = 14,
        ikev2 = 14,
        standing = Standing.RECOMMENDED)
public final class Modp2048 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                    + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f"
                    + "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b"
                    + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510"
                    + "15728e5a8aacaa68ffffffffffffffff";

    private static final String ANSWER =
            "13ff5744c3f58ce2443bd5ca871b5efdae628d0a266dd98a8fbd7bb5ccde542bafde2962151f41cb865740b1d210cd5b"
                    + "81958df15bd482d420b69389299d2ca866280e076b7cbe6f70db2eeaa11e7cb289b10cc2c29b27cac4aebe261030347b"
                    + "1adc9ccc95e941fdb11127ae2da24b7170eb67f520e3308308233e0a8530b00e0f3b894d66ff292e7c0fcdb2242c758c"
                    + "f0301e6328583509edf3f9c33878bd7b5d9e3c2c48f8fb5a72343e2c902adfa7c8011413e985e8d00b3a0b7ebdd4c7c5"
                    + "d9dbec8803bb5c6a2086eaa02ef6387f31006e58d4a2802fdd2b254af33d40ea0032ecb5ab1691889d71c2102c278243"
                    + "727e189838676616c2bb3b43ea56a76c";

    public Modp2048() {
        super("modp-2048", 320, PRIME, ANSWER);
    }
}
