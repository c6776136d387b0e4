// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.lab.Traffic.Latency;
import org.sallyport.lab.Traffic.Outcome;

final class TrafficTest {
    private static Outcome outcome(long sent, long received) {
        return new Outcome(sent, received, 0, 1_000, 10, new Latency(1, 2, 3, 4));
    }

    @Test
    void whatDidNotArriveIsLost() {
        assertThat(outcome(10, 7).and(outcome(5, 5)).lost()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "-1, -1", "10, -1"})
    void aProgramThatDiedWithoutAWordIsNotTakenForOneThatLostNothing(long sent, long received) {
        assertThatThrownBy(() -> outcome(sent, received))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no outcome");
    }
}
