// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.lab.bench.Figure.Quantity;

final class ReportTest {
    private final Options options = Options.parse(List.of(
            "--rounds",
            "4",
            "--wires",
            "plain",
            "--measure",
            "tcp-1-ab",
            "--only",
            "sallyport-esp,sallyport-udp,strongswan"));
    private final Results results = new Results();

    private void measured(Kind kind, Quantity quantity, double... values) {
        for (double value : values) {
            results.add(new Results.Place(Wire.PLAIN, kind, new Figure(Workload.TCP_1_AB, quantity)), value);
        }
    }

    private String tables() {
        return new Report(options, Suite.DEFAULT, results, List.of()).tables();
    }

    @Test
    void aRowHasMediansWithTheirRangeAndTheirRatio() {
        measured(Kind.SALLYPORT_ESP, Quantity.RATE, 2_000, 900, 1_400, 1_600);
        measured(Kind.STRONGSWAN, Quantity.RATE, 300, 310, 290, 300);
        measured(Kind.SALLYPORT_ESP, Quantity.CPU, 5, 5, 5, 5);
        measured(Kind.STRONGSWAN, Quantity.CPU, 20, 20, 20);
        results.unavailable(Kind.SALLYPORT_UDP, "no such line");
        assertThat(tables())
                .contains(
                        "| TCP, 1 stream, A to B, Mbit/s | 1,500 (900–2,000) | not available | 300 (290–310) | **5.00** | – |",
                        "| TCP, 1 stream, A to B, CPU s/GB | 5.00 (5.00–5.00) | not available"
                                + " | 20.00 (20.00–20.00), only 3 runs worked | **0.25** | – |",
                        "not available: Sallyport, UDP 4500 (no such line)");
    }

    @Test
    void gatewaysThatCountedTooFewPacketsAreNotBelieved() {
        results.count(Kind.STRONGSWAN, 1_000, 1_000);
        assertThat(results.credible()).isTrue();
        assertThat(tables()).doesNotContain("NOT OF PROTECTED");
        results.count(Kind.SALLYPORT_ESP, 1_000, 999);
        assertThat(results.credible()).isFalse();
        assertThat(tables()).contains("NOT OF PROTECTED");
    }

    @Test
    void aContestantThatCarriedNothingIsNotBelievedEither() {
        results.count(Kind.SALLYPORT_ESP, 0, 0);
        assertThat(results.credible()).isTrue();
        results.failed();
        assertThat(results.credible()).isFalse();
        assertThat(tables()).contains("| TCP, 1 stream, A to B, Mbit/s | failed |");
    }

    @Test
    void aBusyMachineIsCalledOne() {
        results.addIdleShare(0.01);
        assertThat(tables()).doesNotContain("OTHER WORK");
        results.addIdleShare(64);
        assertThat(tables()).contains("OTHER WORK");
    }
}
