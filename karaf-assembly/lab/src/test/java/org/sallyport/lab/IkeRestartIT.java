// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** IKE's bundle is exchanged under SAs that it has negotiated: they go on, are renewed, and no peer clings to what is dead. */
@Timeout(300)
final class IkeRestartIT {
    private static final String BUNDLE = "org.sallyport.ikev1";

    @Test
    void adoptedSasAreRenewedWithoutLossAndAPeerOfOurOwnNegotiatesAtOnce() throws IOException {
        Archive.needsRoot();
        try (Stage stage = Stage.open(
                Archive.PATH,
                List.of("esp-aes esp-sha-hmac"),
                List.of("crypto ipsec security-association lifetime kilobytes 2560"),
                "encryption aes",
                "hash sha",
                "group 2")) {
            List<String> spis = stage.spis();
            Stage.Both traffic = stage.send(200);
            stage.lab.a.karaf("bundle:update " + BUNDLE);
            Appliance.pause(2_000);
            assertThat(stage.spis()).isEqualTo(spis);

            for (int i = 0; i < 2; i++) {
                List<String> before = stage.spis();
                Stage.await("renewal", () -> stage.spis().stream().noneMatch(before::contains));
            }
            Appliance.pause(1_000);
            Traffic.Outcome outcome = traffic.stop();
            assertThat(outcome.sent()).isGreaterThan(2_000);
            assertThat(outcome.lost()).isZero();

            stage.lab.a.karaf("bundle:update " + BUNDLE);
            Appliance.pause(2_000);
            stage.lab.b.show("clear crypto sa");
            long begin = System.nanoTime();
            stage.up();
            long millis = (System.nanoTime() - begin) / 1_000_000;
            Archive.figure("a peer whose ISAKMP SA died with our bundle has new SAs after " + millis + " ms");
            assertThat(millis).isLessThan(5_000);
            assertThat(stage.clear()).isZero();
        }
    }

    @Test
    void strongSwanTakesItsSasOverToTheNewIsakmpSa() {
        Archive.needsRoot();
        try (var peers = new Peers(
                Network.counting("sp" + ProcessHandle.current().pid() % 10_000),
                Network.OUTSIDE_A,
                Network.OUTSIDE_B)) {
            peers.agree(peers.settings("aes128-sha1-modp1024", "aes128-sha1"), "aes sha 2", "esp-aes esp-sha-hmac");
            peers.comesUpFromTheirSide();
            String spi = peers.outboundSpi();

            peers.ours.karaf("bundle:update " + BUNDLE);
            Appliance.pause(3_000);
            peers.allPingsPass();
            assertThat(peers.outboundSpi()).isEqualTo(spi);

            peers.theirs.swanctl("--rekey", "--child", "flow").succeed();
            Stage.await("renewal by strongSwan", () -> !peers.outboundSpi().equals(spi));
            peers.allPingsPass();
        }
    }
}
