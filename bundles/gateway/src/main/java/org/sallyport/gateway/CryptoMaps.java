// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.packet.Ipv4Address;

/** The commands that build crypto map entries: type, list, peer, transform set and keys. */
final class CryptoMaps {
    private static final String ENTRY = "crypto map <map> <seq>";
    private static final String ENTRY_TYPED = "crypto map <map:name> <seq:1-65535:sequence number> ";
    private static final int ORDER = 720;
    private static final String[] CLEAR = {"crypto map [<map>]"};

    static final Setting MANUAL = entry("ipsec-manual", 0, "Keys are configured by hand")
            .onEntry(CryptoMaps::enterType)
            .remark(CryptoMaps::incomplete);

    static final Setting MATCH_ADDRESS = entry(
                    "match address <acl:name>", 1, "Choose packets", "By access list", "Name of the access list")
            .key(ENTRY + " match address")
            .onEntry(CryptoMaps::enterMatch);

    static final Setting SET_PEER = entry("set peer <peer:ip>", 2, "Set", "The peer", "Its address")
            .removable(ENTRY, "crypto map <map>", ENTRY + " set peer")
            .onEntry(CryptoMaps::enterPeer);

    static final Setting SET_TRANSFORM = entry(
                    "set transform-set <ts:name>{1,6}",
                    3,
                    "Set",
                    "The transform sets",
                    "Names, the preferred one first")
            .key(ENTRY + " set transform-set")
            .onEntry(CryptoMaps::enterTransform);

    /** Not a PIX's: IKE finds out for its SAs whether they need it, and nobody does for manual ones. */
    static final Setting SET_UDP = entry(
                    "set udp-encapsulation [<port:1-65535>]",
                    3,
                    "Set",
                    "Carry ESP in UDP, from our port 4500",
                    "The peer's port, 4500 unless given")
            .key(ENTRY + " set udp-encapsulation")
            .onEntry(CryptoMaps::enterUdp);

    static final Setting ESP_KEYS = entry(
                    "set session-key {inbound|outbound} esp <spi:256-4294967295:SPI> "
                            + "{cipher <cipher:hex:cipher key> [authenticator <authenticator:hex:authenticator key>]|authenticator <authenticator:hex:authenticator key>}",
                    4,
                    "Set",
                    "The session keys",
                    "Of packets that arrive, or that leave",
                    "ESP",
                    "Security parameters index",
                    "Keys in hexadecimal digits")
            .key(ENTRY + " set session-key {inbound|outbound} esp");

    static final Setting AH_KEYS = entry(
                    "set session-key {inbound|outbound} ah <spi:256-4294967295:SPI> <authenticator:hex:authenticator key>",
                    5,
                    "Set",
                    "The session keys",
                    "Of packets that arrive, or that leave",
                    "AH",
                    "Security parameters index",
                    "Key in hexadecimal digits")
            .key(ENTRY + " set session-key {inbound|outbound} ah");

    private CryptoMaps() {}

    /** @param keys judges session keys by the transforms that are installed */
    static List<Command> commands(SessionKeys keys) {
        return List.of(
                MANUAL,
                MATCH_ADDRESS,
                SET_PEER,
                SET_TRANSFORM,
                SET_UDP,
                ESP_KEYS.onEntry(keys::enter),
                AH_KEYS.onEntry(keys::enter));
    }

    /** What a listing says of an entry that cannot have SAs. */
    private static Optional<String> incomplete(Configuration lines, Line type) {
        CryptoMapEntry entry = CryptoMapEntry.of(lines, type.word("map"), (int) type.number("seq"));
        boolean permits = entry.list().stream()
                .flatMap(list -> AccessLists.elements(lines, list).stream())
                .anyMatch(AccessLists.Element::permit);
        return permits && entry.peer().isPresent() && !entry.sets().isEmpty()
                ? Optional.empty()
                : Optional.of("Incomplete");
    }

    private static Setting entry(String rest, int rank, String... help) {
        var texts = new ArrayList<>(List.of(
                "Encryption", "Crypto map", "Name of the map", "Number of the entry; low ones are asked first"));
        texts.addAll(List.of(help));
        return Setting.of(ENTRY_TYPED + rest)
                .help(texts.toArray(String[]::new))
                .order(ORDER, "map", "seq")
                .rank(rank)
                .removable(ENTRY, "crypto map <map>")
                .clearable(CLEAR);
    }

