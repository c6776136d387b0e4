// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Prefix;

/**
 * The command {@code access-list}, and what its lines mean. Elements are kept and asked in the order of entry. Lists of crypto
 * maps have elements of {@code ip} only, those of interfaces any.
 */
final class AccessLists {
    private static final int COUNTER_BYTES = 8;
    private static final String SOURCE = end("source");
    private static final String DESTINATION = end("destination");

    static final Setting ELEMENT = Setting.of("access-list <acl:name> {permit|deny} {ip " + SOURCE + " " + DESTINATION
                    + "|{tcp|udp} " + SOURCE + " " + ports("sport") + " " + DESTINATION + " " + ports("dport")
                    + "|icmp "
                    + SOURCE + " " + DESTINATION + " [<type:icmp-type>]|{esp|ah|<protocol:1-255>} " + SOURCE + " "
                    + DESTINATION + "}")
            .help(
                    "Add an element to an access list",
                    "Name or number of the list",
                    "Protect or pass matching packets; or leave them to the next crypto map entry, or drop them",
                    "Protocol, source and destination: each any, host and an address, or an address and a netmask; ports")
            .order(300)
            .removable("access-list <acl>")
            .clearable("access-list [<acl>]")
            .written(AccessLists::normalised)
            .onEntry(AccessLists::enter)
            .onRemoval(AccessLists::remove);

    private AccessLists() {}

    private static String end(String name) {
        return "{any|host <%1$s:ip>|<%1$s:ip> <%1$smask:mask>}".formatted(name);
    }

    private static String ports(String name) {
        return "[{eq <%1$s:port>|lt <%1$s:port>|gt <%1$s:port>|neq <%1$s:port>|range <%1$s:port> <%1$s2:port>}]"
                .formatted(name);
    }

    /** One element for a crypto map: what it does with which packets. */
    record Element(boolean permit, TrafficSelector selector) {}

    static List<Command> commands() {
        return List.of(WaitingEdits.untilBound(ELEMENT));
    }

    /** The lines of a list, in order. */
    static List<Line> lines(Configuration configuration, String list) {
        return configuration.lines(ELEMENT, "acl", list);
    }

    /** The elements of a list as a crypto map sees them, in order; empty if there is no such list. */
    static List<Element> elements(Configuration configuration, String list) {
        return elements(configuration, list, AccessLists::isOfIp);
    }

    /**
     * The elements of a list that tells protocols apart, as a crypto map sees them that shall let nothing of it pass: each permit
     * is one of all of IP, and denies of less are none.
     */
    static List<Element> widened(Configuration configuration, String list) {
        return elements(configuration, list, line -> line.has("permit") || isOfIp(line));
    }

    private static List<Element> elements(Configuration configuration, String list, Predicate<Line> which) {
        return lines(configuration, list).stream()
                .filter(which)
                .map(AccessElement::of)
                .map(element -> new Element(element.permit(), element.match().selector()))
                .toList();
    }

    /** The elements of a list as an interface sees them, in order. */
    static List<AccessFilter.Rule> rules(Configuration configuration, String list) {
        return lines(configuration, list).stream().map(AccessLists::rule).toList();
    }

    private static AccessFilter.Rule rule(Line line) {
        AccessElement element = AccessElement.of(line);
        return new AccessFilter.Rule(element.permit(), element.match(), counter(line));
    }

    /** The name under which an interface's rules count a line: the same for the same line of the same list, and for no other. */
    static String counter(Line line) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(line.text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, COUNTER_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isOfIp(Line line) {
        return AccessElement.protocol(line).equals("ip");
    }

    private static Change enter(Configuration before, Line line) {
        for (String end : List.of("source", "destination")) {
            if (!pairs(line, end)) {
                return Change.refused("%s, mask <%s, %s> doesn't pair"
                        .formatted(
                                end.equals("source") ? "Source" : "Destination",
                                line.word(end),
                                line.word(end + "mask")));
            }
        }
        AccessElement element = AccessElement.of(line);
        if (element.complaint().isPresent()) {
            return Change.refused(element.complaint().get());
        }
        Optional<String> entry = isOfIp(line) ? Optional.empty() : entryWith(before, line.word("acl"));
        if (entry.isPresent()) {
            return Change.refused("access-list %s belongs to %s, which protects all of IP: \"%s\" cannot be told apart"
                    .formatted(line.word("acl"), entry.get(), AccessElement.protocol(line)));
        }
        return lines(before, line.word("acl")).stream()
                        .anyMatch(other -> other.text().equals(line.text()))
                ? Change.refused("ACE not added. Possible duplicate entry")
                : Change.of(line);
    }

    /** The first entry that names a list, in the words of a message. */
    private static Optional<String> entryWith(Configuration before, String list) {
        return Stream.concat(
                        before.lines(CryptoMaps.MATCH_ADDRESS, "acl", list).stream()
                                .map(CryptoMaps::quoted),
                        before.lines(DynamicMaps.MATCH_ADDRESS, "acl", list).stream()
                                .map(DynamicMaps::quoted))
                .findFirst();
    }

    private static boolean pairs(Line line, String end) {
        return line.arguments().find(end + "mask").isEmpty()
                || (line.arguments().ipv4(end) & ~line.arguments().ipv4(end + "mask")) == 0;
    }

    /** The line with {@code any} and {@code host} where an address and a mask say the same. */
    private static String normalised(Line line) {
        if (!pairs(line, "source") || !pairs(line, "destination")) {
            return line.text();
        }
        return AccessElement.of(line).text();
    }

    /** A network in the words of an access list. */
    static String words(Ipv4Prefix prefix) {
        return switch (prefix.length()) {
            case 0 -> "any";
            case 32 -> "host " + prefix.address();
            default -> prefix.address() + " " + prefix.mask();
        };
    }

    /**
     * Removing the last element of a list also removes what names the list, with a warning; but not from a dynamic map, whose
     * entry without a list would take any flow.
     */
    private static Change remove(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (String list : removed.stream()
                .filter(Line::active)
                .map(line -> line.word("acl"))
                .distinct()
                .toList()) {
            boolean left = lines(before, list).stream().anyMatch(line -> !removed.contains(line));
            if (!left) {
                for (Line group : AccessGroups.of(before, list)) {
                    change = change.remove(List.of(group))
                            .warn("%s goes with its list: nothing is filtered at interface %s"
                                    .formatted(group.text(), group.word("if")));
                }
                for (Line entry : before.lines(DynamicMaps.MATCH_ADDRESS, "acl", list)) {
                    change = change.warn(
                            "%s loses access-list %s: once bound again it takes no flow until the list has elements"
                                    .formatted(DynamicMaps.quoted(entry), list));
                }
                List<Line> users = before.lines(CryptoMaps.MATCH_ADDRESS, "acl", list);
                change = change.remove(users);
                for (Line user : users) {
                    change = CryptoMaps.warnOfClearText(change, before, user, "loses its access list " + list);
                }
            }
        }
        return change;
    }
}
