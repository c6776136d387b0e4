// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.aesgcm;

import java.util.List;
import javax.crypto.spec.GCMParameterSpec;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceAead;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** AES-GCM with an integrity check value of 16 bytes (RFC 4106), on the JDK's cipher. */
@Component(service = CipherTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "aes-gcm",
        keyBits = {128, 192, 256},
        pix = {"esp-gcm", "esp-gcm-192", "esp-gcm-256"},
        esp = 20,
        ikev2 = 20,
        standing = Standing.RECOMMENDED)
public final class AesGcm extends JceAead {
    private static final int ICV = 16;

    private static final String TEXT =
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c9595680953"
                    + "2fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final List<KnownAnswer> ANSWERS = List.of(
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 4",
                    "feffe9928665731c6d6a8f9467308308",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    TEXT,
                    "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c"
                            + "7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47"),
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 10",
                    "feffe9928665731c6d6a8f9467308308feffe9928665731c",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    TEXT,
                    "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525"
                            + "ac619d18c84a3f4718e2448b2fe324d9ccda27102519498e80f1478f37ba55bd6d27618c"),
            new KnownAnswer(
                    "McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 16",
                    "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
                    "cafebabefacedbaddecaf888",
                    "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                    TEXT,
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d"
                            + "a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"));

    public AesGcm() {
        super(
                new CipherSpec("aes-gcm", List.of(16, 24, 32), 1, 8, 4, ICV, IvRule.COUNTER),
                "AES/GCM/NoPadding",
                "AES",
                nonce -> new GCMParameterSpec(ICV * Byte.SIZE, nonce));
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return ANSWERS;
    }
}
