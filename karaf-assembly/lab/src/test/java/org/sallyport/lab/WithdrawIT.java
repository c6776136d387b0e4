// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 3DES is withdrawn from a gateway with a hundred tunnels: fifty to a strongSwan that knows AES, too, and fifty to one that does not.
 * All carry packets.
 */
@Timeout(300)
final class WithdrawIT {
    private static final int TUNNELS = 50;
    private static final int PINGS = 200;
    private static final Pattern ANSWERED = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final String PLAN = "show crypto transform esp-3des plan";

    private final Path folder = Laboratory.folder();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Network network;
    private Appliance ours;

    @BeforeEach
    void start() {
        Archive.needsRoot();
        network = Network.counting("sp" + ProcessHandle.current().pid() % 10_000);
        open.add(network);
        for (int i = 0; i < TUNNELS; i++) {
            network.hostA.ip("addr add " + host(i) + "/24 dev eth0");
        }
        ours = Appliance.install(Archive.PATH, folder, "gateway-a", network.gatewayA);
        open.add(ours);
        ours.launch();
        ours.awaitConsole();
        type(configuration());
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        Laboratory.delete(folder);
    }

    /** A host of ours with a tunnel to each peer. */
    private static String host(int tunnel) {
        return "10.1.0." + (101 + tunnel);
    }

    /** What a peer protects: its own address inside, for which strongSwan makes routes. */
    private static String behind(IkeSite peer) {
        return peer.site() + ".0.1";
    }

    private static List<String> configuration() {
        var lines = new ArrayList<>(IkeSite.A.start(IkeSite.B, IkeSite.C));
        for (IkeSite peer : List.of(IkeSite.B, IkeSite.C)) {
            for (int i = 0; i < TUNNELS; i++) {
                lines.add("access-list %s permit ip host %s host %s".formatted(peer.hostname(), host(i), behind(peer)));
            }
            lines.add(IkeSite.key("Tide-Table-9", peer));
        }
        lines.add("crypto ipsec transform-set old esp-3des esp-sha-hmac");
        lines.add("crypto ipsec transform-set new esp-aes esp-sha-hmac");
        lines.addAll(IkeSite.entry("sites 10", IkeSite.B.hostname(), "old new", IkeSite.B));
        lines.addAll(IkeSite.entry("sites 20", IkeSite.C.hostname(), "old new", IkeSite.C));
        lines.add("sysopt connection permit-ipsec");
        lines.add("crypto map sites interface outside");
        lines.addAll(IkeSite.isakmp());
        lines.add("isakmp nat-traversal");
        lines.addAll(IkeSite.policy(10, "encryption 3des", "group 2"));
        lines.addAll(IkeSite.policy(20, "encryption aes", "group 2"));
        lines.add("logging on");
        lines.add("logging buffered 5");
        return lines;
    }

    private void type(List<String> lines) {
        assertThat(ours.paste(lines).text()).doesNotContain("ERROR");
    }

    /** A peer that begins all its tunnels as soon as it runs. */
    private StrongSwan peer(IkeSite site, Namespace gateway, String ike, String esp) {
        for (String setting : List.of("conf.all.rp_filter=0", "conf.default.rp_filter=0", "ip_forward=1")) {
            gateway.command("sysctl", "-qw", "net.ipv4." + setting).succeed();
        }
        gateway.ip("route add blackhole 10.1.0.0/24 metric 4000"); // strongSwan would let its side leak
        var children = new StringBuilder();
        for (int i = 0; i < TUNNELS; i++) {
            children.append(
                    "}\nflow%d {\nlocal_ts = %s/32\nremote_ts = %s/32\nesp_proposals = %s\nstart_action = start\n"
                            .formatted(i, behind(site), host(i), esp));
        }
        var settings = new TreeMap<String, String>();
        settings.put("LOCAL", site.outside());
        settings.put("REMOTE", Network.OUTSIDE_A);
        settings.put("REMOTEID", Network.OUTSIDE_A);
        settings.put("IKE", ike);
        settings.put("ESP", esp);
        settings.put("AGGRESSIVE", "no");
        settings.put("CHILD", children.toString()); // behind a first one, which nobody begins
        var peer = new StrongSwan(gateway, folder.resolve(site.hostname()), WithdrawIT.class, settings);
        open.add(peer);
        return peer;
    }

    /** Sends echo requests through every tunnel, ten a second. */
    private List<Path> pings() {
        List<Path> logs = new ArrayList<>();
        for (IkeSite peer : List.of(IkeSite.B, IkeSite.C)) {
            for (int i = 0; i < TUNNELS; i++) {
                Path log = folder.resolve("ping-" + host(i) + "-" + behind(peer));
                Leftovers.note(network.hostA
                        .command("ping", "-nqI", host(i), "-c", "" + PINGS, "-i", "0.1", "-W", "2", behind(peer))
                        .start(log));
                logs.add(log);
            }
        }
        return logs;
    }

