// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifetimeTest {
    @ParameterizedTest
    @CsvSource({
        "28800, 4608000, 28770, 4607744", // what a PIX has by default
        "120, 2560, 90, 2304", // the least it can be told
        "119, 1023, 90, 768", // short
        "60, 512, 45, 384",
        "10, 10, 8, 8",
        "1, 1, 1, 1",
        "0, 0, 0, 0",
        "4294967295, 4294967295, 4294967265, 4294967039"
    })
    void aPixRenewsShortlyBeforeTheEnd(long seconds, long kilobytes, long softSeconds, long softKilobytes) {
        assertThat(Lifetime.endingAfter(seconds, kilobytes))
                .isEqualTo(new Lifetime(softSeconds, seconds, softKilobytes, kilobytes));
    }

    @ParameterizedTest
    @CsvSource({
        "4608000, 134217728, 130816, 131072",
        "0, 134217728, 130816, 131072", // which had no limit
        "131072, 134217728, 130816, 131072",
        "1000, 134217728, 750, 1000", // which ends before
        "4608000, 9223372036854775807, 4607744, 4608000",
        "0, 9223372036854775807, 0, 0"
    })
    void aKeyMayWearOutBefore(long kilobytes, long bytes, long soft, long hard) {
        assertThat(Lifetime.endingAfter(28_800, kilobytes).within(bytes))
                .isEqualTo(new Lifetime(28_770, 28_800, soft, hard));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "11, 10", "4294967296, 0", "0, 4294967296"})
    void impossibleLimitsAreRefused(long soft, long hard) {
        assertThatThrownBy(() -> new Lifetime(soft, hard, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seconds");
        assertThatThrownBy(() -> new Lifetime(0, 0, soft, hard))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kilobytes");
    }

    @Test
    void aSoftLimitNeedsNoHardOne() {
        assertThat(new Lifetime(10, 0, 20, 0).softSeconds()).isEqualTo(10);
    }
}
