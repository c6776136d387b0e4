// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.des;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class DesTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new Des();
    }

    @Test
    void itAgreesWithTheJdk() throws Exception {
        var random = new SplittableRandom(2405);
        for (int round = 0; round < 100; round++) {
            var key = new byte[8];
            var iv = new byte[8];
            var buffer = new byte[8 * random.nextInt(1, 100)];
            random.nextBytes(key);
            random.nextBytes(iv);
            random.nextBytes(buffer);
            var jdk = Cipher.getInstance("DES/CBC/NoPadding");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"), new IvParameterSpec(iv));
            byte[] expected = jdk.doFinal(buffer);

            transform().sealer(key).seal(iv, buffer, 0, 0, 0, buffer.length);

            assertThat(buffer).isEqualTo(expected);
        }
    }

    /** Menezes, van Oorschot, Vanstone: Handbook of Applied Cryptography, tables 7.5 and 7.6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0101010101010101", "fefefefefefefefe", "1f1f1f1f0e0e0e0e", "e0e0e0e0f1f1f1f1",
                "01fe01fe01fe01fe", "fe01fe01fe01fe01", "1fe01fe00ef10ef1", "e01fe01ff10ef10e",
                "01e001e001f101f1", "e001e001f101f101", "1ffe1ffe0efe0efe", "fe1ffe1ffe0efe0e",
                "011f011f010e010e", "1f011f010e010e01", "e0fee0fef1fef1fe", "fee0fee0fef1fef1"
            })
    void weakAndSemiWeakKeysAreRefusedWhateverTheirParity(String digits) {
        byte[] key = HexFormat.of().parseHex(digits);
        var random = new SplittableRandom(56);
        for (int round = 0; round < 20; round++) {
            assertThat(transform().weakness(key)).contains("is a weak DES key");
            assertThatThrownBy(() -> transform().sealer(key))
                    .isInstanceOf(InvalidKeyException.class)
                    .hasMessage("key is a weak DES key");
            assertThatThrownBy(() -> transform().opener(key)).isInstanceOf(InvalidKeyException.class);
            key[random.nextInt(8)] ^= 1; // a parity bit
        }
    }

    @Test
    void oneOtherBitMakesAWeakKeyUsable() throws InvalidKeyException {
        for (int bit = 1; bit < 8; bit++) {
            var key = new byte[8];
            Arrays.fill(key, (byte) 1);
            key[3] ^= (byte) (1 << bit);

            assertThat(transform().weakness(key)).isEmpty();
            assertThat(transform().sealer(key)).isNotNull();
        }
    }
}
