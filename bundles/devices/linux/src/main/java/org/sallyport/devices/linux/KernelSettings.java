// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's IPv4 settings, as files below {@code /proc/sys/net}. */
final class KernelSettings {
    private static final Path ROOT = Path.of("/proc/sys/net");
    private static final String STRICT = "1";
    private static final String LOOSE = "2";

    private KernelSettings() {}

    /** Whether the machine forwards packets between its interfaces. */
    static boolean forwards() throws IOException {
        return !get("ipv4/ip_forward").equals("0");
    }

    /** Lets the machine forward packets between its interfaces. @return whether it did not before */
    static boolean forward() throws IOException {
        return set("ipv4/ip_forward", "1");
    }

    /**
     * Fits an interface to be a tunnel: opened packets enter by it, although the route to their source leads elsewhere, and
     * it needs no IPv6.
     */
    static void prepareTunnel(String name) throws IOException {
        set("ipv4/conf/" + name + "/forwarding", "1");
        set("ipv4/conf/" + name + "/send_redirects", "0");
        // The kernel applies the stricter of "all" and the interface's own (ip-sysctl, rp_filter): 2 beats 1.
        set("ipv4/conf/" + name + "/rp_filter", get("ipv4/conf/all/rp_filter").equals(STRICT) ? LOOSE : "0");
        Path ipv6 = ROOT.resolve("ipv6/conf").resolve(name).resolve("disable_ipv6");
        if (Files.exists(ipv6)) {
            Files.writeString(ipv6, "1");
        }
    }

    private static String get(String setting) throws IOException {
        return Files.readString(ROOT.resolve(setting)).strip();
    }

    /** Writes only what differs. @return whether it did */
    private static boolean set(String setting, String value) throws IOException {
        if (get(setting).equals(value)) {
            return false;
        }
        Files.writeString(ROOT.resolve(setting), value);
        return true;
    }
}
