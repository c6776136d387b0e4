// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.List;

/** Published vectors of algorithms that more than one bundle brings: all of them have to give the same answers. */
public final class PublishedAnswers {
    private static final String GCM_TEXT =
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c9595680953"
                    + "2fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    /** AES-CBC. RFC 3602 has none for the longer keys. */
    public static final List<KnownAnswer> AES_CBC = List.of(
            KnownAnswer.cipher(
                    "RFC 3602, 4, case 1",
                    "06a9214036b8a15b512e03d534120006",
                    "3dafba429d9eb430b422da802c9fac41",
                    "53696e676c6520626c6f636b206d7367",
                    "e353779c1079aeb82708942dbe77181a"),
            KnownAnswer.cipher(
                    "RFC 3602, 4, case 2",
                    "c286696d887c9aa0611bbb3e2025a45a",
                    "562e17996d093d28ddb3ba695a2e6f58",
                    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
                    "d296cd94c2cccf8a3a863028b5e1dc0a7586602d253cfff91b8266bea6d61ab1"),
            KnownAnswer.cipher(
                    "RFC 3602, 4, case 3",
                    "6c3ea0477630ce21a2ce334aa746c2cd",
                    "c782dc4c098c66cbd9cd27d825682c81",
                    "5468697320697320612034382d62797465206d65737361676520286578616374"
                            + "6c7920332041455320626c6f636b7329",
                    "d0a02b3836451753d493665d33f0e8862dea54cdb293abc7506939276772f8d5"
                            + "021c19216bad525c8579695d83ba2684"),
            KnownAnswer.cipher(
                    "RFC 3602, 4, case 4",
                    "56e47a38c5598974bc46903dba290349",
                    "8ce82eefbea0da3c44699ed7db51b7d9",
                    "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf"
                            + "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf",
                    "c30e32ffedc0774e6aff6af0869f71aa0f3af07a9a31a9c684db207eb0ef8e4e"
                            + "35907aa632c3ffdf868bb7b29d3d46ad83ce9f9a102ee99d49a53e87f4c3da55"),
            KnownAnswer.cipher(
                    "NIST SP 800-38A, F.2.3, CBC-AES192",
                    "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
                    "000102030405060708090a0b0c0d0e0f",
                    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
                    "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
                            + "571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd"),
            KnownAnswer.cipher(
                    "NIST SP 800-38A, F.2.5, CBC-AES256",
                    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                    "000102030405060708090a0b0c0d0e0f",
                    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                            + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710",
                    "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                            + "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"));

    /** AES-GCM with an integrity check value of 16 bytes. */
    public static final List<KnownAnswer> AES_GCM = List.of(
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 4",
                    "feffe9928665731c6d6a8f9467308308",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    GCM_TEXT,
                    "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c"
                            + "7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"),
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 10",
                    "feffe9928665731c6d6a8f9467308308feffe9928665731c",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    GCM_TEXT,
                    "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525"
                            + "ac619d18c84a3f4718e2448b2fe324d9ccda27102519498e80f1478f37ba55bd6d27618c"),
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 16",
                    "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    GCM_TEXT,
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d"
                            + "a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"));

    /** ChaCha20-Poly1305 with the salt of ESP. */
    public static final List<KnownAnswer> CHACHA20_POLY1305 = List.of(
            new KnownAnswer(
                    "RFC 7634, appendix A",
                    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
                    "a0a1a2a31011121314151617",
                    "0102030400000005",
                    "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec100007362708090a0b"
                            + "0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30313233"
                            + "3435363701020204",
                    "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c614ee8099d52844eb"
                            + "61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3cbec163fac469b502773f6fb94e664da"
                            + "9165b82829f641e076aaa8266b7fb0f7b11b369907e1ad43"),
            new KnownAnswer(
                    "RFC 7634, appendix B",
                    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
                    "a0a1a2a31011121314151617",
                    "c0c1c2c3c4c5c6c7d0d1d2d3d4d5d6d72e202500000000090000004529000029",
                    "0000000c000040010000000a00",
                    "610394701f8d017f7c129248896b71bfe25236efd7cdc67066906315b2"));

    /** Triple DES in CBC mode. */
    public static final List<KnownAnswer> TRIPLE_DES_CBC = List.of(
            KnownAnswer.cipher(
                    "NIST CAVP, DES multi-block message test, sample vectors, TCBC, 1 block",
                    "627f460e08104a10" + "43cd265d5840eaf1" + "313edf97df2a8a8c",
                    "8e29f75ea77e5475",
                    "326a494cd33fe756",
                    "b22b8d66de970692"),
            KnownAnswer.cipher(
                    "NIST CAVP, DES multi-block message test, sample vectors, TCBC, 2 blocks",
                    "37ae5ebf46dff2dc" + "0754b94f31cbb385" + "5e7fd36dc870bfae",
                    "3d1de3cc132e3b65",
                    "84401f78fe6c10876d8ea23094ea5309",
                    "7b1f7c7e3b1c948ebd04a75ffba7d2f5"),
            KnownAnswer.cipher(
                    "NIST SP 800-67, appendix B, first block",
                    "0123456789abcdef" + "23456789abcdef01" + "456789abcdef0123",
                    "0000000000000000",
                    "5468652071756663",
                    "a826fd8ce53b855f"));

    /** HMAC-SHA-1-96. */
    public static final List<KnownAnswer> HMAC_SHA1 = List.of(
            KnownAnswer.mac(
                    "RFC 2202, 3, test case 1",
                    "0b".repeat(20),
                    "4869205468657265",
                    "b617318655057264e28bc0b6fb378c8ef146be00"),
            KnownAnswer.mac(
                    "RFC 2202, 3, test case 3",
                    "aa".repeat(20),
                    "dd".repeat(50),
                    "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
            KnownAnswer.mac(
                    "RFC 2202, 3, test case 5",
                    "0c".repeat(20),
                    "546573742057697468205472756e636174696f6e",
                    "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"));

    /** HMAC-SHA-256-128. */
    public static final List<KnownAnswer> HMAC_SHA256 = List.of(
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH256-1",
                    "0b".repeat(32),
                    "4869205468657265",
                    "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH256-2",
                    "4a656665".repeat(8),
                    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                    "167f928588c5cc2eef8e3093caa0e87c9ff566a14794aa61648d81621a2a40c6"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH256-3",
                    "aa".repeat(32),
                    "dd".repeat(50),
                    "cdcb1220d1ecccea91e53aba3092f962e549fe6ce9ed7fdc43191fbde45c30b0"));

    /** HMAC-SHA-384-192. */
    public static final List<KnownAnswer> HMAC_SHA384 = List.of(
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH384-1",
                    "0b".repeat(48),
                    "4869205468657265",
                    "b6a8d5636f5c6a7224f9977dcf7ee6c7fb6d0c48cbdee9737a959796489bddbc4c5df61d5b3297b4"
                            + "fb68dab9f1b582c2"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH384-2",
                    "4a656665".repeat(12),
                    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                    "2c7353974f1842fd66d53c452ca42122b28c0b594cfb184da86a368e9b8e16f5349524ca4e82400c"
                            + "bde0686d403371c9"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH384-3",
                    "aa".repeat(48),
                    "dd".repeat(50),
                    "809f439be00274321d4a538652164b53554a508184a0c3160353e3428597003d35914a18770f9443"
                            + "987054944b7c4b4a"));

    /** HMAC-SHA-512-256. */
    public static final List<KnownAnswer> HMAC_SHA512 = List.of(
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH512-1",
                    "0b".repeat(64),
                    "4869205468657265",
                    "637edc6e01dce7e6742a99451aae82df23da3e92439e590e43e761b33e910fb8ac2878ebd5803f6f"
                            + "0b61dbce5e251ff8789a4722c1be65aea45fd464e89f8f5b"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH512-2",
                    "4a656665".repeat(16),
                    "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                    "cb370917ae8a7ce28cfd1d8f4705d6141c173b2a9362c15df235dfb251b154546aa334ae9fb9afc2"
                            + "184932d8695e397bfa0ffb93466cfcceaae38c833b7dba38"),
            KnownAnswer.mac(
                    "RFC 4868, 2.7.2, AUTH512-3",
                    "aa".repeat(64),
                    "dd".repeat(50),
                    "2ee7acd783624ca9398710f3ee05ae41b9f9b0510c87e49e586cc9bf961733d8623c7b55cebefccf"
                            + "02d5581acc1c9d5fb1ff68a1de45509fbe4da9a433922655"));

    private PublishedAnswers() {}
}
