// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 15: 3,072 bits (RFC 3526, 4). */
@Component(service = KeyExchangeTransform.class)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-3072",
        keyBits = 3072,
        isakmp = "15",
        ikev1 = 15,
        ikev2 = 15,
        standing = Standing.RECOMMENDED)
public final class Modp3072 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                    + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f"
                    + "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b"
                    + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510"
                    + "15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7"
                    + "abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c"
                    + "bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff";

    private static final String ANSWER =
            "47847ec4a71e8796d82a2c4a2d0b247e5f1462473b2b026189b3db74f68d340498f1bebc25213f3207311585658c9602"
                    + "b215cf683f8ce43180c7ad8dd64f21096210b77ec59b6f992f5b84382fb0df1b4b6c4c8de0de0c0513117217c21a4740"
                    + "db9061e3edabcef602bb93290fe017f6b23ff68c3a1ea3755ace0f4dab0aac2c6482f5ddbf96defe7e9b9a07a61ef8cb"
                    + "9b2f70820b59bb63bdccf76af134c3e84bf5914b203330562a5d6212553ac8eb2c85ccd44d04b3709992623eec665ece"
                    + "bb4100c35e16e531aa6ff8f8a1c695f95731665d56423726067d7db80e986ba87fcae327cd6ef214670e81136391ce49"
                    + "0ad0dcbee55444955d117a7dc3ad09aafd78ba4e32f0fa74ce5207849980a985ede9802623218b8d2761bc0456314ac9"
                    + "bf18f5fd05409c696da619034827d784881fff3991ea00257be834d0c94948cd60e8ca0e6f46e9ee0100af03c762ed6c"
                    + "74e696ea2805db53824878e1e878557d61c792ae9161e4d19eb40bd8cbf32ee466c6b17c8b85d45c1bfaad7c24cb8d8a";

    public Modp3072() {
        super("modp-3072", 424, PRIME, ANSWER);
    }
}
