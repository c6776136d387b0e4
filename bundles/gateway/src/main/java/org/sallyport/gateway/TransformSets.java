// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/** The commands {@code crypto ipsec transform-set}. Its keywords are those of the transforms that are installed. */
final class TransformSets implements TokenType {
    private static final String KEYWORD = "(ah|esp)-[a-z0-9-]{2,40}";

    private static final String PREFIX = "crypto ipsec transform-set";

    /** A set without such a line is in tunnel mode. */
    static final Setting MODE = Setting.of(PREFIX + " <ts:name> mode {tunnel|transport}")
            .help(
                    "Encryption",
                    "IPsec",
                    "Define a transform set",
                    "Name of the set",
                    "Its mode",
                    "Whole packets, or for flows between the gateways themselves their payload only")
            .order(700)
            .rank(1)
            .key(PREFIX + " <ts> mode")
            .onEntry(TransformSets::enterMode);

    /** A set without such a line is offered with sequence numbers of 32 bits. */
    static final Setting ESN = Setting.of(PREFIX + " <ts:name> esn")
            .help(
                    "Encryption",
                    "IPsec",
                    "Define a transform set",
                    "Name of the set",
                    "Sequence numbers of 64 bits, where IKE negotiates its SAs")
            .order(700)
            .rank(1)
            .key(PREFIX + " <ts> esn");

    private final TransformRegistry registry;
    private final SessionKeys keys;
    private final Strictness strictness;
    private final Setting set;

    /** @param keys judges the session keys of entries that use a set */
    TransformSets(TransformRegistry registry, SessionKeys keys, Strictness strictness) {
        this.registry = registry;
        this.keys = keys;
        this.strictness = strictness;
        this.set = Setting.of(PREFIX + " <ts:name> <transform:transform>{1,3}")
                .help(
                        "Encryption",
                        "IPsec",
                        "Define a transform set",
                        "Name of the set",
                        "Transforms: at most one AH, one ESP cipher and one ESP authenticator")
                .order(700)
                .key(PREFIX + " <ts>")
                .clearable(PREFIX + " [<ts>]")
                .written(this::inOrder)
                .onEntry(this::enter)
                .onRemoval(TransformSets::remove);
    }

    List<Command> commands() {
        return List.of(
                WaitingEdits.untilCleared(set),
                WaitingEdits.untilCleared(MODE),
                WaitingEdits.untilCleared(ESN.onEntry(this::enterEsn)));
    }

    /** The line that defines a set; one that waits for a transform only if there is no other. */
    static Optional<Line> find(Configuration configuration, String name) {
        return configuration.under(PREFIX + " " + name).stream()
                .filter(line -> !isOption(line, name))
                .min(Comparator.comparing(line -> !line.active()));
    }

    /** The lines that define sets, active or waiting for a transform. */
    static List<Line> all(Configuration configuration) {
        return configuration.under(PREFIX).stream()
                .filter(line -> line.arguments().find("ts").isPresent())
                .filter(line -> !isOption(line, line.word("ts")))
                .toList();
    }

    private static boolean isOption(Line line, String name) {
        return line.startsWith(PREFIX + " " + name + " mode") || line.startsWith(PREFIX + " " + name + " esn");
    }

    /** The keywords of a set's line, in canonical order: AH, ESP cipher, ESP authenticator. */
    static List<String> keywords(Line line) {
        return line.arguments().words("transform");
    }

    @Override
    public String name() {
        return "transform";
    }

    @Override
    public Judgement judge(String word) {
        if (registry.snapshot().keyword(word).isPresent()) {
            return new Judgement.Valid(word);
        }
        return word.matches(KEYWORD)
                ? new Judgement.Unavailable("transform " + word + " is not installed")
                : new Judgement.Invalid("\"" + word + "\" is not a transform");
    }

    @Override
    public List<Candidate> candidates(Configuration configuration) {
        return registry.snapshot().keywords().stream()
                .map(keyword -> new Candidate(keyword, describe(keyword), true))
                .toList();
    }

    private String describe(String keyword) {
        return registry.snapshot()
                .keyword(keyword)
                .map(entry -> entry.description().name()
                        + (standing(keyword).equals(Optional.of(Standing.LEGACY)) ? " (legacy)" : ""))
                .orElse("");
    }

    private String inOrder(Line line) {
        return PREFIX + " " + line.word("ts") + " "
                + keywords(line).stream()
                        .sorted(Comparator.comparing(this::role))
                        .collect(Collectors.joining(" "));
    }

    /** What a transform does in a set, in the order in which sets are written. */
    private enum Role {
        AH("AH"),
        CIPHER("ESP encryption"),
        AUTHENTICATOR("ESP authentication");

        private final String words;

        Role(String words) {
            this.words = words;
        }
    }

    private Role role(String keyword) {
        return keyword.startsWith("ah-") ? Role.AH : isCipher(keyword) ? Role.CIPHER : Role.AUTHENTICATOR;
    }

