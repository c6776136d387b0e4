// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.lab.Cycles;
import org.sallyport.lab.Leftovers;

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
        return switch (words.isEmpty() ? "" : words.get(0)) {
            case "soak" -> soak(archive, words) ? 0 : 1;
            case "scale" -> Crowd.run(archive, number(words, "--pairs", 10_000), number(words, "--rounds", 9)) ? 0 : 1;
            case "handshakes" -> Handshakes.run(archive, words.subList(1, words.size())) ? 0 : 1;
            default -> contest(archive, words);
        };
    }

    private static boolean soak(Path archive, List<String> words) {
        int swaps = number(words, "--swap", 0);
        return swaps > 0 ? Cycles.soak(archive, swaps) : Soak.run(archive, number(words, "--minutes", 10));
    }

    /** The number behind an option that may be missing. */
    static int number(List<String> words, String option, int otherwise) {
        int at = words.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }

    private static int contest(Path archive, List<String> words) {
        Options options;
        try {
            options = Options.parse(words);
        } catch (IllegalArgumentException e) {
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
