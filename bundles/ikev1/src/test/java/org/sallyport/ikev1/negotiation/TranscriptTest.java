// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.transform.Secret;

/** What {@code debug crypto} shows of a tunnel that comes up. */
final class TranscriptTest {
    private final Simulation simulation = new Simulation(8, Installed.TINY);
    private final SimGateway a = simulation.gateway("A", ExchangesTest.left());
    private final SimGateway b = simulation.gateway("B", ExchangesTest.right());

    private static List<String> lines(SimGateway gateway, Notice.Topic topic, int level) {
        return gateway.debug.stream()
                .filter(each -> each.topic() == topic && each.level() <= level)
                .flatMap(each -> each.lines().get().stream())
                .toList();
    }

    @Test
    void aSuccessfulExchangeReadsLikeAPixs() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        assertThat(lines(a, Notice.Topic.ISAKMP, 1))
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): beginning Main Mode exchange"))
                .contains(
                        "crypto_isakmp_process_block:src:198.51.100.1, dest:192.0.2.1 spt:500 dpt:500",
                        "OAK_MM exchange",
                        "OAK_QM exchange")
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): processing SA payload. message ID = 0"))
                .anyMatch(line -> line.matches("ISAKMP \\(\\d+\\): processing KE payload. message ID = 0"))
                .anyMatch(line -> line.startsWith("ISAKMP: proposal 1, "));
        assertThat(lines(b, Notice.Topic.ISAKMP, 2)).anyMatch(line -> line.startsWith("ISAKMP: vendor id "));
        assertThat(lines(a, Notice.Topic.IPSEC, 1))
                .contains("IPSEC(sa_request): ,", "IPSEC(initialize_sas): ,")
                .anyMatch(line -> line.contains("_proxy= ") && line.endsWith("(type=4),"));
        assertThat(lines(b, Notice.Topic.IPSEC, 1)).contains("IPSEC(initialize_sas): ,");
    }

    @Test
    void noKeyIsInIt() {
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);

        String all = String.join("\n", lines(a, Notice.Topic.ISAKMP, 3))
                + String.join("\n", lines(a, Notice.Topic.IPSEC, 3));
        assertThat(a.inbound).isNotEmpty();
        a.inbound.values().forEach(sa -> {
            for (Secret key :
                    List.of(sa.parameters.keys().cipher(), sa.parameters.keys().integrity())) {
                String digits = key.use(HexFormat.of()::formatHex);
                assertThat(digits).isNotEmpty();
                assertThat(all).doesNotContainIgnoringCase(digits);
            }
        });
        assertThat(all).doesNotContain("cisco1234");
    }
}
