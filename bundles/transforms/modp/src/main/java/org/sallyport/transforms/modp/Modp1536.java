// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 5: 1,536 bits (RFC 3526, 2). */
@Component(service = KeyExchangeTransform.class)
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
            "07cef61fda65d4409d6a0345a4ac2716ae450e5a2743f97c3bcd239a4a9c8a760aeb911e084fb19cea0b06993fac40ac"
                    + "653b4fd65465ec7f4bd2b04b0a56309cbc1666e9057aa60d32d803bfd3c3d4bf2f38ce2f30e507f5c195da914060a882"
                    + "ae623ab2a6c8a509889decef408ebe691d939455dce13a6a53c9dd7271921117bd4bcdce070e3479504d623bf66efbbd"
                    + "3e1400fbebaec0d00215cbf8a754681c025e02aa103e40e8b1c10cb98187147a69f60aba2bb889eabdb41227e06c3977";

    public Modp1536() {
        super("modp-1536", 240, PRIME, ANSWER);
    }
}
