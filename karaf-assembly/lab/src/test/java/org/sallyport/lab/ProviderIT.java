// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file travels over TCP while the provider of its cipher is exchanged for another one's, and back. */
@Timeout(300)
final class ProviderIT {
    private static final long BYTES = 200_000_000;

    @Test
    void theReceiverMissesNoNumber() throws IOException {
        Archive.needsRoot();
        try (Stage stage =
                Stage.open(Archive.PATH, List.of("esp-aes esp-sha-hmac"), "encryption aes", "hash sha", "group 2")) {
            Network net = stage.lab.network;
            List<String> spis = stage.spis();
            String own = Stage.TRANSFORMS + "aes-cbc";
            String other = "lab.aes-none";
            stage.mark(own, other);
            var tap = new Wiretap(stage.lab.folder, net.gatewayB);
            CompletableFuture<Flows.Carried> file = CompletableFuture.supplyAsync(
                    () -> Flows.carry(stage.lab.folder, net.hostA, Network.HOST_A, net.hostB, BYTES, 7_001));
            Appliance.pause(1_500);

            stage.bring(Guests.bouncyAes(stage.lab.folder), other);
            stage.lab.a.karaf("bundle:uninstall " + own);
            Appliance.pause(1_000);
            assertThat(file).as("a file that is still on its way").isNotDone();
            stage.bring(stage.lab.a.bundle(own), own);
            stage.lab.a.karaf("bundle:uninstall " + other);
            assertThat(file).as("a file that is still on its way").isNotDone();

            Flows.Carried carried = file.join();
            Archive.figure("a file under AES, whose provider was exchanged twice: " + carried.received());
            assertThat(carried.equal()).isTrue();
            assertThat(stage.spis()).isEqualTo(spis);
            Map<String, Wiretap.Numbers> numbers = tap.numbers();
            assertThat(numbers).hasSize(2).allSatisfy((sa, seen) -> {
                assertThat(seen.missing()).isZero();
                assertThat(seen.again()).isZero();
            });
            assertThat(stage.dropped("NO_TRANSFORM") + stage.dropped("PROVIDER_FAILED"))
                    .isZero();
            assertThat(stage.changes()).isEqualTo("none");
            assertThat(stage.clear()).isZero();
        }
    }
}
