// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** @param renewal by which charon's SAs are replaced afterwards: at our wish, since so much has passed, or at charon's */
    @ParameterizedTest
    @CsvSource({
        "update, ours, set security-association lifetime kilobytes 10240",
        "update, theirs, set pfs group2",
        "restart, theirs, set pfs group2"
    })
    void charonLosesNoPacketAndTakesItsSasOverToTheNewIsakmpSa(String exchange, String renewal, String line)
            throws IOException {
        Archive.needsRoot();
        try (var peers = new Peers(
                Network.counting("sp" + ProcessHandle.current().pid() % 10_000),
                Network.OUTSIDE_A,
                Network.OUTSIDE_B)) {
            String esp = line.contains("pfs") ? "aes128-sha1-modp1024" : "aes128-sha1";
            peers.agree(peers.settings("aes128-sha1-modp1024", esp), "aes sha 2", "esp-aes esp-sha-hmac", line);
            peers.comesUpFromTheirSide();
            String inbound = peers.inboundSpi();
            String outbound = Stage.spi(peers.ours);
            String before = peers.cookies();
            Stage.Both traffic = Stage.send(peers.folder, peers.network, 6_300, 1_000);

            peers.ours.karaf("bundle:" + exchange + " " + BUNDLE);
            Stage.await("a new ISAKMP SA", () -> !peers.cookies().equals(before));
            assertThat(List.of(peers.inboundSpi(), Stage.spi(peers.ours))).containsExactly(inbound, outbound);

            if (renewal.equals("theirs")) {
                peers.theirs.swanctl("--rekey", "--child", "flow").succeed();
            }
            Stage.await("renewal", () -> !Stage.spi(peers.ours).equals(outbound));
            Appliance.pause(2_000);
            Traffic.Outcome outcome = traffic.stop();

            Archive.figure("bundle:%s of ikev1 beside charon, then renewal at %s wish: %d of %d datagrams lost"
                    .formatted(exchange, renewal.equals("ours") ? "our" : "charon's", outcome.lost(), outcome.sent()));
            assertThat(outcome.sent()).isGreaterThan(5_000);
            assertThat(outcome.lost()).isZero();
            assertThat(outcome.again()).isZero();
            assertThat(peers.network.counted().get("leaked")).isZero();
        }
    }
}
