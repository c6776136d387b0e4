// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in CBC or GCM by the JDK, the plain way: a cipher is initialised for every packet. */
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "test-aes",
        keyBits = 128,
        pix = "esp-test-aes",
        esp = 249,
        standing = Standing.ACCEPTABLE)
public class JceCipher implements CipherTransform {
    /** NIST SP 800-38A, F.2.1, the first block. */
    static final KnownAnswer CBC = KnownAnswer.cipher(
            "SP 800-38A F.2.1",
            "2b7e151628aed2a6abf7158809cf4f3c",
            "000102030405060708090a0b0c0d0e0f",
            "6bc1bee22e409f96e93d7e117393172a",
            "7649abac8119b246cee98e9b12e9197d");

    private final boolean aead;
    private final List<KnownAnswer> answers;

    public JceCipher(boolean aead, KnownAnswer... answers) {
        this.aead = aead;
        this.answers = List.of(answers);
    }

    @Override
    public CipherSpec spec() {
        return aead
                ? new CipherSpec("test-gcm", List.of(16), 1, 8, 4, 16, IvRule.COUNTER)
                : new CipherSpec("test-aes", List.of(16), 16, 16, 0, 0, IvRule.RANDOM);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return answers;
    }

    private Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(aead ? "AES/GCM/NoPadding" : "AES/CBC/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                aead ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce));
        return cipher;
    }

    private boolean run(int mode, byte[] key, byte[] nonce, byte[] buffer, int aad, int aadLength, int at, int length) {
        try {
            var cipher = cipher(mode, key, nonce);
            if (aead) {
                cipher.updateAAD(buffer, aad, aadLength);
            }
            byte[] result = cipher.doFinal(buffer, at, length);
            System.arraycopy(result, 0, buffer, at, result.length);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public Sealer sealer(byte[] key) throws InvalidKeyException {
        byte[] own = usable(key).clone();
        return new Sealer() {
            @Override
            public void seal(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                run(Cipher.ENCRYPT_MODE, own, nonce, buffer, aad, aadLength, text, textLength);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Opener opener(byte[] key) throws InvalidKeyException {
        byte[] own = usable(key).clone();
        return new Opener() {
            @Override
            public boolean open(byte[] nonce, byte[] buffer, int aad, int aadLength, int text, int textLength) {
                int icv = aead ? 16 : 0;
                return run(Cipher.DECRYPT_MODE, own, nonce, buffer, aad, aadLength, text, textLength + icv);
            }

            @Override
            public void close() {}
        };
    }
}
