// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Setting;

/**
 * Turns one ledger into the next, by the commands of a table: pure functions, in which the handlers of settings are called.
 */
final class Clerk {
    private static final String NOT_YET = "not judged yet";

    private final Table table;

    Clerk(Table table) {
        this.table = table;
    }

    /** What a change makes of a ledger. */
    record Outcome(Ledger ledger, List<String> output, Optional<String> refusal) {}

    /** Where a change comes from: what it replaces, and what its steps do that take a snapshot. */
    private enum Origin {
        /** A console: it replaces whatever has its key, and takes snapshots. */
        CONSOLE,
        /** A file: it takes no snapshot that there is: the line finds what was bound when the file was written. */
        FILE,
        /** A snapshot, of which none is taken. */
        SNAPSHOT
    }

    /** Performs a change that was typed, or nothing of it. */
    Outcome perform(Ledger before, Change change) {
        return perform(before, change, Origin.CONSOLE);
    }

    private Outcome perform(Ledger before, Change change, Origin origin) {
        if (change.refusal().isPresent()) {
            return new Outcome(before, List.of(), change.refusal());
        }
        var lines = before;
        for (var step : change.steps()) {
            lines = editLines(lines, step, origin);
        }
        if (lines.size() > RunningConfiguration.MAX_SIZE && lines.size() > before.size()) {
            return new Outcome(
                    before,
                    List.of(),
                    Optional.of("configuration would exceed " + RunningConfiguration.MAX_SIZE + " characters"));
        }
        var after = lines;
        for (var step : change.steps()) {
            boolean bound =
                    step instanceof Change.Step.Bind bind && before.bound().containsKey(bind.name());
            if (origin == Origin.CONSOLE || origin == Origin.FILE && !bound) {
                after = editSnapshots(after, step);
            }
        }
        return new Outcome(after, change.output(), Optional.empty());
    }

    private Ledger editLines(Ledger ledger, Change.Step step, Origin origin) {
        if (step instanceof Change.Step.Put put) {
            var entry = entry(put.text());
            return origin == Origin.CONSOLE ? ledger.withTyped(entry) : ledger.with(entry);
        }
        return step instanceof Change.Step.Remove remove ? ledger.without(remove.line()) : ledger;
    }

    private static Ledger editSnapshots(Ledger ledger, Change.Step step) {
        if (step instanceof Change.Step.Bind bind) {
            return ledger.bind(bind.name());
        }
        if (step instanceof Change.Step.Rebind rebind) {
            return ledger.rebind(rebind.name(), rebind.which());
        }
        return step instanceof Change.Step.Unbind unbind ? ledger.unbind(unbind.name()) : ledger;
    }

    private Entry entry(String text) {
        return setting(text)
                .map(match -> Entry.of(match, Entry.Standing.ADMITTED, 0))
                .orElseThrow(() -> new IllegalStateException("a handler put a line that no grammar fits"));
    }

    private Optional<Parse.Matched> setting(String text) {
        return table.parse(Mode.CONFIGURATION, text) instanceof Parse.Matched match
                        && match.form().kind() == Form.Kind.ENTER
                ? Optional.of(match)
                : Optional.empty();
    }

    /** What entering a line that fits changes. */
    Change entering(Configuration before, Parse.Matched match) {
        return ((Setting) match.form().command()).entry().enter(before, written(match));
    }

    /** The line as it is written. */
    private Line written(Parse.Matched match) {
        var typed = Entry.of(match, Entry.Standing.ADMITTED, 0).line();
        var text = ((Setting) match.form().command()).written().apply(typed);
        return text.equals(typed.text()) ? typed : entry(text).line();
    }

    /** Which lines a removing form means. */
    List<Line> victims(Configuration before, Parse.Matched match) {
        if (match.form().kind() != Form.Kind.REMOVE_LINE) {
            return under(before, match);
        }
        var line = exactly(before, written(match).text());
        if (line.isEmpty()) {
            return match.under() ? under(before, match) : parts(before, match);
        }
        return line;
    }

    private List<Line> under(Configuration before, Parse.Matched match) {
        return before.under(match.text()).stream()
                .filter(line ->
                        table.setting(line.setting()).filter(Setting::isLasting).isEmpty())
                .toList();
    }

    /** The lines of the same command that entering the line would put in its place; none if one of them is missing. */
    private List<Line> parts(Configuration before, Parse.Matched match) {
        if (match.unavailable().isPresent()) {
            return List.of();
        }
        var setting = ((Setting) match.form().command()).grammar();
        var parts = new ArrayList<Line>();
        for (var step : entering(before, match).steps()) {
            if (step instanceof Change.Step.Put put
                    && entry(put.text()).line().setting().equals(setting)) {
                var part = exactly(before, put.text());
                if (part.isEmpty()) {
                    return List.of();
                }
                parts.addAll(part);
            }
        }
        return parts;
    }

    static List<Line> exactly(Configuration before, String text) {
        return before.lines().stream().filter(line -> line.text().equals(text)).toList();
    }