    /** The entry that a line belongs to. */
    static String entryOf(Line line) {
        return "crypto map " + line.word("map") + " " + line.word("seq");
    }

    /** The entry that a line belongs to, in the words of a message. */
    static String quoted(Line line) {
        return "crypto map \"" + line.word("map") + "\" " + line.word("seq");
    }

    /** A complaint if the entry was not created. */
    static Optional<Change> unlessExists(Configuration before, Line line) {
        return before.under(entryOf(line) + " ipsec-manual").isEmpty()
                        && before.under(entryOf(line) + " ipsec-isakmp").isEmpty()
                ? Optional.of(
                        Change.refused(quoted(line) + " does not exist; enter ipsec-isakmp or ipsec-manual first"))
                : Optional.empty();
    }

    private static Change enterType(Configuration before, Line line) {
        return before.under(entryOf(line) + " ipsec-isakmp").isEmpty()
                ? Change.of(line)
                : Change.refused(quoted(line) + " is ipsec-isakmp; delete it before changing its type");
    }

    private static Change enterMatch(Configuration before, Line line) {
        String list = line.word("acl");
        return unlessExists(before, line)
                .orElseGet(() -> before.lines(MATCH_ADDRESS, "acl", list).stream()
                        .filter(other -> other.word("map").equals(line.word("map")))
                        .filter(other -> other.number("seq") != line.number("seq"))
                        .findFirst()
                        .map(other -> Change.refused("access-list " + list + " is already used by " + quoted(other)
                                + "; different entries must use different lists"))
                        .orElseGet(() -> choose(before, line, AccessLists.lines(before, list))));
    }

    private static Change choose(Configuration before, Line line, List<Line> elements) {
        if (elements.isEmpty()) {
            return Change.of(line).warn("access-list " + line.word("acl") + " does not exist");
        }
        return elements.stream().allMatch(AccessLists::isOfIp)
                ? Change.of(line)
                : Change.refused(
                        "access-list %s tells protocols apart; a crypto map protects all of IP, and takes \"ip\" only"
                                .formatted(line.word("acl")));
    }

    private static Change enterPeer(Configuration before, Line line) {
        return unlessExists(before, line).orElseGet(() -> {
            boolean another = before.under(entryOf(line) + " set peer").stream()
                    .anyMatch(other -> !other.text().equals(line.text()));
            return another && isManual(before, line)
                    ? Change.refused("only one peer is allowed in an ipsec-manual entry")
                    : HostAddresses.complaintAboutOther(before, Ipv4Address.parse(line.word("peer")))
                            .map(Change::refused)
                            .orElseGet(() -> Change.of(line));
        });
    }

    private static Change enterTransform(Configuration before, Line line) {
        return unlessExists(before, line).orElseGet(() -> {
            List<String> sets = line.arguments().words("ts");
            for (String set : sets) {
                if (TransformSets.find(before, set).isEmpty()) {
                    return Change.refused("transform-set \"" + set + "\" does not exist");
                }
            }
            if (sets.size() > 1 && isManual(before, line)) {
                return Change.refused("only one transform set is allowed in an ipsec-manual entry");
            }
            boolean udp =
                    !before.under(entryOf(line) + " set udp-encapsulation").isEmpty();
            return udp ? unlessAh(before, line, sets) : Change.of(line);
        });
    }

    private static Change enterUdp(Configuration before, Line line) {
        return unlessExists(before, line)
                .orElseGet(() -> isManual(before, line)
                        ? unlessAh(before, line, sets(before, line))
                        : Change.refused(quoted(line) + " is ipsec-isakmp; IKE finds out whether there is a NAT"));
    }

    private static Change unlessAh(Configuration before, Line line, List<String> sets) {
        return sets.stream()
                .flatMap(name -> TransformSet.find(before, name).stream())
                .flatMap(set -> set.complaintAboutUdp().stream())
                .findFirst()
                .map(Change::refused)
                .orElseGet(() -> Change.of(line));
    }

    /** The transform sets of the entry that a line belongs to. */
    static List<String> sets(Configuration before, Line line) {
        return before.under(entryOf(line) + " set transform-set").stream()
                .flatMap(set -> set.arguments().words("ts").stream())
                .toList();
    }

    static boolean isManual(Configuration before, Line line) {
        return !before.under(entryOf(line) + " ipsec-manual").isEmpty();
    }
}
