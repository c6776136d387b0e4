// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatenciesTest {
    @Test
    void oneOfAThousandIsWithinAllAndNotWithinNearlyAll() {
        var latencies = new Latencies();
        for (int i = 0; i < 989; i++) {
            latencies.count(100_000);
        }
        for (int i = 0; i < 10; i++) {
            latencies.count(2_000_999);
        }
        latencies.count(5_000_000_000L);

        assertThat(latencies.within(500)).isEqualTo(100);
        assertThat(latencies.within(990)).isEqualTo(2_000);
        assertThat(latencies.within(999)).isEqualTo(2_000);
        assertThat(latencies.within(1_000)).as("a second at most").isEqualTo(1_000_000);
    }

    @Test
    void whereNothingArrivedNothingTookTime() {
        assertThat(new Latencies().within(1_000)).isZero();
    }
}
