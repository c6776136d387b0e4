// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing claimed passes in clear from host to host through a gateway that dies in any way; and everything passes once its
 * rules are taken away. A third party counts: nftables in the namespaces of the hosts.
 */
class LeakTest {
    private static final Pattern PACKETS = Pattern.compile("packets (\\d+)");

    private Namespaces namespaces;
    private Process gateway;

    /** near (10.1.0.10) - in0 gateway out0 - far (192.0.2.2, and 10.2.0.10 behind it). */
    @BeforeEach
    void lay() {
        namespaces = new Namespaces("near", "gw", "far");
        namespaces.cable("near", "eth0", "gw", "in0");
        namespaces.cable("far", "eth0", "gw", "out0");
        namespaces.line("near", "ip addr add 10.1.0.10/16 dev eth0");
        namespaces.line("near", "ip route add default via 10.1.0.1");
        namespaces.line("far", "ip addr add 192.0.2.2/24 dev eth0");
        namespaces.line("far", "ip addr add 10.2.0.10/32 dev lo");
        namespaces.line("far", "ip route add 10.1.0.0/16 via 192.0.2.1");
        for (String host : new String[] {"near", "far"}) {
            String from = host.equals("near") ? "10.2.0.10" : "10.1.0.10";
            String to = host.equals("near") ? "10.1.0.10" : "10.2.0.10";
            namespaces.line(host, "nft add table ip watch");
            namespaces.in(host, "nft", "add chain ip watch seen { type filter hook prerouting priority -300; }");
            namespaces.line(host, "nft add rule ip watch seen ip saddr " + from + " ip daddr " + to + " counter");
        }
    }

    @AfterEach
    void clear() {
        if (namespaces != null) {
            namespaces.close();
        }
    }

    private BufferedReader start(String... arguments) throws IOException {
        gateway = namespaces.start("gw", Gateway.class, arguments);
        BufferedReader output = gateway.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
        return output;
    }

