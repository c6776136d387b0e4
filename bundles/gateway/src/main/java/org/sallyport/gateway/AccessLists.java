// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Arguments;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** The command {@code access-list}, and what its lines mean. Elements are kept and asked in the order of entry. */
final class AccessLists {
    private static final String END = "{any|host <%1$s:ip>|<%1$s:ip> <%1$smask:mask>}";

    static final Setting ELEMENT = Setting.of("access-list <acl:name> {permit|deny} ip " + END.formatted("source") + " "
                    + END.formatted("destination"))
            .help(
                    "Add an element to an access list",
                    "Name or number of the list",
                    "Protect matching packets, or leave them to the next crypto map entry",
                    "Any IP protocol",
                    "Source: any, host and an address, or an address and a netmask",
                    "Destination: any, host and an address, or an address and a netmask")
            .order(300)
            .removable("access-list <acl>")
            .clearable("access-list [<acl>]")
            .written(AccessLists::normalised)
            .onEntry(AccessLists::enter)
            .onRemoval(AccessLists::remove);

    private AccessLists() {}

    /** One element: what it does with which packets. */
    record Element(boolean permit, TrafficSelector selector) {}

    static List<Command> commands() {
        return List.of(ELEMENT);
    }

    /** The elements of a list, in order; empty if there is no such list. */
    static List<Element> elements(Configuration configuration, String list) {
        return configuration.lines(ELEMENT).stream()
                .filter(line -> line.word("acl").equals(list))
                .map(AccessLists::element)
                .toList();
    }

    private static Element element(Line line) {
        return new Element(line.has("permit"), selector(line.arguments()));
    }

    private static TrafficSelector selector(Arguments arguments) {
        List<Ipv4Prefix> ends = new ArrayList<>();
        List<Arguments.Word> words = arguments.words();
        for (int i = 4; ends.size() < 2; i++) { // behind "access-list NAME permit ip"
            String word = words.get(i).value();
            if (word.equals("any")) {
                ends.add(Ipv4Prefix.ALL);
            } else if (word.equals("host")) {
                ends.add(Ipv4Prefix.host(Ipv4Address.parse(words.get(++i).value())));
            } else {
                int mask = Ipv4Address.parse(words.get(++i).value()).value();
                ends.add(new Ipv4Prefix(Ipv4Address.parse(word), Integer.bitCount(mask)));
            }
        }
        return new TrafficSelector(ends.get(0), ends.get(1));
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
        return before.lines(ELEMENT).stream().anyMatch(other -> other.text().equals(line.text()))
                ? Change.refused("ACE not added. Possible duplicate entry")
                : Change.of(line);
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
        TrafficSelector selector = selector(line.arguments());
        return "access-list %s %s ip %s %s"
                .formatted(
                        line.word("acl"),
                        line.has("permit") ? "permit" : "deny",
                        words(selector.source()),
                        words(selector.destination()));
    }

    /** A network in the words of an access list. */
    static String words(Ipv4Prefix prefix) {
        return switch (prefix.length()) {
            case 0 -> "any";
            case 32 -> "host " + prefix.address();
            default -> prefix.address() + " " + prefix.mask();
        };
    }

    /** Removing the last element of a list also removes what names the list. */
    private static Change remove(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (String list :
                removed.stream().map(line -> line.word("acl")).distinct().toList()) {
            boolean left = before.lines(ELEMENT).stream()
                    .anyMatch(line -> line.word("acl").equals(list) && !removed.contains(line));
            if (!left) {
                List<Line> users = before.lines(CryptoMaps.MATCH_ADDRESS).stream()
                        .filter(line -> line.word("acl").equals(list))
                        .toList();
                change = change.remove(users);
                for (Line user : users) {
                    change = warnOfClearText(change, before, user);
                }
            }
        }
        return change;
    }

    /** What a bound map claimed stays claimed until it is bound again, and a restart binds what was saved. */
    private static Change warnOfClearText(Change change, Configuration before, Line match) {
        boolean bound = before.lines(CryptoMapBinding.INTERFACE).stream()
                .anyMatch(line -> line.word("map").equals(match.word("map")));
        return bound
                ? change.warn("%s loses its access list %s. Its packets are dropped now, and pass IN CLEAR after"
                                .formatted(CryptoMaps.quoted(match), match.word("acl")))
                        .note("        the map is bound again, or \"write memory\" and a restart")
                : change;
    }
}
