// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.devices.linux.Packets.address;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.devices.linux.TestBed.Place;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/** What {@link KernelRulesTest} lets happen in a namespace of its own: real packets, judged by the kernel. */
final class KernelScenarios {
    private static final int POLICIES = 30;
    private static final int STEERED = 1_500; // packets a policy
    private static final int PACKETS = 40;
    private static final int HOST = address("20.0.3.5");
    private static final int FAR = address("21.0.0.9");
    private static final int GATEWAY_OUTSIDE = address("21.0.0.254");

    private final TestBed bed;
    private int identification = 1;

    private KernelScenarios(TestBed bed) {
        this.bed = bed;
    }

    public static void main(String[] arguments) throws Exception {
        try (var bed = new TestBed()) {
            var scenarios = new KernelScenarios(bed);
            switch (arguments[0]) {
                case "steering" -> scenarios.steering();
                case "guard" -> scenarios.guard();
                case "everything" -> scenarios.everything();
                case "ends" -> scenarios.ends();
                case "size" -> scenarios.size();
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private int next() {
        identification = identification % 0xFFFF + 1;
        return identification;
    }

    private static boolean isHost(int address) {
        return address >>> 8 == HOST >>> 8;
    }

    /** The kernel claims what the naive walk claims, unless it is for the hosts' own network. */
    private void steering() {
        int claimed = 0;
        int clear = 0;
        for (int seed = 0; seed < POLICIES; seed++) {
            var random = new RandomPolicies(seed);
            SecurityPolicy policy = random.policy("out0");
            bed.apply(policy);
            for (int i = 0; i < STEERED; i++) {
                int source = random.address();
                int destination = random.address();
                Place expected = isHost(destination)
                        ? Place.IN
                        : RandomPolicies.walk(policy, source, destination) ? Place.TUN : Place.OUT;
                byte[] packet = i % 4 == 0
                        ? Packets.lastFragment(next(), source, destination)
                        : Packets.udp(next(), source, destination, 1000, 2000);
                assertThat(bed.fromHost(packet))
                        .as("seed %d: %08x -> %08x", seed, source, destination)
                        .isEqualTo(expected);
                claimed += expected == Place.TUN ? 1 : 0;
                clear += expected == Place.OUT ? 1 : 0;
            }
        }
        assertThat(claimed).isGreaterThan(POLICIES * STEERED / 10);
        assertThat(clear).isGreaterThan(POLICIES * STEERED / 10);
        assertThat(bed.counted(DropReason.LEAK)).isZero();
    }

    /** Without the steering, the guard alone stops what is claimed, both ways, and counts it. */
    private void guard() {
        long leaks = 0;
        long cleartexts = 0;
        TestBed.ip("rule add pref " + (Numbers.RULE_PREFERENCE - 1) + " fwmark " + Numbers.CLAIM_MARK + " lookup main");
        for (int seed = 0; seed < POLICIES; seed++) {
            var random = new RandomPolicies(seed);
            SecurityPolicy policy = random.policy("out0");
            bed.apply(policy);
            for (int i = 0; i < PACKETS; i++) {
                int there = isHost(random.address()) ? FAR : 0x14000000 | i;
                boolean claimed = RandomPolicies.walk(policy, HOST, there);
                Place away = bed.fromHost(Packets.udp(next(), HOST, there, 1, 2));
                assertThat(away).isEqualTo(claimed ? Place.NOWHERE : Place.OUT);
                byte[] back =
                        i % 3 == 0 ? Packets.lastFragment(next(), there, HOST) : Packets.esp(next(), there, HOST, 64);
                assertThat(bed.fromPeer(back)).isEqualTo(claimed ? Place.NOWHERE : Place.IN);
                leaks += claimed ? 1 : 0;
                cleartexts += claimed ? 1 : 0;
            }
            assertThat(bed.counted(DropReason.LEAK))
                    .as("carried over replacements")
                    .isEqualTo(leaks);
            assertThat(bed.counted(DropReason.CLEAR_TEXT)).isEqualTo(cleartexts);
        }
        assertThat(leaks).isGreaterThan(100);
    }

    /** "any any" takes everything for the peers, and leaves the unit its own life. */
    private void everything() throws Exception {
        bed.apply(TestBed.permit("0.0.0.0/0", "0.0.0.0/0"));

        assertThat(bed.fromHost(Packets.udp(next(), HOST, FAR, 1, 2))).isEqualTo(Place.TUN);
        assertThat(bed.fromHost(Packets.lastFragment(next(), HOST, FAR))).isEqualTo(Place.TUN);
        assertThat(bed.fromHost(Packets.esp(next(), HOST, FAR, 40)))
                .as("others' ESP")
                .isEqualTo(Place.TUN);
        assertThat(bed.fromTunnel(Packets.udp(next(), FAR, HOST, 1, 2)))
                .as("opened")
                .isEqualTo(Place.IN);
        assertThat(bed.fromTunnel(Packets.udp(next(), FAR, FAR + 1, 1, 2)))
                .as("hairpin")
                .isEqualTo(Place.TUN);
        assertThat(bed.fromPeer(Packets.udp(next(), FAR, HOST, 1, 2)))
                .as("clear")
                .isEqualTo(Place.NOWHERE);
        assertThat(bed.counted(DropReason.CLEAR_TEXT)).isEqualTo(1);

        unitItself();

        TestBed.ip("route del default");
        assertThat(bed.fromHost(Packets.udp(next(), HOST, FAR, 1, 2)))
                .as("no route")
                .isEqualTo(Place.TUN);
        assertThat(bed.counted(DropReason.LEAK)).isZero();
    }

    private void unitItself() throws Exception {
        byte[] ping = Packets.echoRequest(next(), HOST, address("22.0.0.254"));
        assertThat(bed.fromHost(ping)).as("the answer comes back").isEqualTo(Place.IN);
        byte[] espFromPeer = Packets.esp(next(), FAR, GATEWAY_OUTSIDE, 40);
        assertThat(bed.fromPeer(espFromPeer)).isEqualTo(Place.NOWHERE);
        var received = new PacketBatch(8);
        bed.outside().receive(received);
        assertThat(received.size()).as("for the address of the bound interface").isEqualTo(1);

        try (var ike = new DatagramSocket(new InetSocketAddress("21.0.0.254", 500));
                var other = new DatagramSocket(new InetSocketAddress("21.0.0.254", 7))) {
            ike.setSoTimeout(2_000);
            bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 500, 500));
            var datagram = new DatagramPacket(new byte[64], 64);
            ike.receive(datagram);
            assertThat(datagram.getAddress().getHostAddress()).isEqualTo("21.0.0.9");
            long before = bed.counted(DropReason.CLEAR_TEXT);
            bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 500, 7));
            assertThat(bed.counted(DropReason.CLEAR_TEXT)).isEqualTo(before + 1);

            other.send(new DatagramPacket(new byte[20], 20, InetAddress.getByName("21.0.0.9"), 9));
            var steered = new PacketBatch(8);
            bed.inside().receive(steered);
            assertThat(steered.size())
                    .as("what the unit sends itself is claimed, too")
                    .isEqualTo(1);
        }
        dhcp();
        assertThat(bed.where(ping)).as("nothing of it remains").isEqualTo(Place.NOWHERE);

