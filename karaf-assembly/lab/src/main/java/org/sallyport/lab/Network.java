// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two sites and what lies between them, each in a namespace of its own:
 *
 * <pre>
 * hostA 10.1.0.10 -- 10.1.0.1 gatewayA 198.18.0.1 -- wire -- 198.18.0.2 gatewayB 10.2.0.1 -- 10.2.0.10 hostB
 *       10.1.9.10 (unprotected)                   (a bridge)                     10.2.9.10 (unprotected)
 * </pre>
 *
 * The gateways have a route to the other site through each other, so that a packet that is not protected would arrive in
 * clear: nothing here but the product keeps it from that.
 */
public final class Network implements AutoCloseable {
    public static final String OUTSIDE_A = "198.18.0.1";
    public static final String OUTSIDE_B = "198.18.0.2";
    public static final String HOST_A = "10.1.0.10";
    public static final String HOST_B = "10.2.0.10";
    static final String FREE_A = "10.1.9.10";
    static final String FREE_B = "10.2.9.10";

    public static final String OUTSIDE_C = "198.18.0.3";
    static final String HOST_C = "10.3.0.10";

    private static final Pattern COUNTER = Pattern.compile("counter (\\w+) \\{\\s*packets (\\d+) bytes");

    private final List<Namespace> namespaces = new ArrayList<>();
    private final String prefix;
    /** The host behind gateway A. */
    public final Namespace hostA;
    /** The host behind gateway B. */
    public final Namespace hostB;
    /** Gateway A: its {@code wan0} is on the wire, its {@code lan0} leads to its host. */
    public final Namespace gatewayA;
    /** Gateway B, laid out as A is. */
    public final Namespace gatewayB;
    /** A bridge between the ports {@code a} and {@code b}, where the gateways' {@code wan0} end. */
    public final Namespace wire;

    /**
     * A network whose wire does nothing but forward.
     *
     * @param prefix a short name that no other network of this machine has
     */
    public Network(String prefix) {
        this.prefix = prefix;
        Leftovers.atEnd(this::close);
        hostA = namespace("hosta");
        gatewayA = namespace("gwa");
        wire = namespace("wire");
        gatewayB = namespace("gwb");
        hostB = namespace("hostb");
        wire.ip("link add br0 type bridge");
        wire.ip("link set br0 up");
        gateway(gatewayA, "a", OUTSIDE_A, hostA, "10.1");
        gateway(gatewayB, "b", OUTSIDE_B, hostB, "10.2");
        gatewayA.ip("route add 10.2.0.0/16 via " + OUTSIDE_B);
        gatewayB.ip("route add 10.1.0.0/16 via " + OUTSIDE_A);
    }

    /** A site more: its host 10.3.0.10 behind its gateway 198.18.0.3, laid out as the others. */
    public record Third(Namespace host, Namespace gateway) {}

    /** Adds the third site, and routes between it and the others. */
    public Third third() {
        Namespace host = namespace("hostc");
        Namespace gateway = namespace("gwc");
        gateway(gateway, "c", OUTSIDE_C, host, "10.3");
        gateway.ip("route add 10.1.0.0/16 via " + OUTSIDE_A);
        gateway.ip("route add 10.2.0.0/16 via " + OUTSIDE_B);
        gatewayA.ip("route add 10.3.0.0/16 via " + OUTSIDE_C);
        gatewayB.ip("route add 10.3.0.0/16 via " + OUTSIDE_C);
        return new Third(host, gateway);
    }

    /** A network whose wire also counts what passes. */
    public static Network counting(String prefix) {
        var network = new Network(prefix);
        network.count();
        return network;
    }

    private Namespace namespace(String name) {
        var namespace = Namespace.create(prefix + name);
        namespaces.add(namespace);
        return namespace;
    }

    private void gateway(Namespace gateway, String port, String outside, Namespace host, String site) {
        gateway.ip("link add wan0 type veth peer name " + port + " netns " + wire.name());
        wire.ip("link set dev " + port + " master br0 up");
        host.ip("link add eth0 type veth peer name lan0 netns " + gateway.name());
        host.ip("addr add " + site + ".0.10/24 dev eth0");
        host.ip("addr add " + site + ".9.10/24 dev eth0");
        host.ip("link set eth0 up");
        host.ip("route add default via " + site + ".0.1");
        gateway.ip("link set wan0 up");
        gateway.ip("link set lan0 up");
        gateway.ip("addr add " + outside + "/24 dev wan0");
        gateway.ip("addr add " + site + ".0.1/24 dev lan0");
        gateway.ip("addr add " + site + ".9.1/24 dev lan0");
    }

    private void count() {
        wire.nft("""
                define gateways = { 198.18.0.1, 198.18.0.2, 198.18.0.3 }
                define sites = { 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24 }
                table bridge wire {
                  counter arp_seen { }
                  counter nd_seen { }
                  counter esp_seen { }
                  counter ah_seen { }
                  counter icmp_seen { }
                  counter ike_seen { }
                  counter main_mode_seen { }
                  counter unprotected { }
                  counter leaked { }
                  counter other { }
                  chain passing {
                    type filter hook prerouting priority 0; policy accept;
                    ether type arp counter name "arp_seen" accept
                    ether type ip6 counter name "nd_seen" accept
                    ip saddr $gateways ip daddr $gateways ip protocol 50 counter name "esp_seen" accept
                    ip saddr $gateways ip daddr $gateways ip protocol 51 counter name "ah_seen" accept
                    ip saddr $gateways ip daddr $gateways ip protocol icmp counter name "icmp_seen" accept
                    ip saddr $gateways ip daddr $gateways udp dport 500 @th,208,8 2 counter name "main_mode_seen"
                    ip saddr $gateways ip daddr $gateways udp dport { 500, 4500 } counter name "ike_seen" accept
                    ip saddr $sites ip daddr $sites counter name "leaked" accept
                    ip saddr { 10.1.9.0/24, 10.2.9.0/24 } ip daddr { 10.1.9.0/24, 10.2.9.0/24 } counter name "unprotected" accept
                    counter name "other"
                  }
                }
                """);
    }

    /** What the wire counted, by name. */
    public Map<String, Long> counted() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Matcher counters =
                COUNTER.matcher(wire.command("nft", "list", "counters").succeed());
        while (counters.find()) {
            counts.put(counters.group(1), Long.parseLong(counters.group(2)));
        }
        return counts;
    }

    /** Sets the wire's counters to zero. */
    public void resetCounters() {
        wire.command("nft", "reset", "counters").succeed();
    }

    @Override
    public void close() {
        namespaces.forEach(Namespace::close);
    }
}
