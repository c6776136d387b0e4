// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class JceTest {
    private static Provider broken(Throwable first) {
        throw new IllegalStateException("not loaded", first);
    }

    @Test
    void aProviderIsAskedWheneverAContextOpensAndNotBefore() {
        var asked = new ArrayList<String>();
        Jce jce = Jce.of("ours", () -> {
            asked.add("now");
            return Security.getProvider("SunJCE");
        });
        assertThat(asked).isEmpty();

        assertThat(jce.cipher("AES/CBC/NoPadding").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(jce.mac("HmacSHA1").getProvider().getName()).isEqualTo("SunJCE");
        assertThat(asked).hasSize(2);
    }

    @Test
    void whyAProviderIsNotThereIsSaidFromItsRoot() {
        assertThatThrownBy(() -> Jce.of("ours", () -> broken(new UnsatisfiedLinkError("no x in path")))
                        .mac("HmacSHA1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ours is not to be had: java.lang.UnsatisfiedLinkError: no x in path");
        assertThatThrownBy(() -> Jce.of("ours", () -> {
                            throw new UnsatisfiedLinkError("no y");
                        })
                        .cipher("AES/CBC/NoPadding"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("no y");
    }

    @Test
    void anAlgorithmThatAProviderLacksIsNamed() {
        assertThatThrownBy(
                        () -> Jce.of("ours", () -> Security.getProvider("SUN")).cipher("AES/CBC/NoPadding"))
                .hasMessage("ours lacks AES/CBC/NoPadding");
        assertThatThrownBy(() -> Jce.JDK.mac("HmacRot13")).hasMessage("this JDK lacks HmacRot13");
    }

    @Test
    void keysAreNamedAfterTheCipher() {
        assertThat(Jce.keyAlgorithm("DESede/CBC/NoPadding")).isEqualTo("DESede");
        assertThat(Jce.keyAlgorithm("ChaCha20-Poly1305")).isEqualTo("ChaCha20");
    }
}
