// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/**
 * The commands {@code isakmp policy}: any of them creates the policy. Values that are the default's are not written; a line
 * without a value says that the policy exists.
 */
final class PolicyLines {
    static final String DES = "des";
    static final String SHA = "sha";
    static final String RSA_SIG = "rsa-sig";
    static final String PRE_SHARE = "pre-share";
    static final String GROUP_1 = "1";
    static final long LIFETIME = 86_400;

    private static final String PREFIX = "isakmp policy";
    private static final String POLICY = PREFIX + " <priority:1-65534:priority>";
    private static final int ORDER = 806;

    static final Setting EXISTS = policy("", "", 0, List.of())
            .onEntry((before, line) -> Change.of(line))
            .onRemoval(PolicyLines::remove);

    static final Setting AUTHENTICATION = policy(
            "authentication",
            "{rsa-sig|pre-share}",
            1,
            List.of("How peers prove who they are", "By certificates, or by a key that both know"));

    static final Setting ENCRYPTION =
            policy("encryption", "<encryption:isakmp-cipher>", 2, List.of("What encrypts", "The encryption algorithm"));

    static final Setting HASH = policy("hash", "<hash:isakmp-hash>", 3, List.of("What hashes", "The hash algorithm"));

    static final Setting GROUP =
            policy("group", "<group:isakmp-group>", 4, List.of("What exchanges keys", "The Diffie-Hellman group"));

    static final Setting LIFE = policy(
            "lifetime",
            "<seconds:60-2147483647:lifetime>",
            5,
            List.of("How long the ISAKMP SA lives", "Seconds, 86400 unless given"));

    private PolicyLines() {}

    /** @param transforms say which algorithms are legacy ones */
    static List<Setting> settings(Supplier<TransformSnapshot> transforms) {
        return Stream.of(EXISTS, AUTHENTICATION, ENCRYPTION, HASH, GROUP, LIFE)
                .map(setting -> setting.onEntry(
                        (before, line) -> warned(setting.entry().enter(before, line), before, line, transforms.get())))
                .toList();
    }

    /** The parameters that name an algorithm, and what they are unless a line says it. */
    private enum Algorithm {
        ENCRYPTION(TransformKind.ENCRYPTION, DES),
        HASH(TransformKind.PRF, SHA),
        GROUP(TransformKind.KEY_EXCHANGE, GROUP_1);

        private final TransformKind kind;
        private final String usual;

        Algorithm(TransformKind kind, String usual) {
            this.kind = kind;
            this.usual = usual;
        }

        private String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }

