// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines about the translation of addresses: none is done, and who asks for one hears so. */
final class TranslationsTest {
    private final Unit unit = Unit.left();

    @Test
    void noTranslationIsWhatThereIsAnyway() {
        assertThat(unit.prints("nat (inside) 0 access-list flow1")).isEmpty();
        assertThat(unit.prints("nat (inside) 0 10.1.0.0 255.255.0.0"))
                .containsExactly("nat 0 10.1.0.0 will be non-translated");
        assertThat(unit.lines()).contains("nat (inside) 0 access-list flow1", "nat (inside) 0 10.1.0.0 255.255.0.0");
    }

    @Test
    void aTranslationIsKeptAndSaidNotToHappen() {
        assertThat(unit.prints("nat (inside) 1 0.0.0.0 0.0.0.0"))
                .containsExactly("WARNING: translation of addresses is not implemented:"
                        + " \"nat (inside) 1 0.0.0.0 0.0.0.0\" is kept, and packets keep their addresses");
        assertThat(unit.prints("global (outside) 1 interface")).hasSize(1);
        assertThat(unit.lines()).contains("nat (inside) 1 0.0.0.0 0.0.0.0", "global (outside) 1 interface");
    }

    @Test
    void anInterfaceThatATranslationNamesKeepsItsName() {
        unit.configure("nat (inside) 1 0.0.0.0 0.0.0.0");
        assertThat(unit.refusal("no nameif ethernet1 inside security100"))
                .isEqualTo("ERROR: interface name \"inside\" is in use by \"nat (inside) 1 0.0.0.0 0.0.0.0\"");
        unit.configure("no nat (inside) 1 0.0.0.0 0.0.0.0", "no nameif ethernet1 inside security100");
    }
}
