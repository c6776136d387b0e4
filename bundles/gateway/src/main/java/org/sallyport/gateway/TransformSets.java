// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** The command {@code crypto ipsec transform-set}. Its keywords are those of the transforms that are installed. */
final class TransformSets implements TokenType {
    private static final String KEYWORD = "(ah|esp)-[a-z0-9-]{2,40}";

    private final TransformRegistry registry;
    private final SessionKeys keys;
    private final Setting set;

    /** @param keys judges the session keys of entries that use a set */
    TransformSets(TransformRegistry registry, SessionKeys keys) {
        this.registry = registry;
        this.keys = keys;
        this.set = Setting.of("crypto ipsec transform-set <ts:name> <transform:transform>{1,3}")
                .help(
                        "Encryption",
                        "IPsec",
                        "Define a transform set",
                        "Name of the set",
                        "Transforms: at most one AH, one ESP cipher and one ESP authenticator")
                .order(700)
                .key("crypto ipsec transform-set <ts>")
                .clearable("crypto ipsec transform-set [<ts>]")
                .written(this::inOrder)
                .onEntry(this::enter)
                .onRemoval(TransformSets::remove);
    }

    Setting setting() {
        return set;
    }

    /** The line that defines a set, active or waiting for a transform. */
    static Optional<Line> find(Configuration configuration, String name) {
        return configuration.under("crypto ipsec transform-set " + name).stream()
                .findFirst();
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
                        + (entry.description().standing() == Standing.LEGACY ? " (legacy)" : ""))
                .orElse("");
    }

    private String inOrder(Line line) {
        return "crypto ipsec transform-set " + line.word("ts") + " "
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
        var change = warned(line, roles.keySet());
        for (String complaint : keys.complaints(before, line)) {
            change = change.warn(complaint);
        }
        return change;
    }

    private Change warned(Line line, Set<Role> roles) {
        var change = Change.of(line);
        for (String keyword : keywords(line)) {
            if (standing(keyword).filter(Standing.LEGACY::equals).isPresent()) {
                change = change.warn(keyword + " is a legacy algorithm");
            }
        }
        if (roles.equals(Set.of(Role.CIPHER))) {
            change = change.warn("transform-set \"" + line.word("ts")
                    + "\" encrypts without authentication: forged packets cannot be told from true ones");
        }
        return change;
    }

    private boolean isCipher(String keyword) {
        return registry.snapshot()
                .keyword(keyword)
                .map(entry -> entry.description().kind() == TransformKind.ENCRYPTION)
                .orElse(!keyword.endsWith("-hmac")); // not installed: PIX keywords of authenticators end so
    }

    private Optional<Standing> standing(String keyword) {
        return registry.snapshot()
                .keyword(keyword)
                .map(InstalledTransform::description)
                .map(d -> d.standing());
    }

    private static Change remove(Configuration before, List<Line> removed) {
        for (Line set : removed) {
            for (Line user : before.lines(CryptoMaps.SET_TRANSFORM)) {
                if (user.arguments().words("ts").contains(set.word("ts"))) {
                    return Change.refused("transform-set \"%s\" is in use by crypto map \"%s\" %s"
                            .formatted(set.word("ts"), user.word("map"), user.word("seq")));
                }
            }
        }
        return Change.none();
    }
}
