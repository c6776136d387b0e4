// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 17: 6,144 bits (RFC 3526, 6). */
@Component(service = KeyExchangeTransform.class)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-6144",
        keyBits = 6144,
        isakmp = "17",
        ikev1 = 17,
        ikev2 = 17,
        standing = Standing.ACCEPTABLE)
public final class Modp6144 extends Modp {
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
                    + "93b4ea988d8fddc186ffb7dc90a6c08f4df435c93402849236c3fab4d27c7026c1d4dcb2602646dec9751e763dba37bd"
                    + "f8ff9406ad9e530ee5db382f413001aeb06a53ed9027d831179727b0865a8918da3edbebcf9b14ed44ce6cbaced4bb1b"
                    + "db7f1447e6cc254b332051512bd7af426fb8f401378cd2bf5983ca01c64b92ecf032ea15d1721d03f482d7ce6e74fef6"
                    + "d55e702f46980c82b5a84031900b1c9e59e7c97fbec7e8f323a97a7e36cc88be0f1d45b7ff585ac54bd407b22b4154aa"
                    + "cc8f6d7ebf48e1d814cc5ed20f8037e0a79715eef29be32806a1d58bb7c5da76f550aa3d8a1fbff0eb19ccb1a313d55c"
                    + "da56c9ec2ef29632387fe8d76e3c0468043e8f663f4860ee12bf2d5b0b7474d6e694f91e6dcc4024ffffffffffffffff";

    private static final String ANSWER =
            "d1b01e0c92a1050016df00276790c3cb0bec482270f24ef69bea67aa18bb3dadb01720d423dfaa40ff517afb4b95dd86"
                    + "396874f6834f769835d079232b9af7413641ed82248defaf48e3b1c9d413b0a7782535469200c80548cfbcef5eb21a5f"
                    + "01256bc38b821de90aa86d264352b512e5201bbe754642a1f28da5307287d190d6a3a47754b7607c6fd5e4ef0d831c39"
                    + "e788ff5f6c8955e7876cae20a8905923f9c67e7c1b0adaf1b0249592824782ee184e5a9439481476b302f9058bac90eb"
                    + "faf5669d7ce4eac4ad61c399ae1e34bed31b832e4eb7bbed69a57d1e1163121cf3dc751eeefdc13f471d29a87145c1ba"
                    + "148dada66c7152cd886512e004be12e321f6dda2bade973e031341f8b8ca7dd5071c27d75ab6cb6ec4f7868006d3e69a"
                    + "2d8c610bd3ed6909a4871f9f807bceaaf201df786220f8e2d5c69a14ffe17586bd997de1ef675ff56e0c70affc446ee3"
                    + "fea80effe838046b2b15647e19ee5986910b241db8d371f6e47c8a20d76d95119f197976892c37bbbf991f7f2200cfc2"
                    + "4d87943f85d62bc75448ae713e145d08ce5a7dd3c42fb461ade85cd650ee8f8c890975b5e308160bf05c0df01982776f"
                    + "70b475e4d48f9e6cd4151a4a8a41a671ce3ba28e227edffa3724044298e1bbb977ff8f7a9c9b8522d14847cad26efa2d"
                    + "f8fef8fa17d2a72a1ac33101b0a5278b580bf707ce97e511981c7567f93ac4808cfb6a8980c14ec55403de3a78f64ec4"
                    + "b26c5dd9cd790f11e49f27776576a9270721837f36825aacc1755e4b6fe8738d8110bafd16dbf53f32e7f3eaf4cf4572"
                    + "b4ac0233e537c1ac09cdc91d2bac5a94352450bb0734ba741a430514c5f8177f97cb9fecad6685e5e331058690314db9"
                    + "f02f022fefafae6122b8509f53eab58c1bbfde77c6e4738afb20ede1bee541f158b953fae9c3188391ce382d9d1154ec"
                    + "7f58776d4eaa19407874a98bf28c69e18745501834c0c6ea87bafe4e025764dced1e6a02b7b9a6452ebefd0190bfa1a8"
                    + "ad0b85692c91bb092a9554679f0376ce12571e3ec25119413d6a6fdd37ccb5d194f59742409d450cf5ff0a6c5fa601ea";

    public Modp6144() {
        super("modp-6144", 544, PRIME, ANSWER);
    }
}
