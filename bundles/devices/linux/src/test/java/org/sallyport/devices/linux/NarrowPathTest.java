// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two gateways, and between them two routers whose link carries 1,300 bytes: host1 (10.1.0.2) - gw1 - r1 = r2 - gw2 - host2
 * (10.2.0.2). The ICMP is the kernels' own.
 */
class NarrowPathTest {
    private static final int NARROW = 1300;

    private Namespaces namespaces;
    private Process gateway1;
    private Process gateway2;

    @BeforeEach
    void lay() {
        namespaces = new Namespaces("host1", "gw1", "r1", "r2", "gw2", "host2");
        namespaces.cable("host1", "eth0", "gw1", "in0");
        namespaces.cable("gw1", "out0", "r1", "near");
        namespaces.cable("r1", "far", "r2", "far");
        namespaces.cable("r2", "near", "gw2", "out0");
        namespaces.cable("gw2", "in0", "host2", "eth0");
        host("host1", "10.1.0.2/16", "10.1.0.1");
        host("host2", "10.2.0.2/16", "10.2.0.1");
        router("r1", "192.0.2.254/24", "203.0.113.1/24", "198.51.100.0/24 via 203.0.113.2");
        router("r2", "198.51.100.254/24", "203.0.113.2/24", "192.0.2.0/24 via 203.0.113.1");
    }

    private void host(String name, String address, String gateway) {
        namespaces.line(name, "ip addr add " + address + " dev eth0");
        namespaces.line(name, "ip route add default via " + gateway);
    }

    private void router(String name, String near, String far, String route) {
        namespaces.line(name, "ip addr add " + near + " dev near");
        namespaces.line(name, "ip addr add " + far + " dev far");
        namespaces.line(name, "ip link set far mtu " + NARROW);
        namespaces.line(name, "ip route add " + route);
        namespaces.line(name, "sysctl -q -w net.ipv4.ip_forward=1");
    }

    @AfterEach
    void clear() {
        if (namespaces != null) {
            namespaces.close();
        }
    }

    private void start(String outer, String policy) throws IOException {
        gateway1 = namespaces.start("gw1", EngineGateway.class, "left", outer, policy);
        gateway2 = namespaces.start("gw2", EngineGateway.class, "right", outer, policy);
        for (Process gateway : List.of(gateway1, gateway2)) {
            assertThat(gateway.inputReader().readLine()).isEqualTo("ready");
        }
        namespaces.line("host1", "ping -q -c 1 -W 20 10.2.0.2");
    }

    /** What a gateway says its path carries, and what it dropped. */
    private static String state(Process gateway) throws IOException {
        gateway.outputWriter().write("?");
        gateway.outputWriter().flush();
        return gateway.inputReader().readLine();
    }

    private int changes() throws IOException {
        return Integer.parseInt(state(gateway1).replaceAll(".* ", ""));
    }

    /** A ping that may fail. */
    private String ping(String words) {
        return namespaces.in("host1", "sh", "-c", "ping " + words + " 10.2.0.2 || true");
    }

    @ParameterizedTest
    @CsvSource({"esp, net, 1230", "udp, net, 1230", "esp, any, 1230"})
    void hostsLearnWhatTheNarrowestLinkCarries(String outer, String policy, int largest) throws IOException {
        start(outer, policy);
        assertThat(state(gateway1)).startsWith("1500 {} ");

        ping("-q -M do -s 1390 -c 1 -W 1"); // the router complains to the gateway
        assertThat(state(gateway1)).startsWith("1300 {").contains("PATH_ERROR=1");
        assertThat(ping("-M do -s 1390 -c 2 -W 2")).containsPattern("mtu ?= ?" + largest); // and it to the host
        assertThat(namespaces.line("host1", "ip route get 10.2.0.2")).contains("mtu " + largest);

        if (outer.equals("esp")) { // only the engine judges whether an error is about a packet of ours
            assertThat(namespaces.line("gw1", "ip route get 198.51.100.1")).doesNotContain("mtu");
        }

        // The way back is another one; the first datagram that is too long for it is lost, as its DF bit wants.
        namespaces.in("host2", "sh", "-c", "ping -q -M do -s 1390 -c 1 -W 1 10.1.0.2 || true");
        assertThat(state(gateway2)).startsWith("1300 {").contains("PATH_ERROR=1");

        assertThat(ping("-q -M do -c 3 -i 0.1 -W 5 -s " + (largest - 28))).contains(" 0% packet loss");
        assertThat(ping("-q -M dont -c 3 -i 0.1 -W 5 -s 2972")).contains(" 0% packet loss");
        assertThat(ping("-q -M dont -c 3 -i 0.1 -W 5 -s 1390")).contains(" 0% packet loss");
    }

    @ParameterizedTest
    @CsvSource({"esp, 1438", "udp, 1422"})
    void hostsLearnWhatProtectionLeavesOfTheLink(String outer, int largest) throws IOException {
        start(outer, "net");

        assertThat(ping("-M do -s 1472 -c 2 -W 2")).containsPattern("mtu ?= ?" + largest);
        assertThat(state(gateway1)).startsWith("1500 {").contains("FRAGMENTATION_NEEDED=1");
    }

    @Test
    void aLinkThatIsMadeNarrowerIsNoticed() throws IOException {
        start("esp", "net");
        int before = changes();
        namespaces.line("gw1", "ip link set out0 mtu 1400");
        for (int tries = 0; changes() == before; tries++) {
            assertThat(tries).isLessThan(50);
            namespaces.in("gw1", "sleep", "0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"esp", "udp"})
    void tcpAndLargeDatagramsPass(String outer) throws IOException {
        start(outer, "net");
        Process answers = namespaces.start("host2", Exchange.class, "answer");
        BufferedReader output = answers.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");

        assertThat(namespaces.java("host1", Exchange.class, "tcp", "10.2.0.2")).isEqualTo("same\n");
        assertThat(namespaces.java("host1", Exchange.class, "udp", "10.2.0.2")).isEqualTo("same\n");
        assertThat(state(gateway1)).startsWith("1300 {");
        namespaces.line("host1", "ip route flush cache");
        assertThat(namespaces.java("host1", Exchange.class, "tcp", "10.2.0.2"))
                .as("a new connection")
                .isEqualTo("same\n");
    }

    @Test
    void anErrorAboutNoPacketOfOursChangesNothing() throws IOException {
        start("esp", "net");
        namespaces.line("r1", "ip link set near mtu 1000"); // it tells the gateway about a ping of its own
        namespaces.in("gw1", "sh", "-c", "ping -q -M do -s 1200 -c 1 -W 1 203.0.113.2 || true");
        namespaces.in("gw1", "sh", "-c", "ping -q -M do -s 1350 -c 1 -W 1 203.0.113.2 || true");

        assertThat(state(gateway1)).startsWith("1500 {");
    }
}
