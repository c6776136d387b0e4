// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ForeignWordsTest {
    /** Says what it is told to say, or throws it. */
    private static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final @Nullable String words;
        private final @Nullable Error thrown;

        Odd(@Nullable String words, @Nullable Error thrown) {
            this.words = words;
            this.thrown = thrown;
        }

        @Override
        @SuppressWarnings("NullAway") // as a stranger's code may
        public String toString() {
            if (thrown != null) {
                throw thrown;
            }
            return words;
        }

        @Override
        public @Nullable String getMessage() {
            return toString();
        }
    }

    private static void isOnlyNamed(Odd odd) {
        assertThat(ForeignWords.of(odd)).isEqualTo(Odd.class.getName());
        assertThat(ForeignWords.message(odd)).isEqualTo(Odd.class.getName());
    }

    @Test
    void whatSaysSomethingIsQuoted() {
        assertThat(ForeignWords.of(new IllegalStateException("planted")))
                .isEqualTo("java.lang.IllegalStateException: planted");
        assertThat(ForeignWords.message(new IllegalStateException("planted"))).isEqualTo("planted");
        assertThat(ForeignWords.of(null)).isEqualTo("null");
        assertThat(ForeignWords.of(12)).isEqualTo("12");
    }

    @Test
    void whatThrowsOrSaysNothingIsNamed() {
        isOnlyNamed(new Odd(null, null));
        isOnlyNamed(new Odd("unheard", new AssertionError()));
        isOnlyNamed(new Odd("unheard", new StackOverflowError()));
    }

    @Test
    void whatSaysTooMuchIsCutToALine() {
        assertThat(ForeignWords.of(new Odd("a\nb\u001b", null))).isEqualTo("a b ");
        assertThat(ForeignWords.of(new Odd("x".repeat(1_000_000), null))).hasSizeLessThan(400);
    }
}
