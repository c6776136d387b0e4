// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.lab.Network;

/**
 * Flows of which each has two crypto map entries with keys of their own, so that SAs keyed by hand can be replaced without a
 * gap. One entry sends: the other one's list denies the flow before it permits it, which leaves the flow to the next entry and
 * yet makes the SAs. Both gateways take packets under both. New keys go to the entry that rests; then the lists change roles.
 */
final class DoubleEntries {
    private static final String MAP = "crypto map soak ";
    private static final String BIND = MAP + "interface outside";
    private static final int FIRST_SPI = 256;

    private final SecureRandom random = new SecureRandom();
    private final int flows;
    private final int[] sending; // which of its two entries
    private final int[] listNumber;
    private int spi = FIRST_SPI;

    DoubleEntries(int flows) {
        this.flows = flows;
        this.sending = new int[flows];
        this.listNumber = new int[flows];
    }

    /** What is typed at both gateways. */
    record Lines(List<String> a, List<String> b) {}

    int flows() {
        return flows;
    }

    /** The host of a flow at a site; the last is the site's ordinary host. */
    String host(int site, int flow) {
        return flow == flows - 1 ? "10." + site + ".0.10" : "10." + site + ".64." + flow;
    }

    /** All of it, for units whose interfaces are configured. */
    Lines all() {
        var lines = new Lines(new ArrayList<>(), new ArrayList<>());
        both(lines, "crypto ipsec transform-set strong esp-aes esp-sha-hmac");
        for (int flow = 0; flow < flows; flow++) {
            for (int which = 0; which < 2; which++) {
                String entry = entry(flow, which);
                both(lines, entry + "ipsec-manual");
                lines.a().add(entry + "set peer " + Network.OUTSIDE_B);
                lines.b().add(entry + "set peer " + Network.OUTSIDE_A);
                both(lines, entry + "set transform-set strong");
                keys(lines, flow, which);
            }
            lists(lines, flow);
        }
        both(lines, BIND);
        return lines;
    }

    /** Gives new keys to the entry of a flow that rests. */
    Lines rekey(int flow) {
        var lines = new Lines(new ArrayList<>(), new ArrayList<>());
        keys(lines, flow, 1 - sending[flow]);
        both(lines, BIND);
        return lines;
    }

    /** Lets the entry send that rested. */
    Lines swap(int flow) {
        var lines = new Lines(new ArrayList<>(), new ArrayList<>());
        int old = listNumber[flow];
        sending[flow] = 1 - sending[flow];
        listNumber[flow]++;
        lists(lines, flow);
        both(lines, BIND);
        for (int which = 0; which < 2; which++) {
            both(lines, "no access-list " + list(flow, which, old));
        }
        return lines;
    }

    private static void both(Lines lines, String line) {
        lines.a().add(line);
        lines.b().add(line);
    }

    private static String entry(int flow, int which) {
        return MAP + (flow * 10 + 10 + which) + " ";
    }

    private static String list(int flow, int which, int number) {
        return "flow%d-%d-%d".formatted(flow, which, number);
    }

    private void lists(Lines lines, int flow) {
        for (int which = 0; which < 2; which++) {
            String list = list(flow, which, listNumber[flow]);
            for (String action : which == sending[flow] ? List.of("permit") : List.of("deny", "permit")) {
                lines.a()
                        .add("access-list %s %s ip host %s host %s"
                                .formatted(list, action, host(1, flow), host(2, flow)));
                lines.b()
                        .add("access-list %s %s ip host %s host %s"
                                .formatted(list, action, host(2, flow), host(1, flow)));
            }
            both(lines, entry(flow, which) + "match address " + list);
        }
    }

    private void keys(Lines lines, int flow, int which) {
        String toA = fresh();
        String toB = fresh();
        String keys = entry(flow, which) + "set session-key ";
        lines.a().add(keys + "inbound esp " + toA);
        lines.a().add(keys + "outbound esp " + toB);
        lines.b().add(keys + "inbound esp " + toB);
        lines.b().add(keys + "outbound esp " + toA);
    }

    /** An SPI that was never used, and keys for AES and HMAC-SHA1. */
    private String fresh() {
        return spi++ + " cipher " + hex(16) + " authenticator " + hex(20);
    }

    private String hex(int bytes) {
        var key = new byte[bytes];
        random.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
