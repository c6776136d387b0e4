// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cipher that fails while IKE uses it costs what was being negotiated: the tunnels stay, and IKE goes on with the provider below it. */
@Timeout(300)
final class IkeFaultsIT {
    private static Stage stage;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        stage = Stage.open(Archive.PATH, List.of("esp-3des esp-sha-hmac"), "encryption aes", "hash sha", "group 2");
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "THROWS_WHEN_OPENED, planted: no context",
        "THROWS_IN_PACKETS, planted: no packet",
        "HANGS_IN_PACKETS, it did not return within 2000 ms"
    })
    void itIsSetAsideAndNothingOfTheTunnelIsLost(String fault, String why) {
        List<String> spis = stage.spis();
        Stage.Both traffic = stage.send(200);
        String name = stage.bringFaultyAes(fault);

        stage.lab.a.show("clear isakmp sa"); // says so to the peer, encrypted
        Stage.await("quarantine", () -> quarantined().contains("it failed in use"));

        assertThat(quarantined()).contains(why);
        assertThat(stage.lab.a.show("show logging"))
                .contains("is quarantined: it failed in use")
                .contains(why);
        assertThat(traffic.stop().lost()).isZero();
        assertThat(stage.spis()).isEqualTo(spis);

        stage.lab.a.show("clear crypto sa");
        stage.up();
        assertThat(stage.spis()).doesNotContainAnyElementsOf(spis).doesNotContain("none");
        assertThat(stage.lab.a.show("show isakmp sa")).contains("QM_IDLE");
        assertThat(stage.clear()).isZero();
        stage.lab.a.karaf("bundle:uninstall " + name);
    }

    private static String quarantined() {
        return stage.lab
                .a
                .show("show crypto transforms")
                .lines()
                .filter(line -> line.contains(" quarantined "))
                .findFirst()
                .orElse("");
    }
}
