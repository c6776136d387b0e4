// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sallyport.config.Mode;
import org.sallyport.config.RunningConfiguration;

/**
 * Lines of a file on their way into a ledger. First all of them are taken down, then they are judged together, so that their
 * order does not matter more than it must. Owned by one call.
 */
final class Merge {
    private static final Set<String> VERBS = Set.of("no", "clear");

    private final Table table;
    private final List<String> output = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private final Set<String> earlier; // lines of the ledger at first
    private final Set<String> others; // those of them that the file does not have
    private final List<Entry> takenDown = new ArrayList<>();
    private Ledger ledger;
    private Place last;
    private int size;
    private boolean failed;

    Merge(Table table, Ledger ledger) {
        this.table = table;
        this.ledger = ledger;
        size = ledger.size();
        last = ledger.lastPlace();
        ledger.entries().forEach(entry -> texts.add(entry.line().text()));
        earlier = Set.copyOf(texts);
        others = new HashSet<>(texts);
    }

    /** With all lines that were taken down so far. */
    Ledger ledger() {
        if (!takenDown.isEmpty()) { // together: sorting them in one by one would take the square of the time
            ledger = ledger.and(takenDown);
            takenDown.clear();
        }
        return ledger;
    }

    boolean failed() {
        return failed;
    }

    /** Of what is printed, the errors of lines that are not in the ledger. */
    List<String> lost() {
        return lost;
    }

    void line(RawLine line, int number) {
        others.remove(line.text());
        if (line.silent() || texts.contains(line.text())) {
            return;
        }
        if (line.problem().isPresent()) {
            error(number, line.problem().get());
            return;
        }
        var parse = table.parse(Mode.CONFIGURATION, line.text());
        if (parse instanceof Parse.Matched match) {
            take(match, line, number);
        } else {
            keep(line, (Parse.Failed) parse, number);
        }
    }

    private void take(Parse.Matched match, RawLine line, int number) {
        switch (match.form().kind()) {
            case ENTER -> {
                others.remove(match.text());
                if (!texts.contains(match.text())) {
                    var entry = Entry.of(match, Entry.Standing.WAITING, number);
                    append(entry.inactive(Entry.Standing.WAITING, "not judged yet"));
                }
            }
            case REMOVE_LINE, REMOVE_UNDER, CLEAR -> remove(match, number);
            case RUN, LIST ->
                error(number, "\"" + Words.split(line.text()).get(0) + "\" is not a configuration command");
        }
    }

    private void keep(RawLine line, Parse.Failed wrong, int number) {
        var verb = Words.split(line.text()).get(0).toLowerCase(Locale.ROOT);
        if (wrong.known()) {
            error(number, wrong.message());
        } else if (VERBS.contains(verb)) {
            output.add("WARNING: line " + number + ": ignored: " + wrong.message());
        } else {
            append(Entry.unknown(line.text(), last, number, wrong.message()));
        }
    }

    private void remove(Parse.Matched match, int number) {
        var present = ledger();
        var before = present.configuration();
        var clerk = new Clerk(table);
        var outcome = clerk.perform(present, clerk.removing(before, clerk.victims(before, match)));
        outcome.refusal().ifPresent(message -> error(number, message));
        ledger = outcome.ledger();
        last = ledger.lastPlace();
        texts.clear();
        ledger.entries().forEach(entry -> texts.add(entry.line().text()));
    }

    /** Takes down what was bound under a name, unless something is bound there. */
    void bound(String name, List<String> lines) {
        if (ledger.bound().containsKey(name)) {
            return;
        }
        var other = new Merge(table, Ledger.EMPTY);
        for (int i = 0; i < lines.size(); i++) {
            other.line(RawLine.of(lines.get(i)), i + 1);
        }
        ledger = ledger.bind(name, other.ledger().entries());
        output.add("WARNING: " + name + ": bound as before, without the edits that followed");
    }

    /**
     * Judges what was taken down, and drops what the file has wrong, unless a line that waits may yet make it right; answers what
     * is to be printed.
     */
    List<String> finish() {
        ledger = new Clerk(table).evaluate(ledger());
        boolean somethingWaits =
                ledger.entries().stream().anyMatch(entry -> entry.standing() == Entry.Standing.WAITING);
        var dropped = new HashSet<Entry>();
        for (var entry : ledger.entries()) {
            var text = entry.line().text();
            if (entry.standing() != Entry.Standing.REFUSED || others.contains(text)) {
                continue;
            }
            var message = entry.line().inactive().orElse("");
            if (somethingWaits || earlier.contains(text)) {
                report(entry.fileLine(), message);
            } else {
                error(entry.fileLine(), message);
                dropped.add(entry);
            }
        }
        ledger = ledger.with(ledger.entries().stream()
                .filter(entry -> !dropped.contains(entry))
                .toList());
        return output;
    }

    private void append(Entry entry) {
        size += entry.line().text().length() + 1;
        if (size > RunningConfiguration.MAX_SIZE) {
            error(entry.fileLine(), "configuration would exceed " + RunningConfiguration.MAX_SIZE + " characters");
        } else {
            takenDown.add(entry);
            last = entry.place().compareTo(last) < 0 ? last : entry.place();
            texts.add(entry.line().text());
        }
    }

    /** Reports a line that is lost. */
    private void error(int number, String message) {
        lost.add(report(number, message));
    }

    private String report(int number, String message) {
        failed = true;
        var error = "ERROR: line " + number + ": " + message;
        output.add(error);
        return error;
    }
}
