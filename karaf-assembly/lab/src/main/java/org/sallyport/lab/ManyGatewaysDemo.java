// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Three gateways. */
final class ManyGatewaysDemo {
    private static final int PINGS = 10;
    private static final int PATIENCE_SECONDS = 60;

    private final Checks checks;

    ManyGatewaysDemo(Checks checks) {
        this.checks = checks;
    }

    private record Three(Laboratory lab, Network.Third place, Appliance c) {
        static Three start(Laboratory lab, Path archive) {
            Network.Third place = lab.network.third();
            Appliance c = Appliance.install(archive, lab.folder, "gateway-c", place.gateway());
            System.out.println("Three appliances in network namespaces, each with a host behind it, start ...");
            c.launch();
            lab.start();
            c.awaitConsole();
            return new Three(lab, place, c);
        }
    }

    private static List<String> meshed(IkeSite own, IkeSite first, String firstKey, IkeSite second, String secondKey) {
        var lines = new ArrayList<>(own.start(first, second));
        lines.add(own.list("112", first));
        lines.add(own.list("113", second));
        lines.add("crypto ipsec transform-set des-sha esp-des esp-sha-hmac");
        lines.addAll(IkeSite.entry("mesh 20", "112", "des-sha", first));
        lines.addAll(IkeSite.entry("mesh 30", "113", "des-sha", second));
        lines.add("crypto map mesh interface outside");
        lines.addAll(IkeSite.isakmp());
        lines.add(IkeSite.key(firstKey, first));
        lines.add(IkeSite.key(secondKey, second));
        lines.addAll(IkeSite.policy(9, "hash md5"));
        return lines;
    }

    /** Each with each, with a key a pair; what is cleared towards one peer leaves the other alone. */
    void mesh(Path archive) {
        try (Laboratory lab = Laboratory.open(archive)) {
            Three three = Three.start(lab, archive);
            Checks.load(lab.a, meshed(IkeSite.A, IkeSite.B, "Alder-Birch-77", IkeSite.C, "Alder-Cedar-88"));
            Checks.load(lab.b, meshed(IkeSite.B, IkeSite.C, "Birch-Cedar-99", IkeSite.A, "Alder-Birch-77"));
            Checks.load(three.c(), meshed(IkeSite.C, IkeSite.A, "Alder-Cedar-88", IkeSite.B, "Birch-Cedar-99"));
            Network net = lab.network;
            net.resetCounters();
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
            checks.pings(net.hostB, Network.HOST_B, Network.HOST_C, PINGS);
            checks.pings(three.place().host(), Network.HOST_C, Network.HOST_A, PINGS);
            for (Appliance each : List.of(lab.a, lab.b, three.c())) {
                checks.check(
                        Checks.show(each, "show isakmp sa").contains("Total     : 2"),
                        "two ISAKMP SAs at " + each.name());
            }
            System.out.println("\ncleared at gateway-a: what it has with 198.18.0.2");
            lab.a.show("clear crypto sa peer " + Network.OUTSIDE_B);
            String left = Checks.show(lab.a, "show crypto ipsec sa address");
            checks.check(left.contains("dest address: " + Network.OUTSIDE_C), "the others stay");
            checks.check(!left.contains("dest address: " + Network.OUTSIDE_B), "those with B are gone");
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_C, PINGS);
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
            checks.wire(net);
        }
    }

    private static List<String> hub(IkeSite own, String key) {
        // Both hubs serve the network behind B: the second one leads there through the first one's host.
        var lines = new ArrayList<>(own.start(IkeSite.A));
        lines.add("access-list spoke permit ip " + IkeSite.B.network() + " " + IkeSite.A.network());
        lines.add("crypto ipsec transform-set t esp-3des esp-sha-hmac");
        lines.addAll(IkeSite.entry("hub 10", "spoke", "t", IkeSite.A));
        lines.add("crypto map hub interface outside");
        lines.addAll(IkeSite.isakmp());
        lines.add(IkeSite.key(key, IkeSite.A));
        lines.addAll(IkeSite.policy(10, "encryption 3des", "group 2"));
        return lines;
    }

    /** The first peer is dead; the flow comes up with the second one, and stays there. */
    void twoPeers(Path archive) {
        try (Laboratory lab = Laboratory.open(archive)) {
            Three three = Three.start(lab, archive);
            Network net = lab.network;
            var kite = new ArrayList<>(IkeSite.A.start(IkeSite.B));
            kite.add(IkeSite.A.list("hub", IkeSite.B));
            kite.add("crypto ipsec transform-set t esp-3des esp-sha-hmac");
            kite.addAll(IkeSite.entry("kite 10", "hub", "t", IkeSite.C, IkeSite.B));
            kite.add("crypto map kite interface outside");
            kite.addAll(IkeSite.isakmp());
            kite.add(IkeSite.key("first-hub", IkeSite.C));
            kite.add(IkeSite.key("second-hub", IkeSite.B));
            kite.addAll(IkeSite.policy(10, "encryption 3des", "group 2"));
            Checks.load(lab.a, kite);
            Checks.load(lab.b, hub(IkeSite.B, "second-hub"));
            System.out.println("\nthe first peer, 198.18.0.3, is dead: its process is killed");
            three.c().kill();
            net.resetCounters();
            long begin = System.nanoTime();
            boolean up = false;
            while (!up && System.nanoTime() - begin < PATIENCE_SECONDS * 1_000_000_000L) {
                up = Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, 1, "1") == 1;
            }
            System.out.println("the first answer came after " + (System.nanoTime() - begin) / 1_000_000_000L + " s");
            checks.check(up, "the flow comes up with the second peer");
            checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
            String map = Checks.show(lab.a, "show crypto map");
            checks.check(map.contains("Current peer: " + Network.OUTSIDE_B), "the current peer is the second one");
            Checks.show(lab.a, "show crypto isakmp failures");
            checks.wire(net); // where the dead peer's kernel says that nobody listens
        }
    }
}
