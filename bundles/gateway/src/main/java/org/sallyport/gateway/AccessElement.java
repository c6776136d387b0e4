// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.ipsec.PacketMatch;
import org.sallyport.ipsec.PacketMatch.Ports;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * One line {@code access-list}, understood.
 *
 * @param text the line as it is written: {@code any} and {@code host} where an address and a mask say the same, protocols by
 *     name where they have one
 * @param complaint why it cannot be
 */
record AccessElement(boolean permit, PacketMatch match, String text, Optional<String> complaint) {
    private static final int PROTOCOL = 3; // behind "access-list NAME permit"
    private static final int LAST_PORT = 65_535;
    private static final List<String> OPERATORS = List.of("eq", "lt", "gt", "neq", "range");

    static AccessElement of(Line line) {
        return new Reader(line.arguments().words(), line.word("acl"), line.has("permit")).read();
    }

    /** Its protocol by name, or by number if it has none. */
    static String protocol(Line line) {
        return protocol(line.arguments().words());
    }

    private static String protocol(List<Arguments.Word> words) {
        String word = words.get(PROTOCOL).value();
        return Character.isDigit(word.charAt(0)) ? name(Integer.parseInt(word)) : word;
    }

    /** The word for a protocol number, which is the number where there is none. */
    static String name(int protocol) {
        return switch (protocol) {
            case IpProtocol.ICMP -> "icmp";
            case IpProtocol.TCP -> "tcp";
            case IpProtocol.UDP -> "udp";
            case IpProtocol.ESP -> "esp";
            case IpProtocol.AH -> "ah";
            default -> String.valueOf(protocol);
        };
    }

    private static int number(String protocol) {
        return switch (protocol) {
            case "ip" -> PacketMatch.ANY;
            case "icmp" -> IpProtocol.ICMP;
            case "tcp" -> IpProtocol.TCP;
            case "udp" -> IpProtocol.UDP;
            case "esp" -> IpProtocol.ESP;
            case "ah" -> IpProtocol.AH;
            default -> Integer.parseInt(protocol);
        };
    }

    /** Reads the words one by one. */
    private static final class Reader {
        private final List<Arguments.Word> words;
        private final boolean permit;
        private final String protocol;
        private final StringBuilder text = new StringBuilder();
        private int at = PROTOCOL + 1;
        private Optional<String> complaint = Optional.empty();

        Reader(List<Arguments.Word> words, String list, boolean permit) {
            this.words = words;
            this.permit = permit;
            this.protocol = AccessElement.protocol(words);
            text.append("access-list ")
                    .append(list)
                    .append(permit ? " permit " : " deny ")
                    .append(protocol);
        }

        AccessElement read() {
            Ipv4Prefix source = network();
            List<Ports> from = ports();
            Ipv4Prefix destination = network();
            List<Ports> to = protocol.equals("icmp") ? List.of() : ports();
            int type = PacketMatch.ANY;
            if (protocol.equals("icmp") && at < words.size()) {
                type = Integer.parseInt(words.get(at).value());
                text.append(' ').append(type);
            }
            var match = new PacketMatch(number(protocol), new TrafficSelector(source, destination), from, to, type);
            return new AccessElement(permit, match, text.toString(), complaint);
        }

        private String next() {
            return words.get(at++).value();
        }

        private Ipv4Prefix network() {
            String word = next();
            Ipv4Prefix network = switch (word) {
                case "any" -> Ipv4Prefix.ALL;
                case "host" -> Ipv4Prefix.host(Ipv4Address.parse(next()));
                default -> masked(Ipv4Address.parse(word), Ipv4Address.parse(next()));
            };
            text.append(' ').append(AccessLists.words(network));
            return network;
        }

        private static Ipv4Prefix masked(Ipv4Address address, Ipv4Address mask) {
            return new Ipv4Prefix(address, Integer.bitCount(mask.value()));
        }

        private List<Ports> ports() {
            if (at >= words.size() || !OPERATORS.contains(words.get(at).value())) {
                return List.of();
            }
            String operator = next();
            int port = Integer.parseInt(next());
            int last = operator.equals("range") ? Integer.parseInt(next()) : port;
            text.append(' ').append(operator).append(' ').append(port);
            if (operator.equals("range")) {
                text.append(' ').append(last);
            }
            List<Ports> ranges = ranges(operator, port, last);
            if (ranges.isEmpty()) {
                complaint = Optional.of("no port is in \"%s %d%s\""
                        .formatted(operator, port, operator.equals("range") ? " " + last : ""));
            }
            return ranges;
        }

        private static List<Ports> ranges(String operator, int port, int last) {
            List<Ports> ranges = new ArrayList<>();
            boolean below = operator.equals("lt") || operator.equals("neq");
            boolean above = operator.equals("gt") || operator.equals("neq");
            if (below && port > 0) {
                ranges.add(new Ports(0, port - 1));
            }
            if (above && port < LAST_PORT) {
                ranges.add(new Ports(port + 1, LAST_PORT));
            }
            if (!below && !above && port <= last) {
                ranges.add(new Ports(port, last));
            }
            return ranges;
        }
    }
}