        var own = new PacketBatch(1);
        byte[] esp = Packets.esp(next(), GATEWAY_OUTSIDE, FAR, 40);
        own.add(Packet.copyOf(esp, 0, 0));
        assertThat(bed.outside().send(own)).isEqualTo(1);
        assertThat(bed.where(esp)).as("the gateway's own").isEqualTo(Place.OUT);
    }

    /** A client may ask everybody, and hear the answer of one; what it sends to one host is claimed like anything else. */
    private void dhcp() throws Exception {
        try (var client = new DatagramSocket(new InetSocketAddress("21.0.0.254", 68))) {
            client.setSoTimeout(2_000);
            client.setBroadcast(true);
            client.send(new DatagramPacket(new byte[20], 20, InetAddress.getByName("255.255.255.255"), 67));
            assertThat(steeredInside()).as("to everybody").isZero();
            client.send(new DatagramPacket(new byte[20], 20, InetAddress.getByName("21.0.0.9"), 67));
            assertThat(steeredInside()).as("to one").isEqualTo(1);

            bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 67, 68));
            client.receive(new DatagramPacket(new byte[64], 64));
        }
    }

    private int steeredInside() {
        var steered = new PacketBatch(8);
        bed.inside().receive(steered);
        return steered.size();
    }

    /** What the gateways themselves send each other is claimed; what protects it, and IKE, is not. */
    private void ends() throws Exception {
        SecurityPolicy policy = TestBed.permit("21.0.0.254/32", "21.0.0.9/32");
        assertThat(bed.machine
                        .network()
                        .apply(new HostPlan(
                                List.of(), List.of(), Optional.of(List.of(policy)), Set.of(500, 4500), true)))
                .isEmpty();
        try (var other = new DatagramSocket(new InetSocketAddress("21.0.0.254", 7))) {
            other.send(new DatagramPacket(new byte[20], 20, InetAddress.getByName("21.0.0.9"), 9));
            var steered = new PacketBatch(8);
            bed.inside().receive(steered);
            assertThat(steered.size()).as("made here").isEqualTo(1);

            byte[] opened = Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 9, 7);
            assertThat(bed.fromTunnel(opened)).isEqualTo(Place.NOWHERE);
            other.setSoTimeout(2_000);
            other.receive(new DatagramPacket(new byte[64], 64));
        }
        for (int protocol : new int[] {IpProtocol.ESP, IpProtocol.AH}) {
            byte[] ours = Packets.ip(protocol, next(), GATEWAY_OUTSIDE, FAR, new byte[40]);
            sendOutside(Packet.copyOf(ours, 0, 0));
            assertThat(bed.where(ours)).as("protocol %d", protocol).isEqualTo(Place.OUT);
            bed.fromPeer(Packets.ip(protocol, next(), FAR, GATEWAY_OUTSIDE, new byte[40]));
            assertThat(arrivedOutside()).as("protocol %d", protocol).isEqualTo(1);
        }
        for (int port : new int[] {500, 4500}) {
            Packet ike = Packet.copyOf(new byte[28], 0, 0);
            ike.datagram(GATEWAY_OUTSIDE, port, FAR, port);
            sendOutside(ike);
            var steered = new PacketBatch(8);
            bed.inside().receive(steered);
            assertThat(steered.size()).as("from port %d", port).isZero();
            bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, port, port));
            assertThat(arrivedOutside()).as("to port %d", port).isEqualTo(1);
        }
        assertThat(bed.counted(DropReason.CLEAR_TEXT)).isZero();
        bed.fromPeer(Packets.udp(next(), FAR, GATEWAY_OUTSIDE, 9, 7));
        assertThat(bed.counted(DropReason.CLEAR_TEXT)).isEqualTo(1);
        assertThat(bed.counted(DropReason.LEAK)).isZero();
    }

    private void sendOutside(Packet packet) {
        var one = new PacketBatch(1);
        one.add(packet);
        assertThat(bed.outside().send(one)).isEqualTo(1);
    }

    private int arrivedOutside() {
        var received = new PacketBatch(8);
        bed.outside().receive(received);
        return received.size();
    }

    /** Ten thousand pairs, half of them crossing the other half. */
    private void size() {
        var elements = new ArrayList<SecurityPolicy.Element>();
        for (int i = 0; i < 10_000; i++) {
            String third = "." + i / 250 % 20 + "." + i % 250;
            var selector = i < 5_000
                    ? new TrafficSelector(Ipv4Prefix.parse("20.0.3.0/24"), Ipv4Prefix.parse("30.1" + third))
                    : new TrafficSelector(Ipv4Prefix.parse("20.2" + third), Ipv4Prefix.parse("30.1.0.0/16"));
            elements.add(new SecurityPolicy.Element(true, selector, new Flow("map", 10, i)));
        }
        var policy = new SecurityPolicy("out0", List.of(new SecurityPolicy.Entry(elements)));
        bed.apply(TestBed.permit("20.0.3.0/24", "30.0.0.0/24"));

        long begin = System.nanoTime();
        bed.apply(policy);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        System.out.println("10,000 pairs in " + millis + " ms");

        assertThat(millis).isLessThan(2_000);
        assertThat(bed.fromHost(Packets.udp(next(), HOST, address("30.1.19.249"), 1, 2)))
                .isEqualTo(Place.TUN);
        assertThat(bed.fromHost(Packets.ip(IpProtocol.TCP, next(), HOST, address("30.1.19.250"), new byte[20])))
                .isEqualTo(Place.OUT);
        assertThat(bed.fromHost(Packets.udp(next(), address("20.2.7.9"), address("30.1.99.99"), 1, 2)))
                .isEqualTo(Place.TUN);
    }
}
