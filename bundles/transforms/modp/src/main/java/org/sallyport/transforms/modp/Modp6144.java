// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 17: 6,144 bits (RFC 3526, 6). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
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
            "f0af1ef9ad06543c9cb7cfa7b830b180074e8438698cb8749bcc0eac5e8dbde16050055752e2fbf879ad8117bed877ae"
                    + "29141527cd1cd28ec899432b84d94871a163b8461da8fe2f1c33c4343780c2baf1d3ba8faea95cf5c21c80c818a11bd1"
                    + "6ccd751e400b460e339807d707517350f7197e8275e72aa9be4a98507cfc8381c64d873cc787f0692168a22d83cc99cd"
                    + "a891b6adae26edbcf0428c8ae9ec3de31db87ea6941f32b70a6f05a56f7981434602c16cd112974b032ad5f1c5c759fc"
                    + "2f496c8693a3cb14ee366ddcae50e303f4cb0e9ec811a50164484a48fc9e3b04d6e3251ced2e36c49940e21e7967440e"
                    + "7a3cef6f5a185fe66fce68dbfa9ec596f702172d4f4fab1be459d978689a02154eacaa673d0d613262539ac00a9703ff"
                    + "ba1f05234472d75b4f7f90b1c10d4fd917953216de0344fe4bef1c93e59dba6ec0903e4d4d59cd27f6a3e6103316ad21"
                    + "dea52c117dba7938364774faee1dd865575fef49bee2b4e5ddc35ff214d8b8f48aca27fb1919788496127aa62d58d831"
                    + "8650c6d0befa9b4fc08b4e110851e73b88f858054ac34f515ef56213afaf98b43aa7b40dc910534e20a7fd299f83fcf8"
                    + "8b6a35eff00aff4e669a2cd5054d20be174479bd62eea542929415bbcbd30bae5131f5df0392f9d6028e4bea8c8c8944"
                    + "dbbdc9c7ad2b6cc76743ecf31b7afc86a0c1fbcda2845cb9a2e64518c400d5ce0adbc01726230728498912e1eddc2dd3"
                    + "5b930a52cffe5a5268e326bd9a0308fd478bb160a61928c8323f146b43287fe2be6605f46aa5eb3129ad672142007093"
                    + "b5b906905b76a92763e19ba5f5b034ea2465e06f6816d9cd92bd80b576832d8d05c58f43e327162b9103ab40cb9626e1"
                    + "271a4ad19636f5cee37dbb965fc8c069beb68a10b88611ee3c8bfd7c2d592a6a92131953cf3c085e56efbe769973a2ef"
                    + "f478433c943aed89eb709d9ea0cb05d0ffe32b4a95b14c98e3645f1cd69e82000ca977ac82bcd286f7bc245d01b2e19b"
                    + "c43f28f907c0d1817041aa9af5780d0adeadc9ef13a2fd7cb63be4133069ac00e811cab27c1f779c0fc6faac03b0218c";

    public Modp6144() {
        super("modp-6144", 544, PRIME, ANSWER);
    }
}
