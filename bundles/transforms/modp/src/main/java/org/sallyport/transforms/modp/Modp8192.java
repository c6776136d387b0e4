// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 18: 8,192 bits (RFC 3526, 7). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "modp-8192",
        keyBits = 8192,
        isakmp = "18",
        ikev1 = 18,
        ikev2 = 18,
        standing = Standing.ACCEPTABLE)
public final class Modp8192 extends Modp {
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
                    + "da56c9ec2ef29632387fe8d76e3c0468043e8f663f4860ee12bf2d5b0b7474d6e694f91e6dbe115974a3926f12fee5e4"
                    + "38777cb6a932df8cd8bec4d073b931ba3bc832b68d9dd300741fa7bf8afc47ed2576f6936ba424663aab639c5ae4f568"
                    + "3423b4742bf1c978238f16cbe39d652de3fdb8befc848ad922222e04a4037c0713eb57a81a23f0c73473fc646cea306b"
                    + "4bcbc8862f8385ddfa9d4b7fa2c087e879683303ed5bdd3a062b3cf5b3a278a66d2a13f83f44f82ddf310ee074ab6a36"
                    + "4597e899a0255dc164f31cc50846851df9ab48195ded7ea1b1d510bd7ee74d73faf36bc31ecfa268359046f4eb879f92"
                    + "4009438b481c6cd7889a002ed5ee382bc9190da6fc026e479558e4475677e9aa9e3050e2765694dfc81f56e880b96e71"
                    + "60c980dd98edd3dfffffffffffffffff";

    private static final String ANSWER =
            "90924400d74828ac61d10c769c7621878617002f5065ac8e56eeed0e77d913f2c1ed7a99ac9127ea7f60efc566f72ffc"
                    + "cac27dbceb5ea6e78cfefd00be7115a3d5d2d97018da045b9a832abbbae57ab11355439d8a98bde3140a41de3b8c6320"
                    + "993b872d9a33af77d88bf9f906160053133e27de0b1d246de246338a433a2726ea7edcdee813c5c991e1f448fdfecb6e"
                    + "c7c7d39648da6a5d96aebb7ab4fa0d1ebd7a041f9feb3e259f19bb15d6ad3d475da333c529b05419a2c79b28b0397e0b"
                    + "04d4564ef99e6717a062574b7324da34189bd8c88a5039f94a34bce42ae8858949601d86f33eb032109a8a57679d7db9"
                    + "2d41be1eb3bbbe716813afe49e9ef9ead681d5f3524beb1bbc2b2aafea33a040717fbc373f9ca5733b597b0c4f178108"
                    + "fd2dc0d2af3904d3209b527ee2a7a20f9d089a50fae2578e3fb7ab767b615548b213eb910d58b2f00e32ecbcf12431f9"
                    + "a5928c46a3bac92cb795c20f78282124937c6d02c9a0db739e54b63b317ed71b67d6c42a1ce40592d4cef0d25a15a69c"
                    + "51ee713e022cb211b22ce5c74923ce6b4c08bb2021608e45f856c7e3e78234162a0a889e95506f8be4ba02060356448c"
                    + "3767915f23a5094e8d72b7d9226e9dfaecb93ea08f50a16ec0daef3769f8b70858b6acc83de0976bc01e714d007921a3"
                    + "cb63a4568aec116fb88869de55deddbdf35c4e38e5294cb4ddee83ba7b0a8abcda45512c13aaaeb0bd6346304c03cd22"
                    + "608afa678c7f35be6ed75cb28063c5d171f084407b0a78266993fc00a5f618f0552196957452dc51e021fdc0d898a4e3"
                    + "c1226b6a1fcc5d006f294d0a8a157711af69ed170c26026e107a2e26c674d81226e0aff5b1cd0495e03b78dd66389dcf"
                    + "68d97342886fcf85bebb6ac376fa9e3a8ce2b16c42484bcfdee4a1eb72451dfef2349d8bebc122d4327f7abcf4a4b1b8"
                    + "2a57507381e63a4e2c26d957e6776e9284341bc094b469622e8d18158fe9d68ee2219d78b8b03b72394ca1f0f869cf86"
                    + "3cf4872676da59de384176eae960939cb609a13ff1fce7bbe0474916337118e4ba65937d565ab83ff33dcb50668ba30f"
                    + "1a51fad96b5112f6fb337496d56826b72af142bf733b118453f1c1da4a7dd84ee4d121c7b0e421f17266f211baa3acc4"
                    + "342cbf74ca4ab752e3aa591b0c0e79c41edfe45049038401681a80482a890615d2da896da916d92a005f0a354a207578"
                    + "77137a4cea88e688fb4a0ac8b2734a7fbf83a2ff4b9c190b259262c24e0dc03fefb3427525058382b8cc80166374e644"
                    + "55582366d4a0cba2806ec1b0e7319a56dd1e12b10264eba121ac1ba7a84fa3268202b57a910e322396b3945526d86af4"
                    + "6b9a4f9693db38dcb571675f808ec3d5f81cc936e74a6aa3897cc752830bb48da1a0a27560725e8b71d1708fc707f694"
                    + "d8260dd2a2725dd65bbcc6168c330a06";

    public Modp8192() {
        super("modp-8192", 624, PRIME, ANSWER);
    }
}
