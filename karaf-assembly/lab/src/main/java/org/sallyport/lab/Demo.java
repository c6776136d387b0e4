// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Shows the product at work: two gateways keyed by hand protect the flow between two networks. Ends with 0 if everything that
 * it shows is as it should be.
 *
 * <pre>
 * ARCHIVE                  3DES and SHA-1, with a 50 MB file each way
 * ARCHIVE sets             the other transform sets
 * ARCHIVE --unprivileged   two appliances on loopback, for people without root
 * </pre>
 */
public final class Demo {
    static final List<String> SETS = List.of(
            "esp-3des esp-sha-hmac",
            "esp-des esp-md5-hmac",
            "esp-aes esp-sha-hmac",
            "esp-null esp-sha-hmac",
            "ah-md5-hmac",
            "ah-sha-hmac esp-3des esp-sha-hmac");
    private static final long FILE_BYTES = 50_000_000;
    private static final int PINGS = 20;

    private boolean failed;

    Demo() {}

    public static void main(String[] words) {
        try {
            System.exit(run(words) ? 0 : 1);
        } catch (IllegalStateException e) {
            if (!Leftovers.ending()) { // when it is interrupted, everything it works with vanishes under it
                System.err.println("The demonstration cannot go on: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static boolean run(String[] words) {
        Path archive = Path.of(words[0]);
        String what = words.length > 1 ? words[1] : "";
        var demo = new Demo();
        switch (what) {
            case "" -> demo.siteToSite(archive, SETS.subList(0, 1));
            case "sets" -> demo.siteToSite(archive, SETS);
            case "--unprivileged" -> demo.check(UnprivilegedDemo.run(archive), "the unprivileged demonstration");
            default -> throw new IllegalArgumentException("unknown demonstration " + what);
        }
        System.out.println(demo.failed ? "\nFAILED" : "\nAll as it should be.");
        return !demo.failed;
    }

    /** Shows these transform sets, one after the other. @return whether all was as it should be */
    boolean siteToSite(Path archive, List<String> sets) {
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
        return !failed;
    }

    private void protect(Laboratory lab, String set) {
        lab.network.resetCounters();
        Network net = lab.network;

        int answered = Flows.ping(net.hostA, Network.HOST_A, Network.HOST_B, PINGS, "0.2");
        System.out.println("\n" + answered + " of " + PINGS + " pings answered");
        check(answered == PINGS, "pings");
        carry(lab, net.hostA, Network.HOST_A, net.hostB, 5001);
        carry(lab, net.hostB, Network.HOST_B, net.hostA, 5002);
        compare(lab, set);
        wire(net.counted(), set);
    }

    private static void load(Appliance appliance, List<String> lines) {
        System.out.println("\n" + appliance.name() + ", typed on its console:");
        lines.forEach(line -> System.out.println("  " + Site.masked(line)));
        Command.Output output = appliance.paste(lines);
        output.lines().stream().filter(line -> !line.isBlank()).forEach(line -> System.out.println("    " + line));
        if (output.text().contains("ERROR")) {
            throw new IllegalStateException("a line was refused");
        }
        appliance.show("clear crypto sa counters");
    }

    private void carry(Laboratory lab, Namespace from, String source, Namespace to, int port) {
        Flows.Carried carried = Flows.carry(lab.folder, from, source, to, FILE_BYTES, port);
        System.out.println("file from " + source + ": sent     " + carried.sent());
        System.out.println("                     received " + carried.received());
        check(carried.equal(), "file");
    }

    private void compare(Laboratory lab, String set) {
        String a = lab.a.show("show crypto ipsec sa");
        String b = lab.b.show("show crypto ipsec sa");
        System.out.println("\n" + lab.a.name() + "# show crypto ipsec sa\n" + a);
        System.out.println("\n" + lab.b.name() + "# show crypto ipsec sa\n" + b);
        check(Flows.number(a, "#pkts encaps:") == Flows.number(b, "#pkts decaps:"), "encaps of A = decaps of B");
        check(Flows.number(b, "#pkts encaps:") == Flows.number(a, "#pkts decaps:"), "encaps of B = decaps of A");
        check(Flows.number(a, "#pkts encaps:") > FILE_BYTES / 1500, "packets were counted");
        for (String protocol : List.of("esp", "ah")) {
            String out = " outbound " + protocol + " sas:";
            String in = " inbound " + protocol + " sas:";
            check(
                    Flows.spi(a, out).equals(Flows.spi(b, in))
                            && Flows.spi(b, out).equals(Flows.spi(a, in)),
                    "SPIs");
            check(Flows.spi(a, out).equals("none") != set.contains(protocol + "-"), "SAs of " + protocol);
        }
    }

    private void wire(Map<String, Long> counted, String set) {
        System.out.println("on the wire between the gateways, counted by a third party: " + counted);
        boolean ah = set.contains("ah-");
        check(counted.getOrDefault("ah_seen", 0L) > 0 == ah, "AH on the wire");
        check(counted.getOrDefault("esp_seen", 0L) > 0 != ah, "ESP on the wire, not behind AH"); // by the outermost
        check(counted.getOrDefault("leaked", -1L) == 0, "no clear packet of the flow on the wire");
        check(counted.getOrDefault("icmp_seen", -1L) == 0, "no complaint of a gateway on the wire");
        check(counted.getOrDefault("other", -1L) == 0, "nothing else on the wire");
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            System.out.println("NOT AS IT SHOULD BE: " + what);
            failed = true;
        }
    }
}
