// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.PacketMatch;
import org.sallyport.ipsec.PacketMatch.Ports;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;

/** Access lists and packets from a world so small that they often meet; and the naive walk over a list. */
final class RandomFilters {
    private static final int[] PROTOCOLS = {
        PacketMatch.ANY,
        IpProtocol.TCP,
        IpProtocol.TCP,
        IpProtocol.UDP,
        IpProtocol.UDP,
        IpProtocol.ICMP,
        IpProtocol.AH,
        47
    };

    private final SplittableRandom random;
    private final RandomPolicies world;

    RandomFilters(long seed) {
        random = new SplittableRandom(seed);
        world = new RandomPolicies(seed);
    }

    /** A packet and the fields that rules look at. */
    record Probe(int protocol, int source, int destination, int sourcePort, int destinationPort, int type) {
        boolean isMeantBy(AccessFilter.Rule rule) {
            return rule.match().matches(protocol, source, destination, sourcePort, destinationPort, type);
        }

        /** Whether its answer is simple to make: one packet of TCP back is no answer yet. */
        boolean canBeAnswered() {
            return protocol != IpProtocol.TCP && (protocol != IpProtocol.ICMP || type == 8);
        }

        /** The answer to it. */
        Probe reversed() {
            return new Probe(protocol, destination, source, destinationPort, sourcePort, type == 8 ? 0 : type);
        }

        byte[] packet(int identification) {
            var payload = new byte[20];
            if (protocol == IpProtocol.ICMP) {
                payload[0] = (byte) type;
                BigEndian.putU16(payload, 4, 7);
                BigEndian.putU16(payload, 2, Checksum.of(payload, 0, payload.length));
            } else if (protocol == IpProtocol.UDP) {
                return Packets.udp(identification, source, destination, sourcePort, destinationPort);
            } else {
                BigEndian.putU16(payload, 0, sourcePort);
                BigEndian.putU16(payload, 2, destinationPort);
                payload[12] = 5 << 4;
                payload[13] = 2; // SYN
            }
            return Packets.ip(protocol, identification, source, destination, payload);
        }
    }

    AccessFilter filter(String interfaceName) {
        var rules = new ArrayList<AccessFilter.Rule>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
            boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
            boolean icmp = protocol == IpProtocol.ICMP && random.nextBoolean();
            rules.add(new AccessFilter.Rule(
                    random.nextInt(3) > 0,
                    new PacketMatch(
                            protocol,
                            new TrafficSelector(prefix(), prefix()),
                            ports ? ports() : List.of(),
                            ports ? ports() : List.of(),
                            icmp ? random.nextInt(3) * 4 : PacketMatch.ANY),
                    "%04x".formatted(i)));
        }
        return new AccessFilter(interfaceName, rules);
    }

    private Ipv4Prefix prefix() {
        return random.nextInt(3) == 0 ? world.prefix() : Ipv4Prefix.ALL;
    }

    private List<Ports> ports() {
        int port = random.nextInt(1, 9);
        return switch (random.nextInt(8)) {
            case 0 -> List.of(new Ports(port, port));
            case 1 -> List.of(new Ports(0, port - 1));
            case 2 -> List.of(new Ports(port + 1, 65_535));
            case 3 -> List.of(new Ports(0, port - 1), new Ports(port + 1, 65_535));
            case 4 -> List.of(new Ports(port, port + random.nextInt(4)));
            default -> List.of();
        };
    }

    Probe probe() {
        int protocol = PROTOCOLS[random.nextInt(1, PROTOCOLS.length)];
        boolean ports = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
        return new Probe(
                protocol,
                world.address(),
                world.address(),
                ports ? random.nextInt(1, 10) : 0,
                ports ? random.nextInt(1, 10) : 0,
                protocol == IpProtocol.ICMP ? 8 : 0);
    }

    /** The connections that a kernel knows, while it forgets none. */
    static final class Connections {
        private final Set<Probe> begun = new HashSet<>();
        private final Set<Probe> answered = new HashSet<>();

        /** Whether a packet belongs to a connection that both sides have spoken in, with this one. */
        boolean has(Probe probe) {
            if (probe.canBeAnswered() && begun.contains(probe.reversed()) || isEchoed(probe)) {
                answered.add(probe);
                answered.add(probe.reversed());
            }
            return answered.contains(probe);
        }

        private boolean isEchoed(Probe reply) {
            return reply.protocol == IpProtocol.ICMP
                    && reply.type == 0
                    && begun.contains(new Probe(IpProtocol.ICMP, reply.destination, reply.source, 0, 0, 8));
        }

        /** A packet that is not by chance the half of an answer, of which the kernel makes what it likes. */
        Probe fresh(RandomFilters random) {
            Probe probe = random.probe();
            while (!probe.canBeAnswered() && begun.contains(probe.reversed())) {
                probe = random.probe();
            }
            return probe;
        }

        /** A packet was let through. */
        void begin(Probe probe) {
            begun.add(probe);
        }
    }

    /** The first rule that means the packet. */
    static Optional<AccessFilter.Rule> walk(AccessFilter filter, Probe probe) {
        return filter.rules().stream().filter(probe::isMeantBy).findFirst();
    }
}
