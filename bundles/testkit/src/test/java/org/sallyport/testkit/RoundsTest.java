// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    @Test
    void everyRoundHasItsOwnSeedAndTheSameOnTheNextDay() {
        List<Integer> first = new ArrayList<>();
        List<Integer> second = new ArrayList<>();
        Rounds.of(50, random -> first.add(random.nextInt()));
        Rounds.of(50, random -> second.add(random.nextInt()));

        assertThat(first).hasSize(50).doesNotHaveDuplicates().isEqualTo(second);
    }

    @Test
    void aRoundThatFailsSaysHowToRunItAlone() {
        var rounds = new int[1];
        assertThatThrownBy(() -> Rounds.of(10, random -> assertThat(rounds[0]++).isLessThan(3)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dsallyport.seed=3");
    }
}
