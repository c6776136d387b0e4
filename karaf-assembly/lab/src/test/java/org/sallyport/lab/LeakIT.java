// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to a gateway, no packet of the protected flow leaves in clear. More than a thousand packets a second go both
 * ways all the time, and so does a flow that nobody protects, to show that the machine forwards; the wire between the gateways
 * counts. The last test takes our rules away and counts leaks: so the others could have seen some.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
final class LeakIT {
    private static final long RATE = 1_200;
    private static final long FREE_RATE = 100;
    private static final long AFTER_MILLIS = 10_000;

    private static Laboratory lab;
    private static final List<Process> SENDERS = new ArrayList<>();
    private Map<String, Long> before;

    @BeforeAll
    static void startTrafficThroughTwoGateways() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        lab.start();
        lab.configure(Site.pair("esp-aes esp-sha-hmac"));
        lab.a.show("write memory");
        lab.b.show("write memory");
        Path folder = lab.folder;
        Network net = lab.network;
        SENDERS.add(Flows.send(folder, net.hostA, Network.HOST_A, Network.HOST_B, 6001, RATE, 0));
        SENDERS.add(Flows.send(folder, net.hostB, Network.HOST_B, Network.HOST_A, 6002, RATE, 0));
        SENDERS.add(Flows.send(folder, net.hostA, Network.FREE_A, Network.FREE_B, 6003, FREE_RATE, 0));
        SENDERS.add(Flows.send(folder, net.hostB, Network.FREE_B, Network.FREE_A, 6004, FREE_RATE, 0));
        awaitProtection();
    }

    @AfterAll
    static void stop() {
        SENDERS.forEach(Process::destroyForcibly);
        if (lab != null) {
            lab.close();
        }
    }

    private static void awaitProtection() {
        for (int i = 0; i < 150; i++) {
            if (Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 1, "1") == 1) {
                return;
            }
            Appliance.pause(100);
        }
        throw new IllegalStateException("the tunnel does not work:\n" + lab.a.show("show crypto engine") + lab.a.log());
    }

    @BeforeEach
    void rememberWhatTheWireCounted() {
        before = lab.network.counted();
    }

    @AfterEach
    void theUnprotectedFlowPassed() {
        assertThat(since("unprotected")).isGreaterThan(FREE_RATE);
    }

    private long since(String counter) {
        return lab.network.counted().get(counter) - before.get(counter);
    }

    private void nothingLeaked() {
        assertThat(since("leaked"))
                .as("clear packets of the protected flow on the wire")
                .isZero();
        // While nobody listens for ESP, the kernel says "protocol unreachable" to the other gateway; that is counted
        // apart.
        assertThat(since("other")).as("packets that nobody expects on the wire").isZero();
    }

    @Test
    @Order(1)
    void theLoadIsWhatTheTestSaysAndIsProtected() {
        Appliance.pause(3_000);
        assertThat(since("esp_seen")).isGreaterThan(2 * 3 * 1_000);
        nothingLeaked();
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(strings = {"engine", "gateway", "esp", "devices.linux"})
    void nothingLeaksWhileABundleRestarts(String bundle) {
        lab.a.karaf("bundle:restart org.sallyport." + bundle);
        awaitProtection();
        Appliance.pause(AFTER_MILLIS);
        nothingLeaked();
        assertThat(since("esp_seen")).isGreaterThan(1_000);
    }

    @Test
    @Order(3)
    void nothingLeaksWhenTheProcessIsKilledAndStartedAgain() {
        lab.a.kill();
        Appliance.pause(3_000);
        assertThat(lab.network.gatewayA.command("nft", "list", "tables").succeed())
                .contains("sallyport");
        lab.a.start();
        awaitProtection();
        Appliance.pause(AFTER_MILLIS);
        nothingLeaked();
    }

    @Test
    @Order(4)
    void nothingLeaksWhenTheProcessIsAskedToStopAndStartedAgain() {
        assertThat(lab.a.terminate()).isIn(0, 143);
        Appliance.pause(3_000);
        lab.a.start();
        awaitProtection();
        Appliance.pause(AFTER_MILLIS);
        nothingLeaked();
    }

    /** A file of which little or nothing is left says nothing of what was bound. */
    @Test
    @Order(5)
    void nothingLeaksAfterAStartWithAnUnreadableStartupFile() {
        String saved = lab.a.read("etc/startup-config.pix");
        for (String damaged : List.of(
                saved.substring(0, saved.length() / 2),
                saved.substring(saved.length() - 70),
                "\0".repeat(saved.length()),
                "\u0007\u007fELF\u0001\n\u0002 hostname\n")) {
            lab.a.kill();
            lab.a.write("etc/startup-config.pix", damaged);
            lab.a.start();
            Appliance.pause(AFTER_MILLIS);
            assertThat(lab.a.show("show version")).containsPattern("REFUSED|[1-9] of them refused");
            nothingLeaked();
        }
        lab.a.terminate();
        lab.a.write("etc/startup-config.pix", saved);
        lab.a.start();
        awaitProtection();
        nothingLeaked();
    }

    /** The list is gone and with it the entry's reference; what was bound is stored beside the lines. */
    @Test
    @Order(6)
    void nothingLeaksWhenTheListOfABoundMapWasRemovedAndTheProcessIsKilledAndStartedAgain() {
        lab.a.paste(List.of("no access-list flow"));
        lab.a.show("write memory");
        assertThat(lab.a.show("show running-config")).doesNotContain("match address", "access-list flow");
        lab.a.kill();
        lab.a.start();
        awaitProtection();
        Appliance.pause(AFTER_MILLIS);
        nothingLeaked();
        assertThat(since("esp_seen")).isGreaterThan(1_000);
        lab.a.paste(List.of("crypto map manual interface outside"));
        Appliance.pause(1_000);
        assertThat(since("leaked")).as("as the warning said").isPositive();
    }

    @Test
    @Order(7)
    void withoutOurRulesTheSameTrafficLeaks() {
        lab.a.kill();
        lab.network
                .gatewayA
                .command("nft", "delete", "table", "inet", "sallyport")
                .succeed();
        Appliance.pause(2_000);
        assertThat(since("leaked")).isGreaterThan(1_000);
    }
}
