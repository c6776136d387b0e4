// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two gateways whose SAs IKE negotiates: nothing is typed but their lines, and the first packet brings the tunnel up. */
final class IkeDemo {
    private static final int PINGS = 20;
    private static final String UP = "QM_IDLE";

    private final Checks checks;

    IkeDemo(Checks checks) {
        this.checks = checks;
    }

    private static List<String> site(IkeSite own, IkeSite peer) {
        return own.tunnel(peer, "esp-3des esp-sha-hmac", "Tide-Table-9", "encryption 3des", "group 2");
    }

    private static void start(Laboratory lab, List<String> a, List<String> b) {
        System.out.println("Two appliances in network namespaces, each with a host behind it, start ...");
        lab.start();
        Checks.load(lab.a, a);
        Checks.load(lab.b, b);
        lab.network.resetCounters();
    }

    /** The chapter's two sites with a pre-shared key. */
    void siteToSite(Path archive) {
        try (Laboratory lab = Laboratory.open(archive)) {
            start(lab, site(IkeSite.A, IkeSite.B), site(IkeSite.B, IkeSite.A));
            Network net = lab.network;
            checks.check(
                    lab.a.show("show isakmp sa").contains("Total     : 0"), "nothing is negotiated before a packet");
            checks.check(net.counted().getOrDefault("ike_seen", -1L) == 0, "nothing on the wire before a packet");
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
            checks.file(lab, net.hostA, Network.HOST_A, net.hostB, 5001);
            checks.file(lab, net.hostB, Network.HOST_B, net.hostA, 5002);
            checks.check(Checks.show(lab.a, "show isakmp sa").contains(UP), "an ISAKMP SA at A");
            checks.check(Checks.show(lab.b, "show isakmp sa").contains(UP), "an ISAKMP SA at B");
            checks.crosswise(lab.a, lab.b);
            Map<String, Long> counted = checks.wire(net);
            checks.check(counted.getOrDefault("icmp_seen", -1L) == 0, "no complaint of a gateway on the wire");
            checks.check(counted.getOrDefault("esp_seen", 0L) > 0, "ESP on the wire");
            checks.check(counted.getOrDefault("ike_seen", 0L) >= 9, "main mode and quick mode on the wire");
        }
    }

    /** Several transform sets and policies; forward secrecy on one side; a lifetime that ends within the file. */
    void secrecy(Path archive) {
        try (Laboratory lab = Laboratory.open(archive)) {
            start(lab, vellum(), parch());
            Network net = lab.network;
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
            String sa = Checks.show(lab.a, "show isakmp sa detail");
            checks.check(sa.contains("DES ") && !sa.contains("3DES"), "policy 20 of A: DES, group 1");
            String first = Flows.spi(lab.a.show("show crypto ipsec sa"), " outbound esp sas:");
            checks.check(
                    lab.a.show("show crypto ipsec sa").contains("esp-3des esp-sha-hmac"), "the set that both have");
            checks.file(lab, net.hostA, Network.HOST_A, net.hostB, 5001);
            String listing = Checks.show(lab.a, "show crypto ipsec sa");
            String current = listing.replaceAll(
                    "(?s).*current outbound spi: ([0-9a-f]+).*", "$1"); // old ones may be listed still
            checks.check(!current.equals(first), "the SAs were renewed within 10,000 kilobytes");
            checks.pings(net.hostB, Network.HOST_B, Network.HOST_A, PINGS);
            checks.wire(net);

            System.out.println("\nB begins, without forward secrecy, which A demands:");
            lab.a.show("clear crypto sa");
            lab.b.show("clear crypto sa");
            lab.a.show("clear isakmp sa");
            int answered = Flows.ping(net.hostB, Network.HOST_B, Network.HOST_A, 3, "0.2");
            checks.check(answered == 0, "A refuses");
            String why = Checks.show(lab.a, "show crypto isakmp failures");
            checks.check(why.contains("PFS") || why.contains("forward secrecy"), "A says why");
        }
    }

    private static List<String> vellum() {
        var lines = new ArrayList<>(IkeSite.A.start(IkeSite.B));
        lines.add(IkeSite.A.list("p", IkeSite.B));
        lines.addAll(List.of(
                "crypto ipsec security-association lifetime seconds 7200",
                "crypto ipsec transform-set best ah-sha-hmac esp-3des esp-sha-hmac",
                "crypto ipsec transform-set good esp-3des esp-sha-hmac",
                "crypto ipsec transform-set plain esp-des esp-md5-hmac"));
        lines.addAll(IkeSite.entry("pv 10", "p", "best good", IkeSite.B));
        lines.addAll(List.of(
                "crypto map pv 10 set pfs group2",
                "crypto map pv 10 set security-association lifetime seconds 2700",
                "crypto map pv 10 set security-association lifetime kilobytes 10000",
                "crypto map pv interface outside"));
        lines.addAll(IkeSite.isakmp());
        lines.add(IkeSite.key("quill-and-ink", IkeSite.B));
        lines.addAll(IkeSite.policy(10, "encryption 3des", "group 2"));
        lines.addAll(IkeSite.policy(20));
        return lines;
    }

    private static List<String> parch() {
        var lines = new ArrayList<>(IkeSite.B.start(IkeSite.A));
        lines.add(IkeSite.B.list("p", IkeSite.A));
        lines.addAll(List.of(
                "crypto ipsec transform-set good esp-3des esp-sha-hmac",
                "crypto ipsec transform-set plain esp-des esp-md5-hmac"));
        lines.addAll(IkeSite.entry("pv 10", "p", "plain good", IkeSite.A));
        lines.add("crypto map pv interface outside");
        lines.addAll(IkeSite.isakmp());
        lines.add(IkeSite.key("quill-and-ink", IkeSite.A));
        lines.addAll(IkeSite.policy(20));
        return lines;
    }
}
