// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 14: 2,048 bits (RFC 3526, 3). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
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
            "6ffe4616daa1549f64e753f2a7628385e8f7521bb6c6391ad61c2c34ac944ad088c825f6b17e6d545f8d4ffff7b7c6d3"
                    + "8053a185fb45dba6c0d4954716f7a98f00df519515a1a956db178f88c6825dc790d762624b4b0663ab478d342d1d95cb"
                    + "370669a05b8ce748229244672a74361ad09eef53117a1d38a37ba96f4b35c8c9243e0e265d5b26a25e15f3a02ccf42fb"
                    + "ce0c33d1f98167767e0f630f1107b710253867daae21996c8d8d00901be1c700dd7834e90d0bd882fc3ca97728785735"
                    + "d05a29e22af3098a78f50b7e9f5c4ebe708154fa894d0ef810f5ef344ecd5f18086eb6c13986b0ac04cb19ee898fc20a"
                    + "f54f437c874f532080a15e3a393ec727";

    public Modp2048() {
        super("modp-2048", 320, PRIME, ANSWER);
    }
}
