// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 15: 3,072 bits (RFC 3526, 4). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
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
            "568ac90829916fb752102993f4edee9bc78983ea71228aeaf8446048b8da1ba8d07c7d120d1e04e9af16d5a0f1ea327c"
                    + "64c0cb1cf9ecfe887e60d832c7ba081adf1f9fd23596a1fb46e5ad0d8fdcf80fb229e27bdb0269c1fb86f4bc4d55ec7e"
                    + "f59e6ee5461b077ec3447811eef2a9b57e3b4bf26375c9a2ee63c0a250165097812e7ae3efd89938492ce963945ca16d"
                    + "45024034b88f692e4cf6073dfeed1a66982c24e1cd4a47779635200dc410609ed7e1e470980fdf664a609298905a8280"
                    + "9db301a76b4280c330930babfe72628bab566d47b101779ddef01292d52200a408bc72166836a23f581eae4ef41dc01c"
                    + "d78a6fc515185f179b82748698dc7c8112a85e1920d453bbff1aae1d9002586a8f72513ff1039ece83ecaabbcb8bda06"
                    + "8abc8cd7371efcaede9fb46cb982e44b18141aa93ba6b4b8f939b8135d4507372fa8acb19f57f20356c57999a0d082fc"
                    + "3c3b4fe7694ac48c223e51c4ff83332f0c0ad62f1f39e44129d2c07611d83d23ba8e34dc4a4a5d3cc7b848333dce7d8b";

    public Modp3072() {
        super("modp-3072", 424, PRIME, ANSWER);
    }
}
