// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a gateway are exchanged while a tunnel under AH and ESP carries datagrams. */
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
        long dropped = stage.dropped(reason);
        Traffic.Outcome outcome = update(part, "bundle:update of " + part);
        if (!reason.equals("any")) {
            assertThat(outcome.lost()).isEqualTo(reason.equals("nothing") ? 0 : stage.dropped(reason) - dropped);
        }
        assertThat(outcome.silenceMillis()).isLessThan(5_000);
        boolean phase1Anew = part.equals("ikev1");
        assertThat(stage.lab.network.counted().get("main_mode_seen"))
                .as("messages of main mode, repetitions among them")
                .isBetween(phase1Anew ? 6L : 0L, phase1Anew ? 8L : 0L);
    }

    /** No line and no list names the peer or its packets: but for the SAs of its tunnel they would go in clear. */
    @ParameterizedTest
    @ValueSource(strings = {"gateway", "ikev1"})
    void anUpdateKeepsTheTunnelOfAPeerThatNoLineNames(String part) throws IOException {
        Stage.type(
                stage.lab.a,
                List.of(
                        "no crypto map sites 10",
                        "crypto dynamic-map any 1 set transform-set s1",
                        "crypto map sites 20 ipsec-isakmp dynamic any",
                        "crypto map sites interface outside"));
        try {
            stage.called();
            assertThat(update(part, "bundle:update of " + part + " with a dynamic map")
                            .lost())
                    .isZero();
            stage.lab.b.show("clear crypto sa");
            Stage.await(
                    "the end of the temporary entry",
                    () -> !stage.lab.a.show("show crypto map").contains("Current peer: " + Network.OUTSIDE_B));
        } finally {
            Stage.type(stage.lab.a, List.of("no crypto map sites 20", "no crypto dynamic-map any"));
            Stage.type(stage.lab.a, IkeSite.entry("sites 10", "to-peer", "s1", IkeSite.B));
            Stage.type(stage.lab.a, List.of("crypto map sites interface outside"));
            stage.called();
        }
    }

    private static Traffic.Outcome update(String part, String what) throws IOException {
        String bundle = "org.sallyport." + part;
        var watch = new Watch(bundle);
        stage.lab.a.karaf("bundle:update " + bundle);
        Stage.await(
                "the console",
                () -> stage.lab.a.tryConsole("show crypto engine").exit() == 0);
        stage.up();
        Appliance.pause(1_000);
        return watch.outcome(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"esp", "ah"})
    void whereAnotherOneStandsByAnUpdateOfAProtocolLosesNothing(String part) throws IOException {
        String bundle = "org.sallyport." + part;
        Path another = Guests.second(stage.lab.a, bundle);
        var watch = new Watch(bundle, "lab.second." + bundle);

        stage.install(another);
        stage.lab.a.karaf("bundle:update " + bundle);
        stage.lab.a.karaf("bundle:uninstall lab.second." + bundle);

        assertThat(watch.outcome("update of " + part + " beside another").lost())
                .isZero();
    }

    /** The tunnel's datagrams, and all that must be as it was when parts have been exchanged under them. */
    private static final class Watch {
        private final String bundle;
        private final List<String> parts;
        private final List<String> spis = stage.spis();
        private final Wiretap tap = new Wiretap(stage.lab.folder, stage.lab.network.gatewayA);
        private final Stage.Both traffic = stage.send(500);

        /** @param exchanged the bundle that is exchanged, and those that come and go with it */
        Watch(String... exchanged) {
            bundle = exchanged[0];
            parts = stage.parts(bundle);
            stage.mark(exchanged);
        }

        Traffic.Outcome outcome(String what) throws IOException {
            Traffic.Outcome outcome = traffic.stop();
            Archive.figure("%s: %d of %d datagrams lost, longest silence %d ms"
                    .formatted(what, outcome.lost(), outcome.sent(), outcome.silenceMillis()));
            assertThat(outcome.again()).isZero();
            assertThat(stage.clear()).isZero();
            assertThat(stage.changes()).isEqualTo("none");
            assertThat(stage.parts(bundle)).isNotEmpty().isEqualTo(parts);
            assertThat(stage.loadersTooMany())
                    .as("class loaders of bundles that were exchanged")
                    .isZero();
            assertThat(stage.spis()).isEqualTo(spis);
            assertThat(tap.numbers())
                    .hasSize(2)
                    .allSatisfy((sa, seen) -> assertThat(seen.again()).isZero());
            return outcome;
        }
    }
}
