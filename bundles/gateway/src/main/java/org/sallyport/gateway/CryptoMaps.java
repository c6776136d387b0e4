// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.packet.Ipv4Address;

/** The commands that build crypto map entries: type, list, peers, transform sets, and what else an entry asks for. */
final class CryptoMaps {
    private static final String ENTRY = "crypto map <map> <seq>";
    private static final String ENTRY_TYPED = "crypto map <map:name> <seq:1-65535:sequence number> ";
    private static final int ORDER = 720;
    private static final String[] CLEAR = {"crypto map [<map>]"};

    static final Setting TYPE = entry(
                    "{ipsec-manual|ipsec-isakmp [dynamic <dynamic-map:name:name of the dynamic map>]}",
                    0,
                    "Keys are configured by hand, or IKE negotiates them, perhaps with peers that a dynamic map describes")
            .onEntry(CryptoMaps::enterType)
            .onRemoval(CryptoMaps::removeEntry)
            .remark(CryptoMaps::incomplete);

    static final Setting MATCH_ADDRESS = entry(
                    "match address <acl:name>", 1, "Choose packets", "By access list", "Name of the access list")
            .key(ENTRY + " match address")
            .onEntry(described(CryptoMaps::enterMatch))
            .onRemoval((before, removed) -> removing(before, removed, "loses its access list"));

    static final Setting SET_PEER = entry("set peer <peer:peer>", 2, "Set", "A peer", "Its address or host name")
            .removable(ENTRY, "crypto map <map>", ENTRY + " set peer")
            .onEntry(described(CryptoMaps::enterPeer));

    static final Setting SET_TRANSFORM = entry(
                    "set transform-set <ts:name>{1,6}",
                    3,
                    "Set",
                    "The transform sets",
                    "Names, the preferred one first")
            .key(ENTRY + " set transform-set")
            .onEntry(described(CryptoMaps::enterTransform));

    /** Not a PIX's: IKE finds out for its SAs whether they need it, and nobody does for manual ones. */
    static final Setting SET_UDP = entry(
                    "set udp-encapsulation [<port:1-65535>]",
                    3,
                    "Set",
                    "Carry ESP in UDP, from our port 4500",
                    "The peer's port, 4500 unless given")
            .key(ENTRY + " set udp-encapsulation")
            .onEntry(described(CryptoMaps::enterUdp));

    static final Setting SET_PFS = entry(
                    "set pfs [<group:pfs-group>]",
                    4,
                    "Set",
                    "Exchange keys anew for each SA",
                    "The Diffie-Hellman group; group1, and any that the peer wants, unless given")
            .key(ENTRY + " set pfs");

    static final Setting SET_LIFETIME = entry(
                    "set " + SaLifetimes.WORDS,
                    5,
                    "Set",
                    "Security associations",
                    "How long they live",
                    "In seconds, or in kilobytes of 1,024 bytes")
            .key(ENTRY + " set security-association lifetime {seconds|kilobytes}")
            .removable(ENTRY, "crypto map <map>", ENTRY + " set security-association lifetime")
            .onEntry(negotiated((before, line) -> SaLifetimes.put(line, entryOf(line))));

    /** Not a PIX's, which waits for a packet. */
    static final Setting KEEP_UP = entry("set keep-up", 6, "Set", "Negotiate SAs without waiting for a packet")
            .onEntry(negotiated(CryptoMaps::put));

    static final Setting ESP_KEYS = entry(
                    "set session-key {inbound|outbound} esp <spi:256-4294967295:SPI> "
                            + "{cipher <cipher:hex:cipher key> [authenticator <authenticator:hex:authenticator key>]|authenticator <authenticator:hex:authenticator key>}",
                    7,
                    "Set",
                    "The session keys",
                    "Of packets that arrive, or that leave",
                    "ESP",
                    "Security parameters index",
                    "Keys in hexadecimal digits")
            .key(ENTRY + " set session-key {inbound|outbound} esp");

    static final Setting AH_KEYS = entry(
                    "set session-key {inbound|outbound} ah <spi:256-4294967295:SPI> <authenticator:hex:authenticator key>",
                    8,
                    "Set",
                    "The session keys",
                    "Of packets that arrive, or that leave",
                    "AH",
                    "Security parameters index",
                    "Key in hexadecimal digits")
            .key(ENTRY + " set session-key {inbound|outbound} ah");

    private static final int MAX_PEERS = 10;

    private CryptoMaps() {}

