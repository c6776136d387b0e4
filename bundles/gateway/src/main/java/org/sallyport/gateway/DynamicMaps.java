// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/**
 * The commands {@code crypto dynamic-map}: entries that describe peers whose addresses nobody knows beforehand. A crypto map names a
 * dynamic map; peers ask, this gateway never does. Unlike those of a crypto map, any line creates its entry.
 */
final class DynamicMaps {
    private static final String ENTRY = "crypto dynamic-map <dyn> <seq>";
    private static final String ENTRY_TYPED = "crypto dynamic-map <dyn:name> <seq:1-65535:sequence number>";
    private static final int ORDER = 710;

    static final Setting ENTRY_LINE = entry("", 0).onRemoval(DynamicMaps::removeEntry);

    static final Setting MATCH_ADDRESS = entry(
                    " match address <acl:name>", 1, "Choose packets", "By access list", "Name of the access list")
            .key(ENTRY + " match address")
            .onEntry(CryptoMaps::choose);

    static final Setting SET_PEER = entry(" set peer <peer:peer>", 2, "Set", "A peer", "Its address or host name")
            .onEntry((before, line) ->
                    CryptoMaps.complaintAboutPeer(before, line).orElseGet(() -> Change.of(line)));

    static final Setting SET_TRANSFORM = entry(
                    " set transform-set <ts:name>{1,9}",
                    3,
                    "Set",
                    "The transform sets",
                    "Names, the preferred one first")
            .key(ENTRY + " set transform-set")
            .onEntry((before, line) -> CryptoMaps.missingSet(before, line).orElseGet(() -> Change.of(line)));

    static final Setting SET_PFS = entry(
                    " set pfs [<group:pfs-group>]",
                    4,
                    "Set",
                    "Exchange keys anew for each SA",
                    "The Diffie-Hellman group; group1, and any that the peer wants, unless given")
            .key(ENTRY + " set pfs");

    static final Setting SET_LIFETIME = entry(
                    " set " + SaLifetimes.WORDS,
                    5,
                    "Set",
                    "Security associations",
                    "How long they live",
                    "In seconds, or in kilobytes of 1,024 bytes")
            .key(ENTRY + " set security-association lifetime {seconds|kilobytes}")
            .removable(ENTRY, "crypto dynamic-map <dyn>", ENTRY + " set security-association lifetime")
            .onEntry((before, line) -> SaLifetimes.put(line, entryOf(line)));

    private DynamicMaps() {}

    /** @param groups judges groups by the transforms that are installed */
    static List<Command> commands(GroupWord groups) {
        return Stream.concat(
                        Stream.of(ENTRY_LINE, MATCH_ADDRESS).map(WaitingEdits::untilBound),
                        Stream.of(
                                        SET_PEER,
                                        SET_TRANSFORM,
                                        SET_PFS.onEntry((before, line) -> groups.warned(line, quoted(line))),
                                        SET_LIFETIME)
                                .map(WaitingEdits::untilCleared))
                .map(Command.class::cast)
                .toList();
    }

    /** The entry that a line belongs to. */
    static String entryOf(Line line) {
        return "crypto dynamic-map " + line.word("dyn") + " " + line.word("seq");
    }

    private static Setting entry(String rest, int rank, String... help) {
        var texts = new ArrayList<>(List.of(
                "Encryption",
                "Dynamic crypto map",
                "Name of the map",
                "Number of the entry; low ones are asked first"));
        texts.addAll(List.of(help));
        return Setting.of(ENTRY_TYPED + rest)
                .help(texts.toArray(String[]::new))
                .order(ORDER, "dyn", "seq")
                .rank(rank)
                .removable(ENTRY, "crypto dynamic-map <dyn>")
                .clearable("crypto dynamic-map [<dyn> [<seq>]]");
    }

    /** An entry goes as a whole. */
    private static Change removeEntry(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (Line line : removed) {
            change = change.remove(before.under(line.text()));
        }
        return change;
    }

    /** An entry of a dynamic map. */
    record Template(String name, int number, Optional<Line> match, List<String> peers, List<String> sets) {
        Template {
            peers = List.copyOf(peers);
            sets = List.copyOf(sets);
        }

        /** The access list it names. Without one it takes any flow. */
        Optional<String> list() {
            return match.map(line -> line.word("acl"));
        }

        /** Why it takes no flow of its list; empty if it does. */
        Optional<String> listFault() {
            return CryptoMaps.listFault(match);
        }

        /** The words that begin its lines. */
        String words() {
            return "crypto dynamic-map " + name + " " + number;
        }
    }

    /** The entry that a line belongs to, in the words of a message. */
    static String quoted(Line line) {
        return "crypto dynamic-map \"" + line.word("dyn") + "\" " + line.word("seq");
    }

    /** The entries of a dynamic map, the first asked first; none if there is no such map. */
    static List<Template> templates(Configuration lines, String name) {
        return lines.under("crypto dynamic-map " + name).stream()
                .filter(Line::active)
                .map(line -> (int) line.number("seq"))
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(number -> template(lines, name, number))
                .toList();
    }

    private static Template template(Configuration lines, String name, int number) {
        List<Line> own = lines.under("crypto dynamic-map " + name + " " + number);
        return new Template(
                name,
                number,
                CryptoMaps.match(lines, "crypto dynamic-map " + name + " " + number),
                own.stream()
                        .filter(line -> line.isOf(SET_PEER))
                        .map(line -> line.word("peer"))
                        .toList(),
                own.stream()
                        .filter(line -> line.isOf(SET_TRANSFORM))
                        .flatMap(line -> line.arguments().words("ts").stream())
                        .toList());
    }

    /** The names of all dynamic maps, in order. */
    static List<String> names(Configuration lines) {
        return lines.under("crypto dynamic-map").stream()
                .filter(Line::active)
                .map(line -> line.word("dyn"))
                .distinct()
                .sorted()
                .toList();
    }
}
