// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SecretTest {
    private final byte[] bytes = "deadbeef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Test
    void itNeverPrintsItself() {
        record Holder(Secret secret) {}

        assertThat(new Holder(Secret.of(bytes)))
                .asString()
                .contains("Secret[8 bytes]")
                .doesNotContain("deadbeef");
        assertThat(Secret.of(bytes))
                .hasSameHashCodeAs(Secret.of("12345678".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void itOwnsItsBytes() {
        Secret secret = Secret.of(bytes);
        bytes[0] = 0;
        secret.use(lent -> lent[1] = 0);

        assertThat(secret.<String>use(lent -> new String(lent, java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("deadbeef");
    }

    @Test
    void whatItLendsIsWipedAlsoWhenItsUserThrows() {
        var kept = new AtomicReference<byte[]>();
        assertThatThrownBy(() -> Secret.of(bytes).use(lent -> {
                    kept.set(lent);
                    throw new IllegalStateException("planted");
                }))
                .hasMessage("planted");

        assertThat(kept.get()).containsOnly(0);
    }

    @Test
    void equalBytesMakeEqualSecrets() {
        assertThat(Secret.of(bytes)).isEqualTo(Secret.of(bytes)).isNotEqualTo(Secret.of(new byte[8]));
        assertThat(Secret.of(new byte[0])).isEqualTo(Secret.NONE);
    }
}