    /**
     * What removing these lines changes: each setting is asked about its own, also about those without effect, but not about
     * those that a setting before it took along.
     */
    Change removing(Configuration before, List<Line> victims) {
        var change = Change.none().remove(victims);
        var bySetting =
                victims.stream().collect(Collectors.groupingBy(Line::setting, LinkedHashMap::new, Collectors.toList()));
        var taken = new HashSet<Line>();
        for (var group : bySetting.entrySet()) {
            var setting = table.setting(group.getKey());
            var own = group.getValue().stream()
                    .filter(line -> !taken.contains(line))
                    .toList();
            if (setting.isPresent() && !own.isEmpty()) {
                var answer = setting.get().removal().remove(before, own);
                removals(answer).forEach(taken::add);
                change = change.and(answer);
            }
        }
        return change;
    }

    private static Stream<Line> removals(Change change) {
        return change.steps().stream()
                .filter(Change.Step.Remove.class::isInstance)
                .map(step -> ((Change.Step.Remove) step).line());
    }

    /** Judges every line anew, those of snapshots too; lines from files that can be judged now go to their handlers. */
    Ledger evaluate(Ledger old) {
        var judged = new HashMap<Entry, Entry>(); // snapshots have most lines in common with the ledger
        var ledger = admit(old.with(judged(old.entries(), judged)), Origin.FILE);
        var bound = new TreeMap<String, Ledger.Bound>();
        for (var each : ledger.bound().entrySet()) {
            var before = each.getValue();
            var lines = new Ledger(List.of(), Map.of(), 0).with(judged(before.entries(), judged));
            var after = admit(lines, Origin.SNAPSHOT).entries();
            bound.put(
                    each.getKey(),
                    after.equals(before.entries()) ? before : new Ledger.Bound(before.generation(), after));
        }
        return ledger.withBound(bound);
    }

    private List<Entry> judged(List<Entry> entries, Map<Entry, Entry> known) {
        return entries.stream()
                .map(entry -> known.computeIfAbsent(entry, this::judged))
                .toList();
    }

    /** The entry as the present commands see it. */
    private Entry judged(Entry old) {
        var again = reparsed(old);
        return again.equals(old) ? old : again; // most often nothing has changed: the line stays the same object
    }

    private Entry reparsed(Entry old) {
        var text = old.line().text();
        Parse parse = table.again(old.line().setting(), text)
                .<Parse>map(match -> match)
                .orElseGet(() -> table.parse(Mode.CONFIGURATION, text));
        if (parse instanceof Parse.Matched match) {
            if (match.form().kind() != Form.Kind.ENTER) {
                return old.inactive(Entry.Standing.REFUSED, "not a configuration line");
            }
            if (old.admitted()) {
                return Entry.of(match, Entry.Standing.ADMITTED, old.fileLine());
            }
            return Entry.of(match, Entry.Standing.WAITING, old.fileLine())
                    .inactive(Entry.Standing.WAITING, match.unavailable().orElse(NOT_YET));
        }
        var failed = (Parse.Failed) parse;
        if (old.admitted()) {
            return old.inactive(Entry.Standing.ADMITTED, failed.message());
        }
        return old.inactive(failed.known() ? Entry.Standing.REFUSED : Entry.Standing.WAITING, failed.message());
    }

    /** Hands lines that wait for nothing to their handlers, until no more of them can be taken. */
    private Ledger admit(Ledger start, Origin origin) {
        var draft = new Draft(start);
        long left = draft.waiting();
        long before = left + 1;
        while (left > 0 && left < before) {
            var entries = draft.entries();
            for (int i = 0; i < entries.size(); i++) {
                int at = entries.get(i).admitted() ? -1 : draft.find(entries.get(i), i);
                if (at >= 0) {
                    admit(draft, at, entries.get(i), origin);
                }
            }
            before = left;
            left = draft.waiting();
        }
        return draft.ledger();
    }

    private void admit(Draft draft, int at, Entry entry, Origin origin) {
        var match = table.again(entry.line().setting(), entry.line().text())
                .or(() -> setting(entry.line().text()))
                .filter(fits -> fits.unavailable().isEmpty())
                .orElse(null);
        if (match == null) {
            return;
        }
        var change = entering(draft.configuration(), match);
        var admitted = Entry.of(match, Entry.Standing.ADMITTED, entry.fileLine());
        if (change.refusal().isPresent()) {
            draft.set(
                    at, entry.inactive(Entry.Standing.REFUSED, change.refusal().get()));
        } else if (isJust(change, admitted) && !draft.hasKey(admitted.key())) {
            draft.set(at, admitted);
        } else {
            var ledger = draft.ledger();
            var outcome = perform(ledger.replace(entry, standIn(entry, change)), change, origin);
            draft.become(outcome.ledger().withoutUnadmitted(entry.line()));
        }
    }

    /** Whether a change does nothing but put this entry. */
    private static boolean isJust(Change change, Entry entry) {
        return change.steps().size() == 1
                && change.steps().get(0) instanceof Change.Step.Put put
                && put.text().equals(entry.line().text());
    }

    /** The entry under the text that its handler gives it, so that the line stays where it is. */
    private Entry standIn(Entry entry, Change change) {
        return change.steps().stream()
                .filter(Change.Step.Put.class::isInstance)
                .map(step -> entry(((Change.Step.Put) step).text()))
                .findFirst()
                .map(put -> put.inactive(Entry.Standing.WAITING, NOT_YET))
                .orElse(entry);
    }
}
