// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Rounds;

final class BufferedEntropyTest {
    @Test
    void everyByteOfTheSourceIsGivenAtMostOnceAndInRangeOnly() {
        Rounds.of(50, random -> {
            List<Integer> pieces = new ArrayList<>();
            var counter = new long[1];
            Entropy source = (buffer, offset, length) -> {
                pieces.add(length);
                for (int i = 0; i < length / 8 * 8; i += 8) {
                    java.nio.ByteBuffer.wrap(buffer, offset + i, 8).putLong(++counter[0]);
                }
            };
            var entropy = new BufferedEntropy(source);
            var seen = new java.util.HashSet<Long>();
            for (int i = 0; i < 600; i++) {
                int words = random.nextInt(1, 5);
                var buffer = new byte[words * 8 + 16];
                entropy.fill(buffer, 8, words * 8);
                var view = java.nio.ByteBuffer.wrap(buffer);
                assertThat(view.getLong(0)).isZero();
                assertThat(view.getLong(buffer.length - 8)).isZero();
                for (int word = 1; word <= words; word++) {
                    assertThat(seen.add(view.getLong(word * 8))).isTrue();
                }
            }
            assertThat(seen).doesNotContain(0L);
            assertThat(pieces).containsOnly(4096).hasSizeLessThan(12);
        });
    }

    @Test
    void aLargeWishGoesStraightToTheSource() {
        List<Integer> pieces = new ArrayList<>();
        var entropy = new BufferedEntropy((buffer, offset, length) -> pieces.add(length));

        entropy.fill(new byte[5000], 0, 5000);
        entropy.bytes(4096);
        entropy.bytes(0);

        assertThat(pieces).containsExactly(5000, 4096);
    }

    @Test
    void theWorldsEntropyFillsItsRangeAndNothingElse() {
        var buffer = new byte[64];
        World.entropy().fill(buffer, 16, 32);

        assertThat(java.util.Arrays.copyOf(buffer, 16)).containsOnly(0);
        assertThat(java.util.Arrays.copyOfRange(buffer, 48, 64)).containsOnly(0);
        assertThat(World.entropy().bytes(32)).isNotEqualTo(World.entropy().bytes(32));
    }
}
