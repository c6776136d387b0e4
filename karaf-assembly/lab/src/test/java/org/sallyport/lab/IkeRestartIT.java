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
}
