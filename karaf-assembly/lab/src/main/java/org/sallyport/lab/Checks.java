// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.List;
import java.util.Map;

/** What a demonstration found to be as it should be, or not. */
final class Checks {
    private boolean failed;

    void check(boolean holds, String what) {
        if (!holds) {
            System.out.println("NOT AS IT SHOULD BE: " + what);
            failed = true;
        }
    }

    boolean good() {
        return !failed;
    }

    /** Types a configuration into an appliance, and prints it, without its secrets, with what the console answered. */
    static void load(Appliance appliance, List<String> lines) {
        System.out.println("\n" + appliance.name() + ", typed on its console:");
        lines.forEach(line -> System.out.println("  " + Site.masked(line)));
        Command.Output output = appliance.paste(lines);
        output.lines().stream().filter(line -> !line.isBlank()).forEach(line -> System.out.println("    " + line));
        if (output.text().contains("ERROR")) {
            throw new IllegalStateException("a line was refused");
        }
    }

    /** Prints what a console says. */
    static String show(Appliance appliance, String line) {
        String text = appliance.show(line);
        System.out.println("\n" + appliance.name() + "# " + line + "\n" + text);
        return text;
    }

    /** Echo requests that must all be answered. */
    void pings(Namespace from, String source, String destination, int count) {
        int answered = Flows.ping(from, source, destination, count, "0.2");
        System.out.println("\n" + source + " to " + destination + ": " + answered + " of " + count + " pings answered");
        check(answered == count, "pings from " + source + " to " + destination);
    }

    /** A file that must arrive as it was sent. */
    void file(Laboratory lab, Namespace from, String source, Namespace to, int port) {
        Flows.Carried carried = Flows.carry(lab.folder, from, source, to, Demo.FILE_BYTES, port);
        System.out.println("file from " + source + ": sent     " + carried.sent());
        System.out.println("                     received " + carried.received());
        check(carried.equal(), "file");
    }

    /** Both ends of a flow: what one sent the other got, and each sends by the number that the other receives by. */
    void crosswise(Appliance first, Appliance second) {
        String a = show(first, "show crypto ipsec sa");
        String b = show(second, "show crypto ipsec sa");
        check(Flows.number(a, "#pkts encaps:") == Flows.number(b, "#pkts decaps:"), "encaps of A = decaps of B");
        check(Flows.number(b, "#pkts encaps:") == Flows.number(a, "#pkts decaps:"), "encaps of B = decaps of A");
        check(Flows.number(a, "#pkts encaps:") > 0, "packets were counted");
        for (String protocol : List.of("esp", "ah")) {
            String out = " outbound " + protocol + " sas:";
            String in = " inbound " + protocol + " sas:";
            check(
                    Flows.spi(a, out).equals(Flows.spi(b, in))
                            && Flows.spi(b, out).equals(Flows.spi(a, in)),
                    "SPIs of " + protocol);
        }
    }

    /** What a third party counted between the gateways. */
    Map<String, Long> wire(Network network) {
        Map<String, Long> counted = network.counted();
        System.out.println("\non the wire between the gateways, counted by a third party: " + counted);
        check(counted.getOrDefault("leaked", -1L) == 0, "no clear packet of a flow on the wire");
        check(counted.getOrDefault("other", -1L) == 0, "nothing else on the wire");
        return counted;
    }
}
