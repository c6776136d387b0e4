// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 5: 1,536 bits (RFC 3526, 2). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-1536",
        keyBits = 1536,
        isakmp = "5",
        ikev1 = 5,
        ikev2 = 5,
        standing = Standing.LEGACY)
public final class Modp1536 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                    + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f"
                    + "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca237327ffffffffffffffff";

    private static final String ANSWER =
            "141c5665c5a250b8ab63a60646edd262b011b878720aae772885b1348aecdb8282cbfd1b766aac429fab6536d62b5e86"
                    + "47d9e1940f2422fbf26f1ae71f9c486cb0871dec5b3063303c33686589794cdc1eafc5474cef12a24da64eb23937e59f"
                    + "55bbdd56b7bfa5e6117e383944105795699ae3f5981ae57f0730084d94faed84e822211b8200d41ab5227862098fd8b7"
                    + "cb5c203b7335c379cf61d41375a59db58510fd95b898bb3413a4574e9b4f494a38decd0d37b28c897f484eb4e1ee88a3";

    public Modp1536() {
        super("modp-1536", 240, PRIME, ANSWER);
    }
}
