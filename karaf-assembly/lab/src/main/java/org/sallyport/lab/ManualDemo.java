// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two gateways keyed by hand, for one transform set after the other. */
final class ManualDemo {
    static final List<String> SETS = List.of(
            "esp-3des esp-sha-hmac",
            "esp-des esp-md5-hmac",
            "esp-aes esp-sha-hmac",
            "esp-null esp-sha-hmac",
            "ah-md5-hmac",
            "ah-sha-hmac esp-3des esp-sha-hmac");
    private static final int PINGS = 20;

    private final Checks checks;

    ManualDemo(Checks checks) {
        this.checks = checks;
    }

    void run(Path archive, List<String> sets) {
        try (Laboratory lab = Laboratory.open(archive)) {
            System.out.println("Two appliances in network namespaces, each with a host behind it, start ...");
            lab.start();
            for (String set : sets) {
                System.out.println("\n===== " + set + " =====");
                boolean first = set.equals(sets.get(0));
                Site.Pair sites = Site.pair(set);
                load(lab.a, first ? sites.a().lines() : sites.a().keying());
                load(lab.b, first ? sites.b().lines() : sites.b().keying());
                protect(lab, set);
            }
        }
    }

    private static void load(Appliance appliance, List<String> lines) {
        Checks.load(appliance, lines);
        appliance.show("clear crypto sa counters");
    }

    private void protect(Laboratory lab, String set) {
        lab.network.resetCounters();
        Network net = lab.network;
        checks.pings(net.hostA, Network.HOST_A, Network.HOST_B, PINGS);
        checks.file(lab, net.hostA, Network.HOST_A, net.hostB, 5001);
        checks.file(lab, net.hostB, Network.HOST_B, net.hostA, 5002);
        checks.crosswise(lab.a, lab.b);
        String listing = lab.a.show("show crypto ipsec sa");
        for (String protocol : List.of("esp", "ah")) {
            String spi = Flows.spi(listing, " outbound " + protocol + " sas:");
            checks.check(spi.equals("none") != set.contains(protocol + "-"), "SAs of " + protocol);
        }
        Map<String, Long> counted = checks.wire(net);
        checks.check(counted.getOrDefault("icmp_seen", -1L) == 0, "no complaint of a gateway on the wire");
        boolean ah = set.contains("ah-");
        checks.check(counted.getOrDefault("ah_seen", 0L) > 0 == ah, "AH on the wire");
        checks.check(
                counted.getOrDefault("esp_seen", 0L) > 0 != ah, "ESP on the wire, not behind AH"); // by the outermost
        checks.check(counted.getOrDefault("ike_seen", -1L) == 0, "no IKE");
    }
}
