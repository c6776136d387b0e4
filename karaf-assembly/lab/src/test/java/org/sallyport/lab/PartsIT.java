// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a gateway are updated while a tunnel under AH and ESP carries datagrams. */
@Timeout(300)
final class PartsIT {
    private static Stage stage;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        stage = Stage.open(
                Archive.PATH, List.of("ah-sha-hmac esp-aes esp-sha-hmac"), "encryption aes", "hash sha", "group 2");
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    /** @param reason by which every lost packet is counted; nothing may be lost if it is nothing, and anything if it is "any" */
    @ParameterizedTest
    @CsvSource({
        "cli, nothing",
        "cli-karaf, nothing",
        "gateway, nothing",
        "ikev1, nothing",
        "esp, NO_PROTOCOL",
        "ah, NO_PROTOCOL",
        "engine, any"
    })
    void anUpdateCostsWhatIsPromisedAndTheSasGoOn(String part, String reason) throws IOException {
        String bundle = "org.sallyport." + part;
        List<String> spis = stage.spis();
        var tap = new Wiretap(stage.lab.folder, stage.lab.network.gatewayA);
        Stage.Both traffic = stage.send(500);
        long dropped = stage.dropped(reason);
        stage.mark(bundle);

        stage.lab.a.karaf("bundle:update " + bundle);
        Stage.await(
                "the console",
                () -> stage.lab.a.tryConsole("show crypto engine").exit() == 0);
        stage.up();
        Appliance.pause(1_000);

        Traffic.Outcome outcome = traffic.stop();
        Archive.figure("bundle:update of %s: %d of %d datagrams lost, longest silence %d ms"
                .formatted(part, outcome.lost(), outcome.sent(), outcome.silenceMillis()));
        if (!reason.equals("any")) {
            assertThat(outcome.lost()).isEqualTo(reason.equals("nothing") ? 0 : stage.dropped(reason) - dropped);
        }
        assertThat(outcome.again()).isZero();
        assertThat(outcome.silenceMillis()).isLessThan(5_000);
        assertThat(stage.clear()).isZero();
        assertThat(stage.changes()).isEqualTo("none");
        assertThat(stage.spis()).isEqualTo(spis);
        Map<String, Wiretap.Numbers> numbers = tap.numbers();
        assertThat(numbers)
                .hasSize(2)
                .allSatisfy((sa, seen) -> assertThat(seen.again()).isZero());
        boolean phase1Anew = part.equals("ikev1");
        assertThat(stage.lab.network.counted().get("ike_seen"))
                .as("messages to the peer: main mode anew, or none")
                .isBetween(phase1Anew ? 6L : 0L, phase1Anew ? 8L : 0L);
    }
}
