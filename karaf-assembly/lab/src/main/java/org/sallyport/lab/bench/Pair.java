// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Command;
import org.sallyport.lab.Laboratory;
import org.sallyport.lab.Namespace;
import org.sallyport.lab.Network;
import org.sallyport.lab.Site;
import org.sallyport.lab.Traffic;

/** Two gateways whose hosts have many addresses: 10.1.64.0/18 at the one site, 10.2.64.0/18 at the other. */
final class Pair implements AutoCloseable {
    private static final Pattern DROPPED =
            Pattern.compile("\\n\\s*(RX|TX): +bytes[^\\n]*\\n\\s*\\d+ +\\d+ +(\\d+) +(\\d+)");

    private static final AtomicInteger INSTALLED = new AtomicInteger(); // each has namespaces of its own

    final Path folder = Laboratory.folder();
    final Network network;
    final Appliance a;
    final Appliance b;

    private Pair(Path archive, String prefix) {
        network = Network.counting(prefix);
        a = Appliance.install(archive, folder, "gateway-a", network.gatewayA);
        b = Appliance.install(archive, folder, "gateway-b", network.gatewayB);
    }

    /** Builds the network and installs both gateways; starts neither. */
    static Pair installed(Path archive) {
        var pair = new Pair(
                archive, "sp%04dp%d".formatted(ProcessHandle.current().pid() % 10_000, INSTALLED.incrementAndGet()));
        try {
            pair.addresses(pair.network.hostA, pair.network.gatewayA, 1);
            pair.addresses(pair.network.hostB, pair.network.gatewayB, 2);
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Builds the network and starts both gateways, unconfigured. */
    static Pair start(Path archive) {
        Pair pair = installed(archive);
        try {
            pair.launch();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Starts both gateways. */
    void launch() {
        a.launch();
        b.launch();
        a.awaitConsole();
        b.awaitConsole();
    }

    private void addresses(Namespace host, Namespace gateway, int site) {
        host.ip("route add local 10." + site + ".64.0/18 dev lo");
        gateway.ip("route add 10." + site + ".64.0/18 via 10." + site + ".0.10");
    }

    /** The lines for the interfaces of the gateway of a site. */
    static List<String> interfaces(int site) {
        int other = 3 - site;
        String outside = site == 1 ? Network.OUTSIDE_A : Network.OUTSIDE_B;
        String peer = site == 1 ? Network.OUTSIDE_B : Network.OUTSIDE_A;
        return List.of(
                "nameif ethernet0 outside security0",
                "nameif ethernet1 inside security100",
                "interface ethernet0 auto",
                "interface ethernet1 auto",
                "ip address outside " + outside + " 255.255.255.0",
                "ip address inside 10." + site + ".0.1 255.255.255.0",
                "route outside 10." + other + ".0.0 255.255.255.0 " + peer + " 1",
                "route outside 10." + other + ".64.0 255.255.192.0 " + peer + " 1");
    }

    /** Types lines, none of which may be refused. */
    static void type(Appliance gateway, List<String> lines) {
        Command.Output output = gateway.paste(lines);
        if (output.text().contains("ERROR")) {
            throw new IllegalStateException(gateway.name() + " refused a line:\n" + Site.masked(output.text()));
        }
    }

    /** Starts to send from a site to the other, to and from the many addresses. */
    Traffic datagrams(int from, int port, Traffic.Plan plan) {
        var siteA = new Traffic.End(network.hostA, "10.1.64.0");
        var siteB = new Traffic.End(network.hostB, "10.2.64.0");
        return from == 1
                ? Traffic.start(folder, port, siteA, siteB, plan)
                : Traffic.start(folder, port, siteB, siteA, plan);
    }

    /** What interfaces and sockets dropped so far, by name; a namespace's own loopback too. */
    Map<String, Long> drops() {
        Map<String, Long> drops = new TreeMap<>();
        drops("host A", network.hostA, drops);
        drops("gateway A", network.gatewayA, drops);
        drops("wire", network.wire, drops);
        drops("gateway B", network.gatewayB, drops);
        drops("host B", network.hostB, drops);
        return drops;
    }

    private static void drops(String name, Namespace namespace, Map<String, Long> drops) {
        for (String link :
                namespace.command("ip", "-o", "link", "show").succeed().lines().toList()) {
            String device = link.replaceFirst("^\\d+: ([^:@]+).*", "$1");
            Matcher counts = DROPPED.matcher(
                    namespace.command("ip", "-s", "link", "show", "dev", device).succeed());
            while (counts.find()) {
                long sum = Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3));
                drops.put(name + " " + device + " " + counts.group(1), sum);
            }
        }
        Map<String, Long> snmp = snmp(namespace);
        for (String counter : List.of(
                "Udp RcvbufErrors",
                "Udp SndbufErrors",
                "Udp InErrors",
                "Tcp RetransSegs",
                "Ip InDiscards",
                "Ip OutDiscards",
                "Ip OutNoRoutes",
                "Ip ReasmFails")) {
            drops.put(name + " " + counter, snmp.getOrDefault(counter, 0L));
        }
    }

    /** The kernel's counters of a namespace, {@code Udp InDatagrams} and the like. */
    private static Map<String, Long> snmp(Namespace namespace) {
        Map<String, Long> counters = new TreeMap<>();
        List<String> lines =
                namespace.command("cat", "/proc/net/snmp").succeed().lines().toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            String[] names = lines.get(i).split(" ", -1);
            String[] values = lines.get(i + 1).split(" ", -1);
            for (int j = 1; j < names.length; j++) {
                counters.put(names[0].replace(":", "") + " " + names[j], Long.parseLong(values[j]));
            }
        }
        return counters;
    }

    /** What has been dropped since, without what has not. */
    static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> more = new TreeMap<>();
        after.forEach((name, count) -> {
            long difference = count - before.getOrDefault(name, 0L);
            if (difference != 0) {
                more.put(name, difference);
            }
        });
        return more;
    }

    /** A file in the pair's folder, as text. */
    String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both gateways. */
    List<Appliance> gateways() {
        return new ArrayList<>(List.of(a, b));
    }

    @Override
    public void close() {
        a.close();
        b.close();
        network.close();
        Laboratory.delete(folder);
    }
}
