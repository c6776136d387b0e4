// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.tripledes.TripleDes;

final class MessageCipherTest {
    private static final List<CipherTransform> CIPHERS = List.of(new Des(), new TripleDes(), new AesCbc());

    private final SplittableRandom random = new SplittableRandom(2409);

    private Bytes bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    @Test
    void whatIsEncryptedComesBackWithZerosBehindIt() throws Exception {
        for (CipherTransform cipher : CIPHERS) {
            int block = cipher.spec().blockSize();
            Secret key = Secret.of(bytes(cipher.spec().keySizes().get(0)).toArray());
            for (int length = 1; length < 100; length++) {
                var iv = new IvChain(bytes(block));
                Bytes payloads = bytes(length);

                Bytes ciphertext = MessageCipher.encrypt(cipher, key, iv, payloads);
                Bytes back = MessageCipher.decrypt(cipher, key, iv, ciphertext);

                assertThat(ciphertext.length() % block).isZero();
                assertThat(ciphertext.length() - length).isBetween(0, block - 1);
                assertThat(back.slice(0, length)).isEqualTo(payloads);
                assertThat(back.slice(length, back.length()).hex()).isEqualTo("00".repeat(back.length() - length));
            }
        }
    }

    /** The chain is a value: nothing that was decrypted moves it, be it genuine or not. */
    @Test
    void aForgedMessageDoesNotMoveTheChain() throws Exception {
        var aes = new AesCbc();
        Secret key = Secret.of(bytes(16).toArray());
        var iv = new IvChain(bytes(16));
        Bytes genuine = MessageCipher.encrypt(aes, key, iv, Bytes.ofHex("00112233"));

        MessageCipher.decrypt(aes, key, iv, bytes(64));

        assertThat(MessageCipher.decrypt(aes, key, iv, genuine).slice(0, 4).hex())
                .isEqualTo("00112233");
    }

    @Test
    void ciphertextThatIsNotWholeBlocksIsThePeersMistake() {
        var iv = new IvChain(bytes(8));
        Secret key = Secret.of(bytes(8).toArray());
        for (int length : new int[] {0, 1, 7, 9, 15}) {
            assertThatThrownBy(() -> MessageCipher.decrypt(new Des(), key, iv, bytes(length)))
                    .isInstanceOf(PeerException.class)
                    .hasMessageContaining("whole blocks of 8");
        }
    }

    @Test
    void aWeakDesKeyIsRefused() {
        Secret weak = Secret.of(Bytes.ofHex("0101010101010101").toArray());
        Secret semiWeak = Secret.of(Bytes.ofHex("01fe01fe01fe01fe").toArray());
        var iv = new IvChain(bytes(8));

        for (Secret key : List.of(weak, semiWeak)) {
            assertThatThrownBy(() -> MessageCipher.encrypt(new Des(), key, iv, bytes(8)))
                    .isInstanceOf(InvalidKeyException.class);
            assertThatThrownBy(() -> MessageCipher.decrypt(new Des(), key, iv, bytes(8)))
                    .isInstanceOf(InvalidKeyException.class);
        }
    }
}
