// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The results in Markdown. */
final class Report {
    /** The share of the machine that makes it a busy one. */
    private static final double BUSY = 0.05;

    private final Options options;
    private final Suite suite;
    private final Results results;
    private final List<Contestant> contestants;

    /** @param contestants that are still up */
    Report(Options options, Suite suite, Results results, List<Contestant> contestants) {
        this.contestants = contestants;
        this.options = options;
        this.suite = suite;
        this.results = results;
    }

    /** The tables, and what must be known to read them. */
    String tables() {
        var text = new StringBuilder("## " + suite.transforms() + "\n\n");
        Machine.description().forEach(line -> text.append("* ").append(line).append('\n'));
        text.append("* median (least–most) of ")
                .append(options.rounds())
                .append(" interleaved runs of ")
                .append(options.seconds())
                .append(" s after ")
                .append(options.warmup())
                .append(" s of warm-up for each Sallyport pair\n");
        contestants.forEach(each -> text.append("* MTU at gateway A, ")
                .append(each.kind().title)
                .append(": ")
                .append(Machine.devices(each.network().gatewayA))
                .append('\n'));
        results.idleShare().ifPresent(idle -> text.append(processors(idle)));
        results.unavailable()
                .forEach((kind, reason) -> text.append("* not available: ")
                        .append(kind.title)
                        .append(" (")
                        .append(reason)
                        .append(")\n"));
        for (Wire wire : options.wires()) {
            text.append("\nTwo gateways ").append(wire.title).append(":\n\n");
            table(wire).forEach(row -> text.append(row).append('\n'));
        }
        return text.append('\n').append(proof()).toString();
    }

    private String processors(Summary idle) {
        String share = cell(idle, 3);
        String line =
                "* CPU: the whole machine, hosts and iperf3 included; what it used with all gateways up and no traffic, "
                        + share + " CPU seconds a second, is subtracted\n";
        return idle.most() > Runtime.getRuntime().availableProcessors() * BUSY
                ? line + "* THE MACHINE HAD OTHER WORK: these figures are not worth much, and those of CPU nothing\n"
                : line;
    }

    private List<String> table(Wire wire) {
        List<Kind> kinds = List.copyOf(options.contestants());
        List<Kind> compared = options.contestants().contains(Kind.STRONGSWAN)
                ? kinds.stream().filter(Kind::isSallyport).toList()
                : List.of();
        var rows = new ArrayList<String>();
        rows.add(row("", kinds, kind -> kind.title, compared, kind -> kind.title + " / strongSwan"));
        rows.add("|---" + "|--:".repeat(kinds.size() + compared.size()) + "|");
        for (Workload workload : options.workloads()) {
            for (Figure figure : workload.figures) {
                rows.add(row(
                        figure.title(),
                        kinds,
                        kind -> cell(wire, kind, figure),
                        compared,
                        kind -> ratio(wire, kind, figure)));
            }
        }
        return rows;
    }

    private static String row(
            String title,
            List<Kind> kinds,
            Function<Kind, String> value,
            List<Kind> compared,
            Function<Kind, String> ratio) {
        var cells = new ArrayList<String>();
        cells.add(title);
        kinds.forEach(kind -> cells.add(value.apply(kind)));
        compared.forEach(kind -> cells.add(ratio.apply(kind)));
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private Optional<Summary> at(Wire wire, Kind kind, Figure figure) {
        return results.at(new Results.Place(wire, kind, figure));
    }

    private String cell(Wire wire, Kind kind, Figure figure) {
        if (results.unavailable().containsKey(kind)) {
            return "not available";
        }
        return at(wire, kind, figure)
                .map(summary -> cell(summary, figure.quantity().decimals)
                        + (summary.count() < options.rounds() ? ", only " + summary.count() + " runs worked" : ""))
                .orElse("failed");
    }

    /** Median, least and most. */
    static String cell(Summary summary, int decimals) {
        return number(summary.median(), decimals) + " (" + number(summary.least(), decimals) + "–"
                + number(summary.most(), decimals) + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private String ratio(Wire wire, Kind kind, Figure figure) {
        Optional<Summary> ours = at(wire, kind, figure);
        Optional<Summary> theirs = at(wire, Kind.STRONGSWAN, figure);
        return ours.isPresent() && theirs.isPresent()
                ? "**" + number(ours.get().median() / theirs.get().median(), 2) + "**"
                : "–";
    }

    /** What shows that packets were protected. */
    private String proof() {
        var text = new StringBuilder();
        results.packets().forEach((kind, packets) -> {
            text.append("* %s: gateway A protected and unprotected %,d packets; what arrived needs at least %,d%s%n"
                    .formatted(
                            kind.title,
                            packets.counted(),
                            packets.needed(),
                            packets.suffice() ? "" : " — SO THESE FIGURES ARE NOT OF PROTECTED PACKETS"));
        });
        return text.toString();
    }

    /** How everything was configured, and what it said at the end. */
    String exhibits() {
        var text = new StringBuilder("\n## Configurations\n");
        for (Contestant contestant : contestants) {
            text.append("\n### ").append(contestant.kind().title).append('\n');
            contestant
                    .exhibits()
                    .forEach(exhibit -> text.append('\n')
                            .append(exhibit.title())
                            .append(":\n```\n")
                            .append(exhibit.text().stripTrailing())
                            .append("\n```\n"));
        }
        return text.toString();
    }
}
