// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The accelerated transforms arrive and leave while a file crosses a tunnel under AES, which the JDK serves before and after. */
@Timeout(180)
final class AccelerationIT {
    private static final String FEATURE = "sallyport-accelerated";
    private static final long FILE_BYTES = 1_500_000_000;
    private static final int SAMPLE_MILLIS = 2_000;

    private Laboratory lab;

    @BeforeEach
    void open() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        // So little in flight at once that no socket overflows: whatever is missing then, the exchange has lost.
        lab.network
                .hostB
                .command("sysctl", "-qw", "net.ipv4.tcp_rmem=4096 65536 131072")
                .succeed();
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private void connect() {
        lab.start();
        String[] policy = {"encryption aes", "group 14"};
        for (var end : List.of(
                new End(lab.a, IkeSite.A.tunnel(IkeSite.B, "esp-aes esp-sha-hmac", "Tide-Table-9", policy)),
                new End(lab.b, IkeSite.B.tunnel(IkeSite.A, "esp-aes esp-sha-hmac", "Tide-Table-9", policy)))) {
            assertThat(end.appliance().paste(end.lines()).text()).doesNotContain("ERROR");
        }
        assertThat(Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 10, "0.2"))
                .isGreaterThanOrEqualTo(8);
    }

    private record End(Appliance appliance, List<String> lines) {}

    @Test
    void noSequenceNumberIsMissingWhenTheJdksAesIsReplacedUnderTcpAndServesAgain() throws IOException {
        connect();
        List<String> spis = spis();

        CompletableFuture<Flows.Carried> file = CompletableFuture.supplyAsync(
                () -> Flows.carry(lab.folder, lab.network.hostA, Network.HOST_A, lab.network.hostB, FILE_BYTES, 5001));
        long before = packetsASecond();
        both("feature:install " + FEATURE, 2);
        long accelerated = packetsASecond();
        both("feature:uninstall " + FEATURE, 1);
        long after = packetsASecond();

        assertThat(file).as("the file still crosses").isNotDone();
        assertThat(file.join().equal()).isTrue();
        assertThat(spis()).isEqualTo(spis);
        crosswise(lab.a, lab.b);
        crosswise(lab.b, lab.a);
        Archive.figure("AES-CBC and HMAC-SHA1 under TCP, packets a second: the JDK " + before + ", accelerated "
                + accelerated + ", the JDK again " + after);
    }

    /** Both SAs of both ends. */
    private List<String> spis() {
        String a = lab.a.show("show crypto ipsec sa");
        String b = lab.b.show("show crypto ipsec sa");
        var spis = List.of(Flows.spi(a, " outbound esp sas:"), Flows.spi(a, " inbound esp sas:"));
        assertThat(List.of(Flows.spi(b, " inbound esp sas:"), Flows.spi(b, " outbound esp sas:")))
                .isEqualTo(spis)
                .doesNotContain("none");
        return spis;
    }

    /** What one numbered, the other has taken: every number once, since none may come twice. */
    private static void crosswise(Appliance sender, Appliance receiver) {
        assertThat(Flows.number(receiver.show("show crypto ipsec sa"), "#pkts decaps:"))
                .isEqualTo(Flows.number(sender.show("show crypto ipsec sa"), "#pkts encaps:"))
                .isPositive();
        assertThat(receiver.show("show crypto ipsec sa")).contains("#send errors 0, #recv errors 0");
        assertThat(Flows.number(sender.show("show crypto engine"), "NO_TRANSFORM"))
                .isLessThanOrEqualTo(0); // -1: not even listed
    }

    private long packetsASecond() {
        long begin = Flows.number(lab.a.show("show crypto ipsec sa"), "#pkts encaps:");
        long from = System.nanoTime();
        Appliance.pause(SAMPLE_MILLIS);
        long packets = Flows.number(lab.a.show("show crypto ipsec sa"), "#pkts encaps:") - begin;
        return packets * 1_000_000_000 / (System.nanoTime() - from);
    }

    /** Does something to both gateways, and waits until so many bundles provide AES, the last of them serving. */
    private void both(String command, int providers) {
        for (Appliance gateway : List.of(lab.a, lab.b)) {
            List<String> others = otherBundles(gateway);
            gateway.karaf(command);
            awaitProviders(gateway, providers);
            assertThat(otherBundles(gateway)).isEqualTo(others);
        }
    }

    private static void awaitProviders(Appliance gateway, int providers) {
        for (int i = 0; i < 100; i++) {
            List<String> rows = rows(gateway);
            if (rows.size() == providers && rows.get(rows.size() - 1).contains(" admitted ")) {
                return;
            }
            Appliance.pause(100);
        }
        throw new IllegalStateException("not " + providers + " that provide AES:\n" + rows(gateway));
    }

    private static List<String> rows(Appliance gateway) {
        return gateway.show("show crypto transforms")
                .lines()
                .filter(line -> line.startsWith("aes-cbc "))
                .toList();
    }

    /** Identifier, state and time of the last change of every bundle that does not belong to the feature. */
    private static List<String> otherBundles(Appliance gateway) {
        return gateway.karaf("bundle:list -t 0 -s --no-format")
                .lines()
                .filter(line -> line.matches("\\s*\\d+\\t.*") && !line.matches(".*(corretto|conscrypt).*"))
                .toList();
    }

    @Test
    void withoutItsNativeLibraryItSaysWhyAndTheJdkServes() {
        for (Appliance gateway : List.of(lab.a, lab.b)) {
            gateway.property("com.amazon.corretto.crypto.provider.tmpdir", "/proc");
            gateway.property("org.conscrypt.native.workdir", "/proc");
        }
        connect();

        lab.a.karaf("feature:install " + FEATURE);
        for (int i = 0; i < 100 && lab.a.show("show crypto transforms").contains("pending"); i++) {
            Appliance.pause(100);
        }

        assertThat(rows(lab.a))
                .hasSize(2)
                .last()
                .asString()
                .contains(" failed ", "the Amazon Corretto Crypto Provider is not to be had: ");
        assertThat(lab.a.show("show crypto transforms").lines().filter(line -> line.contains(" failed ")))
                .hasSize(8)
                .anyMatch(line -> line.startsWith("3des-cbc ") && line.contains("Conscrypt is not to be had"));
        assertThat(Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2"))
                .isEqualTo(5);
    }
}
