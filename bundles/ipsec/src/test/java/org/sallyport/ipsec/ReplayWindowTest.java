// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Rounds;

final class ReplayWindowTest {
    private static final long LAST = 0xFFFFFFFFL;

    /** RFC 4303, 3.4.3, with a set that forgets nothing. */
    private static final class Model {
        private final int size;
        private final Set<Long> seen = new HashSet<>();
        private long highest;

        Model(int size) {
            this.size = size;
        }

        boolean check(long sequence) {
            boolean recent =
                    Long.compareUnsigned(highest, size) < 0 || Long.compareUnsigned(sequence, highest - size) > 0;
            return sequence != 0 && recent && !seen.contains(sequence);
        }

        boolean commit(long sequence) {
            if (!check(sequence)) {
                return false;
            }
            highest = Long.compareUnsigned(sequence, highest) > 0 ? sequence : highest;
            return seen.add(sequence);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 192, 1024, 4032, 4096})
    void itDecidesAsASetThatForgetsNothing(int size) {
        long[] starts = {0, LAST - 5_000, LAST + 1, Long.MAX_VALUE - 20_000};
        Rounds.of(80, random -> {
            var window = new ReplayWindow(size);
            var model = new Model(size);
            long next = starts[random.nextInt(starts.length)] + random.nextInt(3);
            for (int i = 0; i < 4_000; i++) {
                next += switch (random.nextInt(40)) {
                    case 0 -> random.nextInt(3 * size);
                    case 1 -> size - 1 + random.nextInt(3);
                    case 2 -> 64L * random.nextInt(70);
                    default -> random.nextInt(3);
                };
                long back = random.nextBoolean() ? random.nextInt(2 * size) : 0;
                compare(window, model, Long.compareUnsigned(next, back) < 0 ? 0 : next - back, random.nextInt(10) > 0);
            }
        });
    }

    private static void compare(ReplayWindow window, Model model, long sequence, boolean authentic) {
        assertThat(window.check(sequence)).isEqualTo(model.check(sequence));
        if (authentic) {
            assertThat(window.commit(sequence)).isEqualTo(model.commit(sequence));
        }
        assertThat(window.highest()).isEqualTo(model.highest);
    }

    /** Everything that may come after the last numbers of 32, 63 and 64 bits. */
    @ParameterizedTest
    @ValueSource(longs = {LAST, Long.MAX_VALUE, -1})
    void nothingIsTakenTwiceAroundALastNumber(long last) {
        Rounds.of(40, random -> {
            var window = new ReplayWindow(64);
            var model = new Model(64);
            for (int i = 0; i < 1_000; i++) {
                compare(window, model, last - 100 + random.nextInt(200), true); // past the last: from 0 again
            }
        });
    }

    @Test
    void theOldestNumberItCoversIsOneWindowBelowTheHighest() {
        var window = new ReplayWindow(64);
        window.commit(1000);

        assertThat(window.check(937)).isTrue();
        assertThat(window.check(936)).isFalse();
        assertThat(window.commit(937)).isTrue();
        assertThat(window.commit(937)).isFalse();
        assertThat(window.check(1000)).isFalse();
        assertThat(window.check(1001)).isTrue();
    }

    @Test
    void checkingChangesNothing() {
        var window = new ReplayWindow(64);

        assertThat(window.check(LAST)).isTrue();
        assertThat(window.highest()).isZero();
        assertThat(window.check(1)).isTrue();
    }

    @Test
    void noneTakesEveryNumberEveryTime() {
        for (long sequence : new long[] {0, 1, 1, LAST, 1}) {
            assertThat(ReplayWindow.NONE.check(sequence)).isTrue();
            assertThat(ReplayWindow.NONE.commit(sequence)).isTrue();
        }
        assertThat(ReplayWindow.NONE.highest()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-64, 1, 63, 65, 4160, 1 << 20})
    void aSizeThatIsNoMultipleOf64UpTo4096IsRefused(int size) {
        assertThatThrownBy(() -> new ReplayWindow(size)).isInstanceOf(IllegalArgumentException.class);
    }
}
