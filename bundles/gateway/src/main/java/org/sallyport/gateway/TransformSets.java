// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Setting set;

    TransformSets(TransformRegistry registry) {
        this.registry = registry;
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

    private Change enter(Configuration before, Line line) {
        Optional<String> ah = Optional.empty();
        Optional<String> cipher = Optional.empty();
        Optional<String> authenticator = Optional.empty();
        for (String keyword : keywords(line)) {
            if (keyword.startsWith("ah-")) {
                if (ah.isPresent()) {
                    return Change.refused("duplicate AH transform " + keyword);
                }
                ah = Optional.of(keyword);
            } else if (isCipher(keyword)) {
                if (cipher.isPresent()) {
                    return Change.refused("duplicate ESP encryption transform " + keyword);
                }
                cipher = Optional.of(keyword);
            } else if (authenticator.isPresent()) {
                return Change.refused("duplicate ESP authentication transform " + keyword);
            } else {
                authenticator = Optional.of(keyword);
            }
        }
        if (authenticator.isPresent() && cipher.isEmpty()) {
            return Change.refused("an ESP authentication transform needs an ESP encryption transform: "
                    + authenticator.get() + " stands alone; esp-null encrypts nothing");
        }
        var words = new ArrayList<String>();
        ah.ifPresent(words::add);
        cipher.ifPresent(words::add);
        authenticator.ifPresent(words::add);
        return warned(line.word("ts"), words, cipher, authenticator, ah);
    }

    private Change warned(
            String name,
            List<String> words,
            Optional<String> cipher,
            Optional<String> authenticator,
            Optional<String> ah) {
        var change = Change.none().put("crypto ipsec transform-set " + name + " " + String.join(" ", words));
        for (String keyword : words) {
            if (standing(keyword).filter(Standing.LEGACY::equals).isPresent()) {
                change = change.warn(keyword + " is a legacy algorithm");
            }
        }
        if (cipher.isPresent() && authenticator.isEmpty() && ah.isEmpty()) {
            change = change.warn("transform-set \"" + name
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
