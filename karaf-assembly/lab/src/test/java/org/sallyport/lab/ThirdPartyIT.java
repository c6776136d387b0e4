// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A jar that somebody else made from the API alone is signed, dropped into a running appliance, and negotiated with strongSwan. */
@Timeout(240)
final class ThirdPartyIT {
    private static final String NAME = "com.example.camellia-1.0.0.jar";

    private static Peers peers;
    private static Path jar;

    @BeforeAll
    static void start() throws IOException {
        Archive.needsRoot();
        jar = Archive.ROOT.resolve("examples/transform-camellia-cbc/target").resolve(NAME);
        assertThat(jar).as("built by -Pexamples").exists();
        peers = new Peers(
                Network.counting("sp" + ProcessHandle.current().pid() % 10_000), Network.OUTSIDE_A, Network.OUTSIDE_B);
        var signer = new Signer(peers.folder.resolve("signed"));
        jar = signer.sign(jar, NAME);
        signer.trustedBy(peers.ours);
    }

    @AfterAll
    static void stop() {
        if (peers != null) {
            peers.close();
        }
    }

    @Test
    void aJarInTheDeployFolderIsNegotiatedAtOnceAndTakenAwayAgain() throws IOException {
        String set = "crypto ipsec transform-set theirs esp-camellia esp-sha-hmac";
        assertThat(peers.ours.paste(List.of(set)).text()).contains("ERROR");

        drop();

        for (boolean first : List.of(true, false)) {
            peers.agree(
                    peers.settings("camellia128-sha1-modp1024", "camellia128-sha1"),
                    "camellia sha 2",
                    "esp-camellia esp-sha-hmac");
            if (first) {
                peers.comesUpFromOurSide();
            } else {
                peers.comesUpFromTheirSide();
            }
            assertThat(peers.ours.show("show crypto ipsec sa")).contains("esp-camellia esp-sha-hmac");
        }

        // With an ISAKMP SA of another cipher, the peer can be told what becomes of the others.
        peers.agree(
                peers.settings("aes128-sha1-modp1024", "camellia128-sha1"), "aes sha 2", "esp-camellia esp-sha-hmac");
        peers.comesUpFromOurSide();
        Files.delete(deployed());
        awaitTransforms(false);
        assertThat(peers.ours.show("show running-config"))
                .contains("crypto ipsec transform-set set esp-camellia esp-sha-hmac");
        assertThat(Flows.ping(peers.network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .isZero();
        for (int i = 0; i < 100 && peers.theirs.swanctl("--list-sas").succeed().contains("INSTALLED"); i++) {
            Appliance.pause(200);
        }
        assertThat(peers.theirs.swanctl("--list-sas").succeed())
                .as("the peer was told after the grace")
                .doesNotContain("INSTALLED");
        assertThat(peers.ours.show("show crypto ipsec sa")).contains("current outbound spi: 0");

        drop();
        peers.comesUpFromOurSide();
        assertThat(peers.network.counted().get("leaked")).isZero();
    }

    private static Path deployed() {
        return peers.ours.home().resolve("deploy").resolve(NAME);
    }

    private static void drop() throws IOException {
        Signer.deploy(peers.ours, jar);
        awaitTransforms(true);
    }

    private static void awaitTransforms(boolean there) {
        for (int i = 0; i < 100 && peers.ours.show("show crypto transforms").contains("camellia-cbc") != there; i++) {
            Appliance.pause(200);
        }
        assertThat(peers.ours.show("show crypto transforms").contains("camellia-cbc"))
                .isEqualTo(there);
    }
}
