// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Rounds;

final class ProbeTableTest {
    private static void holds(Map<Long, Long> content) {
        var table = new ProbeTable(content);
        var places = new HashSet<Integer>();
        content.forEach((key, value) -> {
            int place = table.find(key);
            assertThat(place).isNotEqualTo(ProbeTable.ABSENT).isEven();
            assertThat(table.valueAt(place)).isEqualTo(value);
            assertThat(places.add(place)).isTrue();
        });
    }

    /** Prefixes and places are regular: only some of the bits of a key differ. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8, 16, 24, 32, 38, 50})
    void keysThatDifferInFewBitsEachFindAPlace(int shift) {
        for (int size : new int[] {1, 2, 3, 10, 1_000, 1 << 14}) {
            var content = new HashMap<Long, Long>();
            for (long i = 1; i <= size; i++) {
                content.put(i << shift, i);
            }
            holds(content);
        }
    }

    @Test
    void itHoldsWhatItWasGivenAndNothingElse() {
        Rounds.of(100, random -> {
            var content = new HashMap<Long, Long>();
            for (int i = random.nextInt(300); i > 0; i--) {
                content.put(random.nextLong() | 1, random.nextLong());
            }
            holds(content);
            var table = new ProbeTable(content);
            for (int i = 0; i < 1_000; i++) {
                assertThat(table.find(random.nextLong() & ~1 | 2)).isEqualTo(ProbeTable.ABSENT);
            }
        });
    }

    @Test
    void anEmptyTableHoldsNothing() {
        assertThat(new ProbeTable(Map.of()).find(1)).isEqualTo(ProbeTable.ABSENT);
    }

    @Test
    void aHundredThousandKeysFindTheirPlaces() {
        var content = new HashMap<Long, Long>();
        for (long i = 0; i < 100_000; i++) {
            content.put(i << 32 | 25, -i);
        }
        holds(content);
    }
}
