// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.lab.Cycles;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.bench.Options.Count;

/**
 * Measures throughput, packets a second and round trips, and prints them as a table that can go into a page. Ends with 0 if no
 * measurement failed and all gateways protected what they carried.
 *
 * <pre>
 * ARCHIVE [OPTION...] [SUITE...]   {@link Options#USAGE}
 * ARCHIVE soak [--minutes N]       {@link Soak}
 * ARCHIVE soak --swap N            {@link Cycles}
 * ARCHIVE scale [--pairs N] [--rounds N]  {@link Crowd}
 * ARCHIVE handshakes [--rounds N] [--seconds T] [--tunnels N]  {@link Handshakes}
 * </pre>
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] words) {
        try {
            System.exit(run(Path.of(words[0]), List.of(words).subList(1, words.length)));
        } catch (RuntimeException e) {
            // When the benchmark is interrupted, everything it works with vanishes under it: that is nobody's error.
            if (!Leftovers.ending()) {
                throw e;
            }
        }
    }

    private static int run(Path archive, List<String> words) {
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        try {
            return switch (words.isEmpty() ? "" : words.get(0)) {
                case "soak" -> soak(archive, rest) ? 0 : 1;
                case "scale" -> scale(archive, rest) ? 0 : 1;
                case "handshakes" -> Handshakes.run(archive, rest) ? 0 : 1;
                default -> contest(archive, words);
            };
        } catch (NotUnderstood e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static boolean soak(Path archive, List<String> words) {
        var counts = Options.counts(words, new Count("--swap", 0, 1), new Count("--minutes", 10, 1));
        int swaps = counts.get("--swap");
        return swaps > 0 ? Cycles.soak(archive, swaps) : Soak.run(archive, counts.get("--minutes"));
    }

    private static boolean scale(Path archive, List<String> words) {
        var counts = Options.counts(words, new Count("--pairs", 10_000, 2), new Count("--rounds", 9, 1));
        return Crowd.run(archive, counts.get("--pairs"), counts.get("--rounds"));
    }

    private static int contest(Path archive, List<String> words) {
        Options options;
        try {
            options = Options.parse(words);
        } catch (NotUnderstood e) {
            System.err.println(e.getMessage() + "\n\n" + Options.USAGE);
            return 2;
        }
        boolean credible = true;
        for (Suite suite : options.suites()) {
            try (Contest contest = Contest.open(archive, options, suite)) {
                Results results = contest.run();
                var report = new Report(options, suite, results, contest.contestants());
                System.out.println(report.tables());
                System.out.println(report.exhibits());
                credible &= results.credible();
            }
        }
        return credible ? 0 : 1;
    }
}