    /** How many packets of the other host's a host saw. */
    private int seen(String host) {
        Matcher matcher = PACKETS.matcher(namespaces.line(host, "nft list chain ip watch seen"));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    /** A thousand packets a second each way for a second. */
    private void flood() throws IOException {
        Process away = namespaces.start("near", Flood.class, "10.1.0.10", "10.2.0.10", "1000", "1000");
        Process back = namespaces.start("far", Flood.class, "10.2.0.10", "10.1.0.10", "1000", "1000");
        assertThat(away.inputReader().readLine()).isEqualTo("sent 1000");
        assertThat(back.inputReader().readLine()).isEqualTo("sent 1000");
    }

    private void assertNothingPassed() {
        assertThat(seen("far")).as("packets of the near host in clear").isZero();
        assertThat(seen("near")).as("packets of the far host in clear").isZero();
        namespaces.line("near", "ping -q -c 2 -W 2 192.0.2.2"); // what is not claimed passes
    }

    private void assertEverythingPasses() throws IOException {
        flood();
        namespaces.line("near", "ping -q -c 2 -W 2 -I 10.1.0.10 10.2.0.10");
        assertThat(seen("far")).isGreaterThan(1000);
        assertThat(seen("near")).isGreaterThan(1000);
    }

    @Test
    void aKilledGatewayLeaksNothingUntilItsRulesAreTakenAway() throws Exception {
        start();
        flood();
        assertNothingPassed();

        gateway.destroyForcibly().waitFor();
        flood();
        assertNothingPassed();
        assertThat(namespaces.line("gw", "ip route show table " + Numbers.ROUTE_TABLE))
                .contains("blackhole default")
                .doesNotContain("sallyport0");

        namespaces.line("gw", "nft delete table inet " + Numbers.NFT_TABLE);
        assertEverythingPasses();
    }

    @Test
    void aGatewayThatEndsInOrderLeaksNothingEither() throws Exception {
        start();
        gateway.getOutputStream().close();
        assertThat(gateway.waitFor()).isZero();

        flood();
        assertNothingPassed();
    }

    @Test
    void replacingTheRulesUnderTrafficLeaksNothing() throws Exception {
        BufferedReader output = start("replace");
        Process away = namespaces.start("near", Flood.class, "10.1.0.10", "10.2.0.10", "10000000", "30000");
        Process back = namespaces.start("far", Flood.class, "10.2.0.10", "10.1.0.10", "10000000", "30000");

        assertThat(output.readLine()).isEqualTo("replaced []");

        assertThat(away.isAlive() && back.isAlive()).isTrue();
        away.destroyForcibly().waitFor();
        back.destroyForcibly().waitFor();
        assertThat(namespaces.line("gw", "nft list counters table inet sallyport"))
                .containsPattern("clear_text.out0 .\\s+packets [1-9]");
        assertNothingPassed();
    }

    /** Between another program's flush and the restored rules packets pass; from then on none does. */
    @Test
    void rulesThatAreFlushedUnderTrafficComeBackAtOnceAndThenNothingPasses() throws Exception {
        start();
        flood();
        assertNothingPassed();
        Process away = namespaces.start("near", Flood.class, "10.1.0.10", "10.2.0.10", "30000", "10000");
        Process back = namespaces.start("far", Flood.class, "10.2.0.10", "10.1.0.10", "30000", "10000");
        namespaces.line("near", "ping -q -c 5 -i 0.1 -W 2 192.0.2.2"); // by then they flood

        namespaces.in(
                "gw",
                "sh",
                "-c",
                "nft flush ruleset; timeout 5 sh -c 'until nft list table inet sallyport; do :; done'");
        int far = seen("far");
        int near = seen("near");

        assertThat(away.inputReader().readLine()).isEqualTo("sent 30000");
        assertThat(back.inputReader().readLine()).isEqualTo("sent 30000");
        System.out.printf("passed between the flush and its repair: %d and %d of 10,000 a second%n", far, near);
        assertThat(seen("far")).as("none of the near host's after that").isEqualTo(far);
        assertThat(seen("near")).as("none of the far host's after that").isEqualTo(near);
        assertThat(namespaces.line("gw", "nft list counters table inet sallyport"))
                .containsPattern("clear_text.out0 .\\s+packets [1-9]");
    }

    @Test
    void aRestartedGatewayTakesOverWhatIsThere() throws Exception {
        start();
        gateway.destroyForcibly().waitFor();
        start();
        flood();
        assertNothingPassed();
        assertThat(namespaces.line("gw", "ip route show table " + Numbers.ROUTE_TABLE))
                .contains("default dev sallyport0");
        assertThat(namespaces.line("gw", "ip rule").lines().filter(line -> line.contains("5011")))
                .hasSize(1);
    }

    @Test
    void releaseTakesEverythingAwayWithoutAndWithJava() throws Exception {
        BufferedReader output = start();
        gateway.getOutputStream().write('\n');
        gateway.getOutputStream().flush();
        assertThat(output.readLine()).isEqualTo("released");
        assertNothingRemains();

        gateway.destroyForcibly().waitFor();
        start();
        gateway.destroyForcibly().waitFor();
        assertThat(release(""))
                .contains("removed route 10.2.0.0/16 via 192.0.2.2")
                .contains("removed nftables table", "removed rule 5011", "removed the routes of table 5011")
                .contains("this machine forwards packets");
        assertNothingRemains();
        assertThat(release("")).startsWith("nothing of a gateway was here");
    }

    private String release(String words) {
        return namespaces.line(
                "gw", "sh " + Path.of("src/main/sh/sallyport-release").toAbsolutePath() + words);
    }

    @Test
    void releaseRefusesWhileAGatewayRunsUnlessForced() throws Exception {
        start();
        String before = namespaces.line("gw", "nft list ruleset");

        assertThatThrownBy(() -> release(""))
                .hasMessageContaining("exit status")
                .hasMessageContaining("sallyport0 is held by process " + gateway.pid());
        assertThat(namespaces.line("gw", "nft list ruleset")).isEqualTo(before);

        assertThat(release(" --force")).contains("it puts back what it notices to be gone", "removed nftables table");
    }

    private void assertNothingRemains() throws IOException {
        assertThat(namespaces.line("gw", "nft list ruleset")).isBlank();
        assertThat(namespaces.line("gw", "ip rule")).doesNotContain("5011");
        assertThat(namespaces.line("gw", "ip route show table all proto " + Numbers.PROTOCOL))
                .isBlank();
        namespaces.line("gw", "ip route add 10.2.0.0/16 via 192.0.2.2");
        assertEverythingPasses();
        namespaces.line("gw", "ip route del 10.2.0.0/16 via 192.0.2.2");
    }
}
