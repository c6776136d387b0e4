// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.Command;
import org.sallyport.config.Configuration;
import org.sallyport.config.Invocation;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.Setting;
import org.sallyport.config.Show;
import org.sallyport.config.TokenType;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUse;

/**
 * The commands {@code crypto transform} and {@code crypto floor}: how each algorithm may be used, and how weak one may be. An
 * algorithm is called by its name, or by any of its keywords; its line has the name, and counts also while its bundle is missing.
 */
final class TransformUses implements TokenType {
    private static final String USE = "crypto transform";
    private static final String PLAN = "show " + USE + " <algorithm:algorithm> plan";
    private static final String FLOOR = "crypto floor";
    private static final int NAME = 2;
    private static final int WORD = 3;

    private final TransformRegistry registry;
    private final Withdrawals withdrawals;

    TransformUses(TransformRegistry registry, Withdrawals withdrawals) {
        this.registry = registry;
        this.withdrawals = withdrawals;
    }

    List<Command> commands() {
        return List.of(
                Setting.of(USE + " <algorithm:algorithm> {offer|accept-only|deprecate|withdraw}")
                        .help(
                                "Encryption",
                                "How an algorithm may be used",
                                "Its name, or one of its keywords",
                                "Offered and accepted; only accepted; told and counted; neither, and SAs move off it")
                        .order(705)
                        .key(USE + " <algorithm>")
                        .clearable(USE)
                        .onEntry(this::enter),
                Action.of(USE + " <algorithm:algorithm> withdraw force", Mode.CONFIGURATION, this::force)
                        .help(
                                "Encryption",
                                "How an algorithm may be used",
                                "Its name, or one of its keywords",
                                "Neither offered nor accepted; SAs move off it",
                                "Also end the SAs that have no alternative, now"),
                Setting.of(FLOOR + " {acceptable|recommended}")
                        .help(
                                "Encryption",
                                "How weak algorithms may be",
                                "Those of a lower standing are neither offered nor accepted")
                        .order(706)
                        .key(FLOOR)
                        .onEntry(this::enterFloor),
                Show.of(PLAN, () -> this, TransformUses::plan)
                        .help(
                                "Show",
                                "Encryption",
                                "An algorithm",
                                "Its name, or one of its keywords",
                                "What withdrawing it would do"));
    }

    private static List<String> plan(TransformUses uses, Arguments arguments) {
        String name = arguments.word("algorithm");
        List<String> lines = uses.withdrawals.plan(uses.withdrawals.algorithm(name));
        if (uses.isInstalled(name)) {
            return lines;
        }
        String absent = absent(name);
        return uses.withdrawals.users(name).isEmpty()
                ? List.of(absent)
                : Stream.concat(Stream.of(absent), lines.stream()).toList();
    }

    private boolean isInstalled(String name) {
        return names().anyMatch(name::equals);
    }

    private static String absent(String name) {
        return "algorithm " + name + " is not installed";
    }

    private Change enter(Configuration before, Line line) {
        String name = line.word("algorithm");
        if (line.has(TransformUse.OFFERED.word())) {
            return Change.none().remove(before.under(USE + " " + name));
        }
        var change = Change.of(line);
        return line.has(TransformUse.WITHDRAWN.word())
                ? noted(change, withdrawals.summary(withdrawals.algorithm(name)))
                : change;
    }

    private Change enterFloor(Configuration before, Line line) {
        return noted(Change.of(line), withdrawals.summary(withdrawals.floor(standing(line.text()))));
    }

    private static Change noted(Change change, List<String> lines) {
        Change noted = change;
        for (String line : lines) {
            noted = noted.note("% " + line);
        }
        return noted;
    }

    private Reply force(Invocation invocation) {
        String name = invocation.arguments().word("algorithm");
        String line = USE + " " + name + " " + TransformUse.WITHDRAWN.word();
        boolean known = isInstalled(name)
                || !invocation.running().current().under(USE + " " + name).isEmpty()
                || !withdrawals.users(name).isEmpty();
        if (!known) {
            return Reply.error(absent(name));
        }
        Withdrawals.Subject subject = withdrawals.algorithm(name);
        List<String> summary = withdrawals.forced(subject);
        Reply reply = invocation
                .running()
                .change(before -> before.under(USE + " " + name).stream()
                                .anyMatch(each -> each.text().equals(line))
                        ? Change.none()
                        : Change.none().remove(before.under(USE + " " + name)).put(line));
        if (reply.failed()) {
            return reply;
        }
        withdrawals.cut(subject.algorithms());
        return reply.and(Reply.of(summary.stream().map("% "::concat).toList()));
    }

    /** What the lines say, active or waiting for a transform. */
    static TransformPolicy policy(Configuration lines) {
        Map<String, TransformUse> uses = new HashMap<>();
        for (Line line : lines.under(USE)) {
            String[] words = line.text().split(" ", -1);
            for (TransformUse use : TransformUse.values()) {
                if (words.length > WORD && use.word().equals(words[WORD])) {
                    uses.put(words[NAME], use);
                }
            }
        }
        Standing floor = lines.under(FLOOR).stream()
                .findFirst()
                .map(line -> standing(line.text()))
                .orElse(Standing.LEGACY);
        return new TransformPolicy(uses, floor);
    }

    private static Standing standing(String line) {
        return Stream.of(Standing.values())
                .filter(each -> line.equals(FLOOR + " " + each.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(Standing.LEGACY);
    }

    @Override
    public String name() {
        return "algorithm";
    }

    @Override
    public Judgement judge(String word) {
        Optional<String> name = names().filter(word::equals).findFirst().or(() -> meaning(word));
        if (name.isPresent()) {
            return new Judgement.Valid(name.get());
        }
        return word.matches("[a-z0-9][a-z0-9-]{0,39}")
                ? new Judgement.Unavailable(absent(word))
                : new Judgement.Invalid("\"" + word + "\" is not an algorithm");
    }

    private Stream<String> names() {
        return registry.snapshot().installed().stream()
                .map(entry -> entry.description().name())
                .distinct();
    }

    /** The algorithm that a keyword stands for. */
    private Optional<String> meaning(String keyword) {
        TransformSnapshot now = registry.snapshot();
        return now.keyword(keyword)
                .or(() -> Stream.of(TransformKind.values())
                        .flatMap(kind -> now.isakmpKeyword(kind, keyword).stream())
                        .findFirst())
                .map(InstalledTransform::description)
                .map(TransformDescription::name);
    }

    @Override
    public List<Candidate> candidates(Configuration configuration) {
        return registry.snapshot().installed().stream()
                .map(InstalledTransform::description)
                .map(found -> new Candidate(found.name(), TransformListing.keywords(found), true))
                .distinct()
                .toList();
    }
}
