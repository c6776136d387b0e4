// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.devices.linux.Packets.address;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sallyport.devices.linux.RandomFilters.Probe;
import org.sallyport.devices.linux.TestBed.Place;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.PacketMatch;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.PacketBatch;

/** What {@link FilterRulesTest} lets happen in a namespace of its own: real packets before access lists in the kernel. */
final class FilterScenarios {
    private static final int LISTS = 60;
    private static final int PACKETS = 60;
    private static final List<String> TIMEOUTS =
            List.of("udp_timeout", "udp_timeout_stream", "icmp_timeout", "generic_timeout", "tcp_timeout_syn_sent");
    private static final int HOST = address("20.0.3.5");
    private static final int FAR = address("21.0.0.9");
    private static final int GATEWAY_OUTSIDE = address("21.0.0.254");
    private static final int STRANGER = address("23.0.0.9");

    private final TestBed bed;
    private int identification = 1;

    private FilterScenarios(TestBed bed) {
        this.bed = bed;
    }

    public static void main(String[] arguments) throws Exception {
        try (var bed = new TestBed()) {
            var scenarios = new FilterScenarios(bed);
            switch (arguments[0]) {
                case "random" -> scenarios.random();
                case "decrypted" -> scenarios.decrypted();
                case "shown" -> scenarios.shown();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private int next() {
        identification = identification % 0xFFFF + 1;
        return identification;
    }

    /** The kernel lets through what the naive walk does, and counts it under the same rule. */
    private void random() {
        for (String timeout : TIMEOUTS) { // the model forgets no connection, however slow the machine is
            Namespaces.run("sysctl", "-q", "-w", "net.netfilter.nf_conntrack_" + timeout + "=86400");
        }
        var connections = new RandomFilters.Connections();
        Probe last = new Probe(IpProtocol.UDP, address("20.0.0.1"), address("21.0.0.1"), 3, 4, 0);
        int passed = 0;
        int denied = 0;
        int established = 0;
        for (int seed = 0; seed < LISTS; seed++) {
            var random = new RandomFilters(seed);
            AccessFilter filter = random.filter("in0");
            bed.apply(AccessFilters.NONE);
            bed.apply(new AccessFilters(List.of(filter), false));
            Map<String, Long> hits = new HashMap<>();
            filter.rules().forEach(rule -> hits.put(rule.id(), 0L));
            for (int i = 0; i < PACKETS; i++) {
                Probe probe = i % 5 == 4 ? last.reversed() : connections.fresh(random);
                boolean known = connections.has(probe);
                Optional<AccessFilter.Rule> rule = known ? Optional.empty() : RandomFilters.walk(filter, probe);
                boolean passes = known || rule.filter(AccessFilter.Rule::permit).isPresent();
                Place way = probe.destination() >>> 8 == HOST >>> 8 ? Place.IN : Place.OUT;
                assertThat(bed.fromHost(probe.packet(next())))
                        .as("seed %d: %s, first %s", seed, probe, rule)
                        .isEqualTo(passes ? way : Place.NOWHERE);
                rule.ifPresent(hit -> hits.merge(hit.id(), 1L, Long::sum));
                if (passes) {
                    connections.begin(probe);
                    last = probe.canBeAnswered() ? probe : last;
                }
                established += known ? 1 : 0;
                passed += passes ? 1 : 0;
                denied += passes ? 0 : 1;
            }
            assertThat(bed.machine.network().ruleCounts()).as("seed %d", seed).isEqualTo(hits);
            assertThat(bed.fromPeer(Packets.udp(next(), STRANGER, HOST, 900, 901)))
                    .as("an interface without a list")
                    .isEqualTo(Place.IN);
        }
        System.out.println(passed + " passed, " + established + " of them established; " + denied + " denied");
        assertThat(passed).isGreaterThan(500);
        assertThat(denied).isGreaterThan(500);
        assertThat(established).isGreaterThan(100);
    }

    private static AccessFilter.Rule rule(boolean permit, int protocol, String source, String destination, int port) {
        var selector = new TrafficSelector(Ipv4Prefix.parse(source), Ipv4Prefix.parse(destination));
        var ports = port == 0 ? List.<PacketMatch.Ports>of() : List.of(new PacketMatch.Ports(port, port));
        return new AccessFilter.Rule(
                permit,
                new PacketMatch(protocol, selector, List.of(), ports, PacketMatch.ANY),
                "%x%04x".formatted(protocol & 0xFF, port));
    }

    private static AccessFilter web() {
        return new AccessFilter("out0", List.of(rule(true, IpProtocol.TCP, "0.0.0.0/0", "20.0.3.0/24", 80)));
    }

    private byte[] tcp(int source, int destination, int port) {
        return new Probe(IpProtocol.TCP, source, destination, next(), port, 0).packet(next());
    }

    /** What came out of an SA is judged by the list of the interface that its map is bound to, unless it is exempted. */
    private void decrypted() throws Exception {
        SecurityPolicy policy = TestBed.permit("20.0.3.0/24", "21.0.0.0/24");
        SecurityPolicy other = new SecurityPolicy(
                "in0", TestBed.permit("30.0.0.0/8", "31.0.0.0/8").entries());

        bed.apply(new AccessFilters(List.of(web()), false), policy);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 80))).isEqualTo(Place.IN);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 22))).isEqualTo(Place.NOWHERE);
        assertThat(bed.fromHost(Packets.udp(next(), HOST, FAR, 700, 701))).isEqualTo(Place.TUN);
        assertThat(bed.fromTunnel(Packets.udp(next(), FAR, HOST, 701, 700)))
                .as("an answer")
                .isEqualTo(Place.IN);
        assertThat(bed.fromPeer(tcp(STRANGER, HOST, 80))).isEqualTo(Place.IN);
        assertThat(bed.fromPeer(tcp(STRANGER, HOST, 22))).isEqualTo(Place.NOWHERE);
        assertThat(bed.fromPeer(tcp(FAR, HOST, 80)))
                .as("claimed, in clear: no list lets it in")
                .isEqualTo(Place.NOWHERE);
        assertThat(bed.counted(DropReason.CLEAR_TEXT)).isEqualTo(1);
        assertThat(bed.counted(DropReason.ACCESS_DENIED)).isEqualTo(2);
        unitItself();

        bed.apply(new AccessFilters(List.of(web()), true), policy);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 80))).isEqualTo(Place.IN);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 22))).isEqualTo(Place.IN);
        assertThat(bed.fromPeer(tcp(STRANGER, HOST, 22))).isEqualTo(Place.NOWHERE);

        bed.apply(new AccessFilters(List.of(web()), false), policy, other);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 22))).isEqualTo(Place.NOWHERE);
        assertThat(bed.fromTunnel(tcp(address("31.0.0.1"), address("30.0.0.1"), 22)))
                .as("of an interface without a list")
                .isEqualTo(Place.OUT);
        assertThat(bed.fromTunnel(tcp(address("51.0.0.1"), address("50.0.0.1"), 22)))
                .as("of no policy any more")
                .isEqualTo(Place.NOWHERE);

        bed.apply(AccessFilters.NONE, policy);
        assertThat(bed.fromTunnel(tcp(FAR, HOST, 22))).isEqualTo(Place.IN);
        assertThat(bed.fromPeer(tcp(STRANGER, HOST, 22))).isEqualTo(Place.IN);
    }

    private void unitItself() throws Exception {
        bed.fromPeer(Packets.esp(next(), FAR, GATEWAY_OUTSIDE, 40));
        var received = new PacketBatch(8);
        bed.outside().receive(received);
        assertThat(received.size()).as("the unit's own ESP").isEqualTo(1);
        try (var ike = new DatagramSocket(new InetSocketAddress("21.0.0.254", 500))) {
            ike.setSoTimeout(5_000);
            bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 500, 500));
            ike.receive(new DatagramPacket(new byte[64], 64));
        }
    }

    /** Whoever watches hears of drops; counts go on over loadings, and begin anew when they are cleared or the rule went. */
    private void shown() throws Exception {
        var heard = new LinkedBlockingQueue<RefusedPacket>();
        bed.machine.network().watch(heard::add);
        bed.apply(new AccessFilters(List.of(web()), false), TestBed.permit("20.0.3.0/24", "21.0.0.0/24"));
        byte[] denied = tcp(STRANGER, HOST, 22);
        byte[] clear = Packets.udp(next(), FAR, HOST, 5, 6);
        bed.fromPeer(denied);
        bed.fromPeer(clear);

        RefusedPacket first = heard.poll(30, TimeUnit.SECONDS);
        RefusedPacket second = heard.poll(30, TimeUnit.SECONDS);
        assertThat(List.of(first.reason(), second.reason()))
                .containsExactly(DropReason.ACCESS_DENIED, DropReason.CLEAR_TEXT);
        assertThat(first.interfaceName() + " " + first.leaving()).isEqualTo("out0 in0");
        assertThat(Arrays.copyOfRange(first.head(), 12, 24)).isEqualTo(Arrays.copyOfRange(denied, 12, 24));
        assertThat(Arrays.copyOfRange(second.head(), 12, 24)).isEqualTo(Arrays.copyOfRange(clear, 12, 24));

        String id = web().rules().get(0).id();
        bed.fromPeer(tcp(STRANGER, HOST, 80));
        bed.apply(new AccessFilters(List.of(web()), true));
        bed.fromPeer(tcp(STRANGER, HOST, 80));
        assertThat(bed.machine.network().ruleCounts()).containsExactly(Map.entry(id, 2L));
        bed.machine.network().clearRuleCounts(Set.of(id, "abcd"));
        assertThat(bed.machine.network().ruleCounts()).containsExactly(Map.entry(id, 0L));
        bed.fromPeer(tcp(STRANGER, HOST, 80));
        bed.apply(new AccessFilters(List.of(new AccessFilter("out0", List.of())), true));
        assertThat(bed.fromPeer(tcp(STRANGER, HOST, 80))).isEqualTo(Place.NOWHERE);
        assertThat(bed.machine.network().ruleCounts()).isEmpty();
        bed.apply(new AccessFilters(List.of(web()), true));
        assertThat(bed.machine.network().ruleCounts()).containsExactly(Map.entry(id, 0L));
    }
}