    private Change enter(Configuration before, Line line) {
        var roles = new EnumMap<Role, String>(Role.class);
        for (String keyword : keywords(line)) {
            Role role = role(keyword);
            if (roles.put(role, keyword) != null) {
                return Change.refused("duplicate " + role.words + " transform " + keyword);
            }
        }
        if (roles.containsKey(Role.AUTHENTICATOR) && !roles.containsKey(Role.CIPHER)) {
            return Change.refused("an ESP authentication transform needs an ESP encryption transform: "
                    + roles.get(Role.AUTHENTICATOR) + " stands alone; esp-null encrypts nothing");
        }
        String cipher = roles.get(Role.CIPHER);
        if (cipher != null && !roles.containsKey(Role.AUTHENTICATOR) && takesNoKey(cipher)) {
            return Change.refused(cipher + " protects nothing without an ESP authentication transform");
        }
        var set = new TransformSet(line.word("ts"), keywords(line), false, false);
        Optional<String> unsafe = strictness.complaint(set);
        return unsafe.isPresent() && Strictness.isOn(before)
                ? Change.refused(unsafe.get() + "; sysopt ipsec strict refuses it")
                : warned(before, line, set, unsafe);
    }

    private Change warned(Configuration before, Line line, TransformSet set, Optional<String> unsafe) {
        var warnings = new ArrayList<String>();
        for (String keyword : set.keywords()) {
            if (standing(keyword).filter(Standing.LEGACY::equals).isPresent()) {
                warnings.add(keyword + " is a legacy algorithm"
                        + (strictness.hasSmallBlocks(List.of(keyword))
                                ? ": renew its keys before they have protected 128 MB"
                                : ""));
            }
        }
        unsafe.ifPresent(warnings::add);
        warnings.addAll(keys.complaints(before, line));
        if (set.hasAh()) {
            before.lines(CryptoMaps.SET_UDP).stream()
                    .filter(udp -> CryptoMaps.sets(before, udp).contains(set.name()))
                    .forEach(udp -> warnings.add(CryptoMaps.quoted(udp) + ": "
                            + set.complaintAboutUdp().orElseThrow()));
        }
        var change = Change.of(line);
        for (String warning : warnings) {
            change = change.warn(warning);
        }
        return change;
    }

    private boolean takesNoKey(String keyword) {
        return registry.snapshot()
                .keyword(keyword)
                .filter(entry -> entry.description().keyBits(keyword) == 0)
                .isPresent();
    }

    private static Change enterMode(Configuration before, Line line) {
        String name = line.word("ts");
        if (find(before, name).isEmpty()) {
            return Change.refused("transform-set \"" + name + "\" does not exist");
        }
        return line.has("transport")
                ? Change.of(line)
                : Change.none().remove(before.under(PREFIX + " " + name + " mode"));
    }

    private Change enterEsn(Configuration before, Line line) {
        String name = line.word("ts");
        Optional<TransformSet> extended = TransformSet.find(before, name);
        if (extended.isEmpty()) {
            return Change.refused("transform-set \"" + name + "\" does not exist");
        }
        return strictness.complaint(extended.get()).isEmpty()
                ? Change.of(line)
                : Change.of(line)
                        .warn("transform-set \"" + name
                                + "\" has no authentication: its sequence numbers stay short until it has");
    }

    private boolean isCipher(String keyword) {
        return registry.snapshot()
                .keyword(keyword)
                .map(entry -> entry.description().kind() == TransformKind.ENCRYPTION)
                .orElse(!keyword.endsWith("-hmac")); // not installed: PIX keywords of authenticators end so
    }

    private Optional<Standing> standing(String keyword) {
        TransformSnapshot transforms = registry.snapshot();
        return transforms
                .keyword(keyword)
                .flatMap(entry -> transforms.standing(entry.description().algorithm()));
    }

    private static Change remove(Configuration before, List<Line> removed) {
        for (Line set : removed) {
            String name = set.word("ts");
            boolean stays = before.under(PREFIX + " " + name).stream()
                    .filter(line -> !isOption(line, name))
                    .anyMatch(line -> !removed.contains(line));
            Optional<String> user = user(before, name);
            if (!stays && user.isPresent()) {
                return Change.refused("transform-set \"" + name + "\" is in use by " + user.get());
            }
        }
        return Change.none();
    }

    /** The first entry that uses a set, in the words of a message. */
    private static Optional<String> user(Configuration before, String name) {
        return Stream.concat(
                        before.lines(CryptoMaps.SET_TRANSFORM).stream()
                                .filter(line -> line.arguments().words("ts").contains(name))
                                .map(CryptoMaps::quoted),
                        before.lines(DynamicMaps.SET_TRANSFORM).stream()
                                .filter(line -> line.arguments().words("ts").contains(name))
                                .map(DynamicMaps::quoted))
                .findFirst();
    }
}