    private static long lost(List<Path> logs) throws Exception {
        long lost = 0;
        for (Path log : logs) {
            Matcher answered = ANSWERED.matcher(Files.readString(log));
            for (int i = 0; i < 600 && !answered.find(); i++) {
                Appliance.pause(100);
                answered = ANSWERED.matcher(Files.readString(log));
            }
            answered.reset();
            assertThat(answered.find()).as(log.toString()).isTrue();
            assertThat(answered.group(1)).isEqualTo("" + PINGS);
            lost += PINGS - Long.parseLong(answered.group(2));
        }
        return lost;
    }

    private String await(String command, String words) {
        String printed = "";
        for (int i = 0; i < 300; i++) {
            printed = ours.show(command);
            if (printed.contains(words)) {
                return printed;
            }
            Appliance.pause(200);
        }
        throw new AssertionError(
                command + " does not say \"" + words + "\":\n" + printed + ours.show("show crypto isakmp failures"));
    }

    private static long count(String text, String words) {
        return Pattern.compile(words).matcher(text).results().count();
    }

    @Test
    void fiftyTunnelsMoveWithoutLossAndFiftyStayUntilTheyAreForced() throws Exception {
        Network.Third third = network.third();
        StrongSwan able =
                peer(IkeSite.B, network.gatewayB, "3des-sha1-modp1024, aes128-sha1-modp1024", "3des-sha1, aes128-sha1");
        StrongSwan old = peer(IkeSite.C, third.gateway(), "3des-sha1-modp1024", "3des-sha1");
        await("show isakmp stats", "pairs of IPsec SAs: " + 2 * TUNNELS);
        assertThat(lost(pings())).as("answers before").isZero();

        String plan = ours.show(PLAN);
        assertThat(plan)
                .contains("1 ISAKMP SA moves, 1 stays; 50 pairs of IPsec SAs move, 50 stay")
                .contains(Network.OUTSIDE_B + " 3DES, SHA, pre-shared key, group 2")
                .contains("-> isakmp policy 20");
        assertThat(count(plan, Network.OUTSIDE_B + " 10.1.0.* -> transform-set new"))
                .as(plan)
                .isEqualTo(TUNNELS);
        assertThat(count(plan, Network.OUTSIDE_C + " 10.1.0.* stays: the peer offered no other transform set of ours"))
                .as(plan)
                .isEqualTo(TUNNELS);

        network.resetCounters();
        List<Path> during = pings();
        Appliance.pause(1_000);
        assertThat(ours.paste(List.of("crypto transform esp-3des withdraw")).text())
                .contains("% 3des-cbc: 1 ISAKMP SA moves, 1 stays; 50 pairs of IPsec SAs move, 50 stay");
        await(PLAN, "0 ISAKMP SAs move, 1 stays; 0 pairs of IPsec SAs move, 50 stay");
        assertThat(lost(during)).as("answers while fifty tunnels moved").isZero();
        assertThat(network.counted()).containsEntry("leaked", 0L).containsEntry("other", 0L);
        assertThat(count(able.associations(), "AES_CBC-128/HMAC_SHA1_96")).isGreaterThanOrEqualTo(TUNNELS + 1);
        assertThat(able.associations()).doesNotContain("3DES");
        assertThat(count(old.associations(), "ESP:3DES_CBC")).isEqualTo(TUNNELS);
        assertThat(ours.show("show crypto transforms detail"))
                .contains("use: withdrawn")
                .contains("used by: IPsec pairs: 50, ISAKMP SAs: 1, peers: " + Network.OUTSIDE_C);
        assertThat(ours.show("show running-config")).contains("crypto transform 3des-cbc withdraw");

        type(List.of("crypto transform 3des-cbc withdraw force"));
        await(PLAN, "no SA uses 3des-cbc");
        for (int i = 0; i < 50 && old.associations().contains("ESP:3DES_CBC"); i++) {
            Appliance.pause(200);
        }
        assertThat(old.associations()).as("the peer was told").doesNotContain("ESP:3DES_CBC");
        assertThat(Flows.ping(network.hostA, host(0), behind(IkeSite.B), 5, "0.2"))
                .isEqualTo(5);
        assertThat(Flows.ping(network.hostA, host(0), behind(IkeSite.C), 3, "0.2"))
                .isZero();
        assertThat(network.counted()).containsEntry("leaked", 0L);

        old.swanctl("--initiate", "--child", "flow1", "--timeout", "5").run();
        assertThat(ours.show("show crypto isakmp failures"))
                .contains("3des-cbc is withdrawn")
                .contains("decided by: crypto transform 3des-cbc withdraw");
    }
}
