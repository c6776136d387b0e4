// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 16: 4,096 bits (RFC 3526, 5). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-4096",
        keyBits = 4096,
        isakmp = "16",
        ikev1 = 16,
        ikev2 = 16,
        standing = Standing.RECOMMENDED)
public final class Modp4096 extends Modp {
    private static final String PRIME =
            "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd"
                    + "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed"
                    + "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f"
                    + "83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b"
                    + "e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510"
                    + "15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7"
                    + "abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c"
                    + "bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a92108011a723c12a787e6d7"
                    + "88719a10bdba5b2699c327186af4e23c1a946834b6150bda2583e9ca2ad44ce8dbbbc2db04de8ef92e8efc141fbecaa6"
                    + "287c59474e6bc05d99b2964fa090c3a2233ba186515be7ed1f612970cee2d7afb81bdd762170481cd0069127d5b05aa9"
                    + "93b4ea988d8fddc186ffb7dc90a6c08f4df435c934063199ffffffffffffffff";

    private static final String ANSWER =
            "2723326ea0d509707b468f888f8ee306bf880140dce068d15b046cd7ad93012a603fc2112e68e9b2277048c08d4f9b28"
                    + "864d8f872d353029c22c264cf443acd579873c830cfa6a00e21d27f8f8d043ca04252396b658bd986ab574ab16261ed7"
                    + "5cb76c303150062e8aa7986559647bf569aad008072b9c0c5848e4a23cea20f959871bfbfb9716e9e69b6ab0c205d3d0"
                    + "8d10708febdc7dadb5e0a2ccc4a9e8c7d6a258ffc64a8ce131c28b20c37e431379a314cbd3dde8bfc7ac9b9d5eb45c4e"
                    + "835eba10d0179f26e182003e865d105f52e0298e88caffc082754878de0f15385895956a4ced081a7a40547d7c1a493e"
                    + "63cab46b590a99ac0df41f8ae9bcd15c213c362ca3ddf0361ea2b622e358d9cba5b786a45c2b59b87771348e88d3c116"
                    + "b9e38428600a87c735cbb75a02e57c426d8e08aff2ae08a557b5e6574a2b2cba1189f68608887d7a5fa724965de4eb81"
                    + "5eaac0d03fcebd9548e5f0fe8313825620f3159521ee307a0e7c36674927fad34dbc427e787dcbbe0340340ae746b203"
                    + "1b9ac7c5fe4d982aaa5493fb1b64f253bcfab5ba622f82e5948745e031459a00d396cce2e9ed2343d75829c36098af33"
                    + "5c681cf5070d0b111d511ccc73a56277050dc2f44d1fc6db49dd1fdcf6be607a3100eb086d5578f924f4fb74ea69ad43"
                    + "f8345138d1ef499338a25c044b6b122ac1e1152f5d96ed32f67a41491203aee3";

    public Modp4096() {
        super("modp-4096", 480, PRIME, ANSWER);
    }
}
