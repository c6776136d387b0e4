// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.ipsec.Severity;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;

/** Tells of packets that the host's rules drop, as a PIX would have. */
final class GuardMessages {
    static final MessageType NOT_IPSEC = new MessageType(402106, Severity.WARNINGS);
    static final MessageType ACCESS_DENIED = new MessageType(106023, Severity.WARNINGS);

    private static final int PORTS = 4;

    private final Interfaces interfaces;

    GuardMessages(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /**
     * Tells of one packet.
     *
     * @param maps what is bound: a packet that would have been protected leaves through its interface
     */
    void tell(RefusedPacket packet, Configuration configuration, List<BoundMap> maps, Messages messages) {
        if (packet.head().length < Ipv4Header.MIN_LENGTH) {
            return;
        }
        if (packet.reason() == DropReason.CLEAR_TEXT && messages.admits(NOT_IPSEC)) {
            byte[] head = packet.head();
            messages.say(
                    NOT_IPSEC,
                    "Rec'd packet not an IPSEC packet. (ip) dest_addr= %s, src_addr= %s, prot= %d"
                            .formatted(destination(head), source(head), Ipv4Header.protocol(head, 0)));
        } else if (packet.reason() == DropReason.ACCESS_DENIED && messages.admits(ACCESS_DENIED)) {
            messages.say(ACCESS_DENIED, denied(packet, configuration, maps));
        }
    }

    private static Ipv4Address source(byte[] head) {
        return new Ipv4Address(Ipv4Header.source(head, 0));
    }

    private static Ipv4Address destination(byte[] head) {
        return new Ipv4Address(Ipv4Header.destination(head, 0));
    }

    private String denied(RefusedPacket packet, Configuration configuration, List<BoundMap> maps) {
        byte[] head = packet.head();
        int protocol = Ipv4Header.protocol(head, 0);
        String arrived = interfaces.named(configuration, packet.interfaceName());
        String list = configuration.lines(AccessGroups.GROUP).stream()
                .filter(line -> line.word("if").equals(arrived))
                .findFirst()
                .map((Line line) -> line.word("acl"))
                .orElse("");
        int transport = Ipv4Header.headerLength(head, 0);
        boolean ports = (protocol == IpProtocol.TCP || protocol == IpProtocol.UDP) && has(head, transport);
        return "Deny %s src %s:%s%s dst %s:%s%s%s by access-group \"%s\""
                .formatted(
                        Character.isDigit(AccessElement.name(protocol).charAt(0))
                                ? "protocol " + protocol
                                : AccessElement.name(protocol),
                        arrived,
                        source(head),
                        ports ? "/" + BigEndian.u16(head, transport) : "",
                        leaving(packet, configuration, maps).orElse(packet.leaving()),
                        destination(head),
                        ports ? "/" + BigEndian.u16(head, transport + 2) : "",
                        protocol == IpProtocol.ICMP && has(head, transport)
                                ? " (type %d, code %d)"
                                        .formatted(BigEndian.u8(head, transport), BigEndian.u8(head, transport + 1))
                                : "",
                        list);
    }

    private static boolean has(byte[] head, int transport) {
        return transport >= Ipv4Header.MIN_LENGTH && transport + PORTS <= head.length && !isLaterFragment(head);
    }

    private static boolean isLaterFragment(byte[] head) {
        return (BigEndian.u16(head, 6) & 0x1FFF) != 0; // RFC 791, 3.1: the fragment's offset
    }

    /** The name of the interface that it would have left through; a TUN has none, but the map that claims the packet has. */
    private Optional<String> leaving(RefusedPacket packet, Configuration configuration, List<BoundMap> maps) {
        String name = interfaces.named(configuration, packet.leaving());
        return Interfaces.isNamed(configuration, name)
                ? Optional.of(name)
                : maps.stream()
                        .filter(map -> map.flows().stream()
                                .anyMatch(flow -> flow.selector()
                                        .matches(
                                                Ipv4Header.source(packet.head(), 0),
                                                Ipv4Header.destination(packet.head(), 0))))
                        .findFirst()
                        .map(BoundMap::interfaceName);
    }
}
