// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.packet.Ipv4Address;

final class FailuresTest {
    private static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address STRANGER = Ipv4Address.parse("203.0.113.7");

    private final Failures failures = new Failures();

    private void add(Ipv4Address peer, int number) {
        failures.add(Failure.of(number, peer, false, "main mode", "failure " + number));
    }

    @Test
    void whoFailsAgainAndAgainHidesNobodyElse() {
        add(PEER, 0);
        for (int i = 1; i <= 1_000; i++) {
            add(STRANGER, i);
        }

        assertThat(failures.list()).hasSize(Failures.MAX);
        assertThat(failures.list().get(0).reason()).isEqualTo("failure 1000");
        assertThat(failures.list()).extracting(Failure::peer).contains(PEER);
        assertThat(failures.list().get(Failures.MAX - 2).reason()).isEqualTo("failure 902");
    }

    @Test
    void strangersFromEverywhereHideNoPeer() {
        add(PEER, 0);
        for (int i = 1; i <= 1_000; i++) {
            failures.addOfStranger(Failure.of(i, new Ipv4Address(i), false, "main mode", "failure " + i));
        }

        assertThat(failures.list()).hasSize(1 + Failures.MAX_OF_STRANGERS);
        assertThat(failures.list().get(0).reason()).isEqualTo("failure 1000");
        assertThat(failures.list().get(Failures.MAX_OF_STRANGERS).peer()).isEqualTo(PEER);
    }

    @Test
    void ofManyAddressesTheOldestGoes() {
        for (int i = 0; i <= Failures.MAX; i++) {
            add(new Ipv4Address(i), i);
        }

        assertThat(failures.list()).hasSize(Failures.MAX);
        assertThat(failures.list().get(Failures.MAX - 1).reason()).isEqualTo("failure 1");
    }
}
