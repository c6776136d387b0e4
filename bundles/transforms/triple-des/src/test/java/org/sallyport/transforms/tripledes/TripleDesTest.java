// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.tripledes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;

final class TripleDesTest implements CipherContract {
    @Override
    public CipherTransform transform() {
        return new TripleDes();
    }

    @Test
    void itAgreesWithTheJdk() throws Exception {
        var random = new SplittableRandom(2451);
        for (int round = 0; round < 100; round++) {
            var key = new byte[24];
            var iv = new byte[8];
            var buffer = new byte[8 * random.nextInt(1, 100)];
            random.nextBytes(key);
            random.nextBytes(iv);
            random.nextBytes(buffer);
            var jdk = Cipher.getInstance("DESede/CBC/NoPadding");
            jdk.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"), new IvParameterSpec(iv));
            byte[] expected = jdk.doFinal(buffer);

            transform().sealer(key).seal(iv, buffer, 0, 0, 0, buffer.length);

            assertThat(buffer).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef 0123456789abcdef 456789abcdef0123, has two equal parts",
        "0123456789abcdef 456789abcdef0123 456789abcdef0123, has two equal parts",
        "0123456789abcdef 0023456789abcdef 456789abcdef0123, has two equal parts",
        "0123456789abcdef 456789abcdef0123 446689aacdee0122, has two equal parts",
        "0101010101010101 23456789abcdef01 456789abcdef0123, contains a weak DES key",
        "0123456789abcdef fe01fe01fe01fe01 456789abcdef0123, contains a weak DES key",
        "0123456789abcdef 23456789abcdef01 e1e0e0e0f1f1f1f0, contains a weak DES key"
    })
    void weakKeysAreRefusedWhateverTheirParity(String digits, String why) {
        byte[] key = HexFormat.of().parseHex(digits.replace(" ", ""));

        assertThat(transform().weakness(key)).get().asString().startsWith(why);
        assertThatThrownBy(() -> transform().sealer(key))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageStartingWith("key " + why);
        assertThatThrownBy(() -> transform().opener(key)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void twoKeyTripleDesIsUsable() {
        byte[] key = HexFormat.of().parseHex("0123456789abcdef" + "23456789abcdef01" + "0123456789abcdef");

        assertThat(transform().weakness(key)).isEmpty();
    }
}
