// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One side of a site-to-site configuration with keys made by hand, in PIX lines.
 *
 * @param transforms of its transform set, for example {@code esp-3des esp-sha-hmac}
 * @param inbound the words behind {@code set session-key inbound}, a line a protocol
 * @param outbound the words behind {@code set session-key outbound}, likewise
 */
public record Site(
        String hostname,
        String outside,
        String peer,
        String inside,
        String network,
        String remote,
        String transforms,
        List<String> inbound,
        List<String> outbound) {
    public Site {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
    }

    /** Both sides of one tunnel, with fresh keys. */
    public record Pair(Site a, Site b) {}

    /** Both sides, for a transform set. */
    public static Pair pair(String transforms) {
        List<String> toA = keys(transforms, 1001);
        List<String> toB = keys(transforms, 1002);
        return new Pair(
                new Site(
                        "brine",
                        Network.OUTSIDE_A,
                        Network.OUTSIDE_B,
                        "10.1.0.1",
                        "10.1.0.0",
                        "10.2.0.0",
                        transforms,
                        toA,
                        toB),
                new Site(
                        "dune",
                        Network.OUTSIDE_B,
                        Network.OUTSIDE_A,
                        "10.2.0.1",
                        "10.2.0.0",
                        "10.1.0.0",
                        transforms,
                        toB,
                        toA));
    }

    /** The words behind {@code set session-key inbound} or {@code outbound}, a line a protocol, with fresh keys. */
    static List<String> keys(String transforms, int spi) {
        var esp = new StringBuilder("esp " + spi);
        var lines = new ArrayList<String>();
        for (String transform : transforms.split(" ", -1)) {
            switch (transform) {
                case "esp-des" -> esp.append(" cipher ").append(hex(8));
                case "esp-3des" -> esp.append(" cipher ").append(hex(24));
                case "esp-aes" -> esp.append(" cipher ").append(hex(16));
                case "esp-aes-192" -> esp.append(" cipher ").append(hex(24));
                case "esp-aes-256" -> esp.append(" cipher ").append(hex(32));
                case "esp-md5-hmac" -> esp.append(" authenticator ").append(hex(16));
                case "esp-sha-hmac" -> esp.append(" authenticator ").append(hex(20));
                case "ah-md5-hmac" -> lines.add("ah " + spi + " " + hex(16));
                case "ah-sha-hmac" -> lines.add("ah " + spi + " " + hex(20));
                default -> {} // esp-null has no key
            }
        }
        if (transforms.contains("esp-")) {
            lines.add(0, esp.toString());
        }
        return lines;
    }

    private static String hex(int bytes) {
        var key = new byte[bytes];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /** The whole configuration of an empty unit. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("hostname " + hostname);
        lines.add("nameif ethernet0 outside security0");
        lines.add("nameif ethernet1 inside security100");
        lines.add("interface ethernet0 auto");
        lines.add("interface ethernet1 auto");
        lines.add("ip address outside " + outside + " 255.255.255.0");
        lines.add("ip address inside " + inside + " 255.255.255.0");
        lines.add("route outside " + remote + " 255.255.255.0 " + peer + " 1");
        lines.add("access-list flow permit ip " + network + " 255.255.255.0 " + remote + " 255.255.255.0");
        lines.addAll(keying());
        return lines;
    }

    /** The lines that say how the flow is protected, alone: for a unit that has the rest. */
    public List<String> keying() {
        var lines = new ArrayList<>(List.of(
                "crypto ipsec transform-set strong " + transforms,
                "crypto map manual 10 ipsec-manual",
                "crypto map manual 10 match address flow",
                "crypto map manual 10 set peer " + peer,
                "crypto map manual 10 set transform-set strong"));
        inbound.forEach(keys -> lines.add("crypto map manual 10 set session-key inbound " + keys));
        outbound.forEach(keys -> lines.add("crypto map manual 10 set session-key outbound " + keys));
        lines.add("crypto map manual interface outside");
        return lines;
    }

    /** A line as it may be shown: without its keys. */
    public static String masked(String line) {
        return line.replaceAll("(cipher|authenticator|ah \\d+) [0-9a-f]+", "$1 ********")
                .replaceAll("^isakmp key \\S+", "isakmp key ********");
    }
}
