// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.conscrypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sallyport.contracts.CipherContract;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.TransformDescription;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class ConscryptTest {
    /** The same keywords and numbers: whoever serves, nothing else changes. */
    @Test
    void theySayOfThemselvesWhatTheOthersSay() {
        assertThat(TransformDescription.of(new ChaCha20Poly1305()))
                .isEqualTo(TransformDescription.of(new org.sallyport.transforms.chacha20poly1305.ChaCha20Poly1305()));
        assertThat(TransformDescription.of(new TripleDes()))
                .isEqualTo(TransformDescription.of(new org.sallyport.transforms.tripledes.TripleDes()));
    }

    @Test
    void twoEqualPartsAreWeak() {
        byte[] key = HexFormat.of().parseHex("0123456789abcdef" + "0023456789abcdee" + "456789abcdef0123");

        assertThat(new TripleDes().weakness(key)).get().asString().startsWith("has two equal parts");
    }

    @Nested
    final class OfChaCha20Poly1305 implements CipherContract {
        @Override
        public CipherTransform transform() {
            return new ChaCha20Poly1305();
        }
    }

    @Nested
    final class OfTripleDes implements CipherContract {
        @Override
        public CipherTransform transform() {
            return new TripleDes();
        }
    }
}
