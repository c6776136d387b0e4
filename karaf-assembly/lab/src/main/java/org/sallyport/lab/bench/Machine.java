// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.lab.Command;
import org.sallyport.lab.Namespace;

/** The machine that was measured on, in words. */
final class Machine {
    private Machine() {}

    /** What it is and what runs on it, one line each. */
    static List<String> description() {
        var lines = new ArrayList<String>();
        lines.add("%s, %d cores; %s, Linux %s"
                .formatted(
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        field("/etc/os-release", "PRETTY_NAME").replace("\"", ""),
                        System.getProperty("os.version")));
        lines.add("Java %s; strongSwan %s; %s; TCP congestion control: %s"
                .formatted(
                        System.getProperty("java.vm.version"),
                        version("charon-systemd"),
                        Command.of("iperf3", "--version").run().lines().get(0).split(" \\(", -1)[0],
                        read("/proc/sys/net/ipv4/tcp_congestion_control").strip()));
        lines.add("load average when it ended: " + read("/proc/loadavg").strip());
        return lines;
    }

    private static String version(String debianPackage) {
        Command.Output output = Command.of("dpkg-query", "-W", "-f", "${Version}", debianPackage)
                .run();
        return output.exit() == 0 ? output.text().strip() : "of an unknown version";
    }

    /** The devices of a namespace with their MTUs. */
    static String devices(Namespace namespace) {
        String listing = namespace.command("ip", "-o", "link", "show").succeed();
        return listing.lines()
                .map(line -> line.replaceAll("^\\d+: ([^:@]+)[^:]*:.* mtu (\\d+).*", "$1 $2"))
                .filter(device -> !device.startsWith("lo "))
                .reduce((left, right) -> left + ", " + right)
                .orElse("none");
    }

    private static String field(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.replaceFirst("^[^:=]*[:=]\\s*", ""))
                .orElse("unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