    /**
     * All of them.
     *
     * @param keys judges session keys by the transforms that are installed
     * @param groups judges groups likewise
     */
    static List<Command> commands(SessionKeys keys, GroupWord groups) {
        return Stream.concat(
                        Stream.of(TYPE, MATCH_ADDRESS).map(WaitingEdits::untilBound),
                        Stream.of(
                                        SET_PEER,
                                        SET_TRANSFORM,
                                        SET_UDP,
                                        SET_PFS.onEntry(
                                                negotiated((before, line) -> groups.warned(line, quoted(line)))),
                                        SET_LIFETIME,
                                        KEEP_UP,
                                        ESP_KEYS.onEntry(keys::enter),
                                        AH_KEYS.onEntry(keys::enter))
                                .map(WaitingEdits::untilCleared))
                .map(Command.class::cast)
                .toList();
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

    /** An entry goes as a whole, unless the line is one that was refused beside the one that made the entry. */
    private static Change removeEntry(Configuration before, List<Line> removed) {
        Change change = Change.none();
        for (Line line : removed) {
            boolean stays =
                    type(before, line).filter(type -> !removed.contains(type)).isPresent();
            if (!stays) {
                boolean last = removed.containsAll(before.lines(TYPE, "map", line.word("map")));
                change = warnOfClearText(change.remove(before.under(entryOf(line))), before, line, "is removed", last);
            }
        }
        return change;
    }

    private static Change removing(Configuration before, List<Line> removed, String what) {
        Change change = Change.none();
        for (Line line : removed) {
            change = warnOfClearText(change, before, line, what);
        }
        return change;
    }

    /** What a bound map claimed stays claimed until it is bound again, over restarts too. @param line of the entry */
    static Change warnOfClearText(Change change, Configuration before, Line line, String what) {
        return warnOfClearText(change, before, line, what, false);
    }

    private static Change warnOfClearText(Change change, Configuration before, Line line, String what, boolean last) {
        String map = line.word("map");
        List<String> interfaces = CryptoMapBinding.interfaces(before, map);
        return interfaces.isEmpty()
                ? change
                : change.warn("%s %s. What was bound stays in force;".formatted(quoted(line), what))
                        .note("        its packets pass IN CLEAR once "
                                + CryptoMapBinding.remedy(map, interfaces, last, "is entered"));
    }

    /** What a listing says of an entry that cannot have SAs. */
    private static Optional<String> incomplete(Configuration lines, Line type) {
        CryptoMapEntry entry = CryptoMapEntry.of(lines, type);
        boolean permits = entry.list().stream()
                .flatMap(list -> AccessLists.elements(lines, list).stream())
                .anyMatch(AccessLists.Element::permit);
        boolean complete = permits
                && entry.listFault().isEmpty()
                && !entry.peers().isEmpty()
                && !entry.sets().isEmpty();
        return complete || entry.template().isPresent() ? Optional.empty() : Optional.of("Incomplete");
    }

    /** The line that names the list of an entry; one that has no effect only if there is no other. */
    static Optional<Line> match(Configuration lines, String entry) {
        return lines.under(entry + " match address").stream()
                .filter(line -> line.arguments().find("acl").isPresent())
                .min(Comparator.comparing(line -> !line.active()));
    }

    /** Why the line that names a list has no effect; empty if it has. Its permits are claimed all the same. */
    static Optional<String> listFault(Optional<Line> match) {
        return match.flatMap(Line::inactive).map(why -> "its access list cannot be used: " + why);
    }

    /** The entry that a line belongs to. */
    static String entryOf(Line line) {
        return "crypto map " + line.word("map") + " " + line.word("seq");
    }

    /** The entry that a line belongs to, in the words of a message. */
    static String quoted(Line line) {
        return "crypto map \"" + line.word("map") + "\" " + line.word("seq");
    }

    /** The line that created the entry of a line. */
    static Optional<Line> type(Configuration before, Line line) {
        return before.lines(TYPE, "seq", Long.toString(line.number("seq"))).stream()
                .filter(other -> other.word("map").equals(line.word("map")))
                .findFirst();
    }

    /** A complaint if the entry was not created, or a dynamic map describes it. */
    static Optional<Change> unlessExists(Configuration before, Line line) {
        Optional<Line> type = type(before, line);
        if (type.isEmpty()) {
            return Optional.of(
                    Change.refused(quoted(line) + " does not exist; enter ipsec-isakmp or ipsec-manual first"));
        }
        return type.get()
                .arguments()
                .find("dynamic-map")
                .map(template ->
                        Change.refused(quoted(line) + " is described by crypto dynamic-map \"" + template + "\""));
    }

    private static Setting.Entry described(BiFunction<Configuration, Line, Change> enter) {
        return (before, line) -> unlessExists(before, line).orElseGet(() -> enter.apply(before, line));
    }

    private static Setting.Entry negotiated(BiFunction<Configuration, Line, Change> enter) {
        return described((before, line) -> isManual(before, line)
                ? Change.refused(quoted(line) + " is ipsec-manual; nothing of it is negotiated")
                : enter.apply(before, line));
    }

    private static Change put(Configuration before, Line line) {
        return Change.of(line);
    }

    private static Change enterType(Configuration before, Line line) {
        Optional<Line> present = type(before, line);
        if (present.isPresent() && !present.get().text().equals(line.text())) {
            return Change.refused(quoted(line) + " is "
                    + present.get().text().substring(entryOf(line).length() + 1)
                    + "; delete it before changing its type");
        }
        if (line.has("ipsec-manual")) {
            return Change.of(line)
                    .warn(quoted(line) + " is ipsec-manual: its SAs never expire, their keys never change, "
                            + "and nothing refuses repeated packets");
        }
        return present.isPresent() || line.has("dynamic")
                ? Change.of(line)
                : Change.of(line)
                        .note("% NOTE: This new crypto map will remain disabled until a peer")
                        .note("        and a valid access list have been configured.");
    }

    private static Change enterMatch(Configuration before, Line line) {
        String list = line.word("acl");
        return before.lines(MATCH_ADDRESS, "acl", list).stream()
                .filter(other -> other.word("map").equals(line.word("map")))
                .filter(other -> other.number("seq") != line.number("seq"))
                .findFirst()
                .map(other -> Change.refused("access-list " + list + " is already used by " + quoted(other)
                        + "; different entries must use different lists"))
                .orElseGet(() -> choose(before, line));
    }

    /** A list that may be a crypto map's; it need not exist yet. */
    static Change choose(Configuration before, Line line) {
        List<Line> elements = AccessLists.lines(before, line.word("acl"));
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
        List<Line> others = before.under(entryOf(line) + " set peer").stream()
                .filter(other -> !other.text().equals(line.text()))
                .toList();
        if (isManual(before, line)) {
            if (!others.isEmpty()) {
                return Change.refused("only one peer is allowed in an ipsec-manual entry");
            }
            if (!PeerWord.isAddress(line.word("peer"))) {
                return Change.refused(
                        "an ipsec-manual entry needs the address of its peer, not a name: " + line.word("peer"));
            }
        }
        return others.size() >= MAX_PEERS
                ? Change.refused(quoted(line) + " has " + MAX_PEERS + " peers already: " + line.word("peer")
                        + " would be one too many")
                : complaintAboutPeer(before, line).orElseGet(() -> Change.of(line));
    }

    /** Why nobody else can be the peer of a line. */
    static Optional<Change> complaintAboutPeer(Configuration before, Line line) {
        return PeerWord.isAddress(line.word("peer"))
                ? HostAddresses.complaintAboutOther(before, Ipv4Address.parse(line.word("peer")))
                        .map(Change::refused)
                : Optional.empty();
    }

    private static Change enterTransform(Configuration before, Line line) {
        List<String> sets = line.arguments().words("ts");
        Optional<Change> missing = missingSet(before, line);
        if (missing.isPresent()) {
            return missing.get();
        }
        if (sets.size() > 1 && isManual(before, line)) {
            return Change.refused("only one transform set is allowed in an ipsec-manual entry");
        }
        boolean udp = !before.under(entryOf(line) + " set udp-encapsulation").isEmpty();
        return udp ? unlessAh(before, line, sets) : Change.of(line);
    }

    /** A complaint about a transform set of a line that does not exist. */
    static Optional<Change> missingSet(Configuration before, Line line) {
        return line.arguments().words("ts").stream()
                .filter(set -> TransformSets.find(before, set).isEmpty())
                .findFirst()
                .map(set -> Change.refused("transform-set \"" + set + "\" does not exist"));
    }

    private static Change enterUdp(Configuration before, Line line) {
        return isManual(before, line)
                ? unlessAh(before, line, sets(before, line))
                : Change.refused(quoted(line) + " is ipsec-isakmp; IKE finds out whether there is a NAT");
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
        return type(before, line).filter(type -> type.has("ipsec-manual")).isPresent();
    }
}
