// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformUse;

/** What {@code show crypto ipsec transform-set} and {@code show crypto transforms} print. */
final class TransformListing {
    static final String SETS = "show crypto ipsec transform-set [tag <ts:name>]";
    static final String TRANSFORMS = "show crypto transforms [detail]";

    private static final String ROW = "%-17s %-12s %-9s %-12s %-11s %8s  %-34s %s";

    private TransformListing() {}

    static List<String> sets(View view, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        for (Line line : TransformSets.all(view.configuration())) {
            if (arguments.find("ts").map(line.word("ts")::equals).orElse(true)) {
                set(lines, line, TransformSet.find(view.configuration(), line.word("ts")));
            }
        }
        return lines;
    }

    private static void set(List<String> lines, Line line, Optional<TransformSet> set) {
        String mode = set.filter(TransformSet::transport).isPresent() ? "Transport" : "Tunnel";
        String numbers = set.filter(TransformSet::extended).isPresent() ? " ESN," : "";
        List<String> ah = words(line, "ah-");
        List<String> esp = words(line, "esp-");
        String head = "Transform set " + line.word("ts") + ": ";
        for (List<String> group : List.of(ah, esp)) {
            if (!group.isEmpty()) {
                lines.add(head + "{ " + String.join(" ", group) + "  }");
                lines.add("   will negotiate = { " + mode + "," + numbers + "  },");
                head = "   ";
            }
        }
        line.inactive().ifPresent(reason -> lines.add("   inactive: " + reason));
        lines.add("");
    }

    private static List<String> words(Line line, String prefix) {
        return TransformSets.keywords(line).stream()
                .filter(word -> word.startsWith(prefix))
                .toList();
    }

    static List<String> transforms(View view) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("Transform", "Kind", "State", "Standing", "Use", "Contexts", "Keywords", "Provider"));
        for (InstalledTransform entry : view.transforms().installed()) {
            TransformDescription description = entry.description();
            lines.add(ROW.formatted(
                    description.name(),
                    word(description.kind()),
                    state(view, entry),
                    word(description.standing()),
                    use(view, description.algorithm()),
                    entry.usage().contexts(),
                    keywords(description),
                    description.provider() + (entry.verdict().isEmpty() ? "" : ": " + entry.verdict())));
        }
        return lines;
    }

    /** Whether it serves its algorithm: no other provider stands before it. */
    static boolean serves(View view, InstalledTransform entry) {
        return view.transforms()
                .serving(entry.description().algorithm())
                .filter(serving -> serving.transform() == entry.transform())
                .isPresent();
    }

    static String state(View view, InstalledTransform entry) {
        return entry.state() == InstalledTransform.State.ADMITTED && !serves(view, entry)
                ? "shadowed"
                : word(entry.state());
    }

    /** How an algorithm may be used, with its standing. */
    static String use(View view, AlgorithmId algorithm) {
        TransformUse use = view.transforms().policy().use(algorithm);
        boolean low = use != TransformUse.WITHDRAWN
                && view.transforms().obstacle(algorithm, false).isPresent();
        return low ? "below-floor" : word(use);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Of an algorithm that only IKE uses, the words of {@code isakmp policy}. */
    static String keywords(TransformDescription description) {
        return description.keywords().isEmpty() && !description.isakmp().isEmpty()
                ? "isakmp " + String.join(" ", description.isakmp())
                : String.join(" ", description.keywords());
    }
}
