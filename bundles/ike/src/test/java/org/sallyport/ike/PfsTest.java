// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Perfect forward secrecy in its four states. */
class PfsTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    private static OptionalInt group(int number) {
        return OptionalInt.of(number);
    }

    @Test
    void whereItIsNotConfiguredNoneIsOfferedAndAnyIsAccepted() {
        assertThat(Pfs.NONE.offered()).isEmpty();
        assertThat(Pfs.NONE.accepts(NONE)).isTrue();
        assertThat(Pfs.NONE.accepts(group(5))).isTrue();
    }

    @Test
    void withoutAGroupTheFirstIsOfferedAndAnyIsAccepted() {
        assertThat(Pfs.UNSPECIFIED.offered()).hasValue(1);
        assertThat(Pfs.UNSPECIFIED.accepts(NONE)).isFalse();
        assertThat(Pfs.UNSPECIFIED.accepts(group(1))).isTrue();
        assertThat(Pfs.UNSPECIFIED.accepts(group(2))).isTrue();
    }

    @Test
    void theFirstGroupAcceptsWhatIsStronger() {
        assertThat(Pfs.group(1).offered()).hasValue(1);
        assertThat(Pfs.group(1).accepts(NONE)).isFalse();
        assertThat(Pfs.group(1).accepts(group(1))).isTrue();
        assertThat(Pfs.group(1).accepts(group(14))).isTrue();
    }

    @Test
    void anyOtherGroupAcceptsItselfOnly() {
        assertThat(Pfs.group(2).offered()).hasValue(2);
        assertThat(Pfs.group(2).accepts(NONE)).isFalse();
        assertThat(Pfs.group(2).accepts(group(1))).isFalse();
        assertThat(Pfs.group(2).accepts(group(2))).isTrue();
        assertThat(Pfs.group(2).accepts(group(5))).isFalse();
    }
}
