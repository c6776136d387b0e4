// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 16: 4,096 bits (RFC 3526, 5). */
@Component(service = KeyExchangeTransform.class)
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
            "94d802d3ff361d88b0015c77ca7675f34e76e39a432e9871c822ed5adba0a7feacfcc99a5327cac19f6434e25bacda7a"
                    + "fa91a1e56b68e1361b81a23efdf2584baae7c5f550bb50884c55594f3d07562cf260d88ecd20c3f1c76a8bb72494a1c4"
                    + "6d5f7ae3d759c602ea1be81688953fb093581afe7aa0604fea661a07ffba2b9eee0b2836162e16f170a46681108d4472"
                    + "53bf493abf0a775690561e183d8e7429cfa25ede569529ae25715aac6c1947c9e9b7d0dfe793a8c844676ae5ee32c35b"
                    + "5b125340d0764e4d9d9fb20b73dcc47720d1c7be2d56d2533aae584c5eaa0ee16d40e9f0b996e5a04b95967480f38eda"
                    + "faf4d84a8f06969a409cadcbf39330c944e696881a94a6fa39034ff3622d25fa130feb206e7244791ae1b1b98e8ee99f"
                    + "dfe3116022e7c68774130e2acdeaabfb1e24108ec7f0467bc33209f261edb7caa2183573196c8851129114004afcce41"
                    + "424beec5bf916df9f8f0b40d81f0d88ff749c08f5b4341ef411a61dff4384e62060649f1f04c2634f9e710a9fb1f873a"
                    + "a04935e9b9ac8c46a4d65b8bec6aea9623d5b34f1e896752ce540e8216dc175089afeb309e71630a96188b80da49f94e"
                    + "0c49ddc1c6d81a9fccd9dcd497b8aa84c76a7aeb606f3af41348af38505f758c5a806c716b9e4db438fa39deb800b636"
                    + "d84fc330f62b9cbc8d3d01f9f43368fe07df1641bca967db2d85123c62c85655";

    public Modp4096() {
        super("modp-4096", 480, PRIME, ANSWER);
    }
}
