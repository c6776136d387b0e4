// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.modp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 18: 8,192 bits (RFC 3526, 7). */
@Component(service = KeyExchangeTransform.class)
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
            "533720492a96a2edb504bbce90c04a9672770fe88c932ec86f94e849e16278a7ddc2b5361f3d6a436192ad160ec04624"
                    + "38ef3f329cf5f68b20726e7982e54ea7c834d02b8c63364f139b5d8e7891d4676c3d32b6431f310ce3ea7a5a4f30a5d4"
                    + "2e0ecae8fbe7875ff8807a1f92ed1db9558d3d5179d4b2021b95d8d2cacdd2fc32bff4ea1493a0d4285ee90e8d31b2cd"
                    + "ab023220ac115d26f822267865dbfd5ffb461f26c41e73c8f49bb41cb36555fe20845dda42f8ca195c0637d7a67562ef"
                    + "7ab1ae02fb111cd6d7778111b56923c07e5cd89a9ade96d17121bc600753ee3a09a17b8e5cdb6c6e38fc8cf2a5b55c8a"
                    + "396de45b42db5f120266d118470ed915a2fb97d4b7b76aa8ef8e896be1aea566d6748d7e509d6e5e2bf880792c77c605"
                    + "3db2efe9c4818630499a26f0a0ec19603bc8729c41e697c64536d0d66160d580d0eb478626b87dd67a50d452483fbcd5"
                    + "e5f3ecd3b8f8cd9497d3863a9296139fe4f4524bf3d94b9900e93a9db76279f4f29adbe1c441a108a43bcb8fbbba5f04"
                    + "be07b472cd85a5569a8599cf08e64ae1b7ea1e4bfefcb744deb8cae23643dd59431f84697e6bc819e76eb60e50562707"
                    + "3b12670b467579ba1df730b172b468f6d6ffbca6af72849d2fa3401f70db16234c1a2e96fe101a448223097921c83e64"
                    + "21f11969fe916ebe5a8cd7a3ec3e09ab0f5e1c96689f768ece4ec206cb39a36f88eaee9ad7fd923c5f6e93e1ac4470b4"
                    + "c7887d65da45e4382097b2ae99dcd504a38cccdd2f9d3caffb84f9d3ae1fb8e9ff2a186812e97dc8750c01b8deea4790"
                    + "20fad81a72ec7a2cba100e01d9f3732efee1668858017e543301c8259910f396e83bfc8f344531f640d2e663ba18a7fe"
                    + "d5c719cb889334fde4359930b758ed21c7392dc0e2104171cb08fef062445ff0938358a90570a341c6b74a0590596f74"
                    + "6ae4db989cb63529b77b72459f0090b4dab07c0b3a2ded328212e6962eea3311c410824de9f2c85dcf54c93538ad3ede"
                    + "5e859ae0db784c115e7dcc28e9464b1567bef99a92103c14968e7b8b72fe13f320a72c73e1d5173f857adce2d6ccf27c"
                    + "e8c2082234331f2406c1b0e1555ecd660d2a1c7771fc310642b75173deb517d7503e529845f900654908cbf697ef9af1"
                    + "28981f8820a61cb26a88d035a71bd82c2989d6f3d7ed6ac77259d51cbfc4b45d7028dc3d0066d2368a22cfad5e6fca26"
                    + "16bd0a8313b8b2731f1aebee2a8fb50ea8d067f1e595386ed0bb8b4e2ab1ada20ed6f1ee11e655a4d4b685e4b984f6a8"
                    + "e2df332d575bdf34518dce989e8c059f1a9195002bcdcf58f765924491f473d46258e52e6379ebe858c400eadb6ab214"
                    + "2a2928c5fb1484df69cd8168ee9017fee76f1195282e6df358b29dddba2d53551d2866fb13d1ffe83869e8da7d6f6a83"
                    + "c0299f627d5e3b0d2bae069669fa47a7";

    public Modp8192() {
        super("modp-8192", 624, PRIME, ANSWER);
    }
}