        private boolean isLegacy(String word, TransformSnapshot transforms) {
            return transforms
                    .isakmpKeyword(kind, word)
                    .flatMap(found -> transforms.standing(found.description().algorithm()))
                    .filter(Standing.LEGACY::equals)
                    .isPresent();
        }
    }

    /** Warns of the legacy algorithms that a line chooses; a line without a value takes those of its policy. */
    private static Change warned(Change change, Configuration before, Line line, TransformSnapshot transforms) {
        List<Line> policy = before.under(PREFIX + " " + line.word("priority"));
        var warned = change;
        for (Algorithm each : Algorithm.values()) {
            Optional<String> word = line.isOf(EXISTS)
                    ? word(policy, each.parameter()).or(() -> Optional.of(each.usual))
                    : line.arguments().find(each.parameter());
            if (word.filter(chosen -> each.isLegacy(chosen, transforms)).isPresent()) {
                warned = warned.warn("policy %s: %s %s is a legacy algorithm"
                        .formatted(line.word("priority"), each.parameter(), word.get()));
            }
        }
        return warned;
    }

    private static Setting policy(String parameter, String value, int rank, List<String> help) {
        var texts = new ArrayList<>(List.of("IKE", "Policy", "Its priority; 1 is asked first"));
        texts.addAll(help);
        boolean bare = parameter.isEmpty();
        var setting = Setting.of(bare ? POLICY : POLICY + " " + parameter + " " + value)
                .help(texts.toArray(String[]::new))
                .order(ORDER, "priority")
                .rank(rank)
                .removable(PREFIX + " <priority>")
                .clearable("isakmp")
                .onEntry((before, line) -> enter(before, line, parameter));
        return bare ? setting.showable("isakmp") : setting.key(PREFIX + " <priority> " + parameter);
    }

    /** A policy goes as a whole. */
    private static Change remove(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (Line line : removed) {
            change = change.remove(before.under(line.text()));
        }
        return change;
    }

    private static Change enter(Configuration before, Line line, String parameter) {
        String policy = PREFIX + " " + line.word("priority");
        Change change = Change.none();
        if (before.under(policy).stream().noneMatch(other -> other.text().equals(policy))) {
            change = change.put(policy);
        }
        if (line.has(RSA_SIG)) {
            change = change.warn("policy " + line.word("priority")
                    + " uses rsa-sig but no certificate is available; it will not be offered");
        }
        if (line.has(PRE_SHARE) && before.lines(IsakmpLines.KEY).isEmpty()) {
            change = change.warn("policy " + line.word("priority")
                    + " uses pre-share but no isakmp key is configured; it will not be offered");
        }
        if (isDefault(line, parameter)) {
            return change.remove(before.under(policy + " " + parameter));
        }
        return change.put(line.text());
    }

    private static boolean isDefault(Line line, String parameter) {
        return switch (parameter) {
            case "authentication" -> line.has(RSA_SIG);
            case "encryption" -> line.word("encryption").equals(DES);
            case "hash" -> line.word("hash").equals(SHA);
            case "group" -> line.word("group").equals(GROUP_1);
            case "lifetime" -> line.number("seconds") == LIFETIME;
            default -> false;
        };
    }

    /**
     * A policy as its lines say it.
     *
     * @param inactive why it cannot be used now; empty if it can
     */
    record Suite(
            int priority,
            String encryption,
            String hash,
            boolean preShared,
            String group,
            long lifetime,
            Optional<String> inactive) {
        /** Why it cannot be used, and the line that names what is missing; empty if it is whole. @param policy how its lines begin */
        Optional<Obstacle> lacking(String policy, TransformSnapshot transforms) {
            return Stream.of(Algorithm.values())
                    .filter(each ->
                            transforms.isakmpKeyword(each.kind, word(each)).isEmpty())
                    .findFirst()
                    .map(each -> new Obstacle(
                            TransformWord.absence(each.kind, word(each)),
                            policy + " " + each.parameter() + " " + word(each)))
                    .or(() -> inactive.map(why -> new Obstacle(why, policy)));
        }

        private String word(Algorithm parameter) {
            return switch (parameter) {
                case ENCRYPTION -> encryption;
                case HASH -> hash;
                case GROUP -> group;
            };
        }

        /** The one that stands behind all others. */
        static Suite standard(int priority) {
            return new Suite(priority, DES, SHA, false, GROUP_1, LIFETIME, Optional.empty());
        }
    }

    /** The policies by their priority, without the default one. */
    static List<Suite> suites(Configuration configuration) {
        var priorities = new TreeSet<Integer>();
        for (Line line : configuration.under(PREFIX)) {
            line.arguments().find("priority").map(Integer::valueOf).ifPresent(priorities::add);
        }
        return priorities.stream()
                .map(priority -> suite(configuration, priority))
                .toList();
    }

    /** The lines themselves, whether they can be followed or not. */
    static List<String> texts(Configuration configuration) {
        return configuration.under(PREFIX).stream().map(Line::text).toList();
    }

    private static Suite suite(Configuration configuration, int priority) {
        List<Line> lines = configuration.under(PREFIX + " " + priority);
        return new Suite(
                priority,
                word(lines, "encryption").orElse(DES),
                word(lines, "hash").orElse(SHA),
                lines.stream().anyMatch(line -> line.has(PRE_SHARE)),
                word(lines, "group").orElse(GROUP_1),
                word(lines, "seconds").map(Long::valueOf).orElse(LIFETIME),
                lines.stream().flatMap(line -> line.inactive().stream()).findFirst());
    }

    private static Optional<String> word(List<Line> lines, String variable) {
        return lines.stream()
                .flatMap(line -> line.arguments().find(variable).stream())
                .findFirst();
    }
}
