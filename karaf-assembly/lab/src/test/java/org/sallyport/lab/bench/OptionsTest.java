// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OptionsTest {
    @Test
    void withoutWordsEverythingIsMeasuredFiveTimes() {
        Options options = Options.parse(List.of());
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.warmup()).isEqualTo(30);
        assertThat(options.contestants()).containsExactly(Kind.values());
        assertThat(options.workloads()).containsExactly(Workload.values());
        assertThat(options.wires()).containsExactly(Wire.values());
        assertThat(options.suites()).containsExactly(new Suite("esp-aes esp-sha-hmac", "aes128-sha1"));
    }

    @Test
    void optionsAndSuitesMayBeMixed() {
        Options options = Options.parse(List.of(
                "--rounds",
                "1",
                "esp-3des esp-md5-hmac",
                "--seconds",
                "3",
                "--only",
                "sallyport-esp,strongswan",
                "--measure",
                "ping,tcp-1-ab",
                "--wires",
                "plain"));
        assertThat(options.rounds()).isEqualTo(1);
        assertThat(options.seconds()).isEqualTo(3);
        assertThat(options.contestants()).containsExactly(Kind.SALLYPORT_ESP, Kind.STRONGSWAN);
        assertThat(options.workloads()).containsExactly(Workload.TCP_1_AB, Workload.PING);
        assertThat(options.wires()).containsExactly(Wire.PLAIN);
        assertThat(options.suites()).containsExactly(new Suite("esp-3des esp-md5-hmac", "3des-md5"));
    }

    @Test
    void aCipherThatAuthenticatesIsASuiteByItself() {
        Suite suite = Options.parse(List.of("esp-gcm")).suites().get(0);

        assertThat(suite).isEqualTo(new Suite("esp-gcm", "aes128gcm16"));
        assertThat(suite.needsIke()).isTrue();
        assertThat(Suite.DEFAULT.needsIke()).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--only", "wire,wireguard")))
                .hasMessageContaining("wireguard")
                .hasMessageContaining("sallyport-udp");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds"))).hasMessageContaining("--rounds needs a value");
        assertThatThrownBy(() -> Options.parse(List.of("--rounds", "0"))).hasMessageContaining("from 1, not 0");
        assertThatThrownBy(() -> Options.parse(List.of("--fast"))).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse(List.of("esp-aes", "esp-sha-hmac")))
                .hasMessageContaining("not \"esp-aes\"");
        assertThatThrownBy(() -> Options.parse(List.of("esp-gcm esp-sha-hmac")))
                .hasMessageContaining("not \"esp-gcm esp-sha-hmac\"");
        assertThatThrownBy(() -> Options.parse(List.of("esp-rot13 esp-sha-hmac")))
                .hasMessageContaining("\"esp-rot13\" is not one of");
    }

    @Test
    void aBenchmarkOfCountsTakesNothingElse() {
        var pairs = new Options.Count("--pairs", 10_000, 2);
        var rounds = new Options.Count("--rounds", 9, 1);
        assertThat(Options.counts(List.of("--pairs", "17"), pairs, rounds))
                .containsOnly(Map.entry("--pairs", 17), Map.entry("--rounds", 9));

        assertThatThrownBy(() -> Options.counts(List.of("--pair", "17"), pairs)).hasMessage("unknown option --pair");
        assertThatThrownBy(() -> Options.counts(List.of("--pairs"), pairs)).hasMessage("--pairs needs a value");
        assertThatThrownBy(() -> Options.counts(List.of("--pairs", "1"), pairs))
                .hasMessage("--pairs takes a number from 2, not 1");
    }
}
