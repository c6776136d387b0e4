// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;

/**
 * The lines in written order and the snapshots of them: what the running configuration is made of. Immutable.
 *
 * @param entries in written order
 * @param bound snapshots by name
 * @param generation of the newest snapshot ever taken
 */
record Ledger(List<Entry> entries, Map<String, Bound> bound, long generation) {
    /** A snapshot and its generation. */
    record Bound(long generation, List<Entry> entries, Configuration lines) {
        Bound(long generation, List<Entry> entries) {
            this(generation, entries, new Configuration(Entry.lines(entries), Map.of()));
        }
    }

    static final Ledger EMPTY = new Ledger(List.of(), Map.of(), 0);

    Configuration configuration() {
        return new Configuration(Entry.lines(entries), bindings());
    }

    Map<String, Binding> bindings() {
        var bindings = new HashMap<String, Binding>();
        bound.forEach(
                (name, snapshot) -> bindings.put(name, new Binding(name, snapshot.generation(), snapshot.lines())));
        return bindings;
    }

    /** Characters of all lines. */
    int size() {
        return entries.stream()
                .mapToInt(entry -> entry.line().text().length() + 1)
                .sum();
    }

    boolean has(String text) {
        return entries.stream().anyMatch(entry -> entry.line().text().equals(text));
    }

    /** The place an unknown line takes: behind the line that came last. */
    Place lastPlace() {
        return entries.isEmpty() ? Place.FIRST : entries.get(entries.size() - 1).place();
    }

    /** With the entry in place of the one it replaces, else behind those that are written no later. */
    Ledger with(Entry entry) {
        return with(entry, entry::replaces);
    }

    /** The same for an entry that was typed. */
    Ledger withTyped(Entry entry) {
        return with(entry, entry::supersedes);
    }

    private Ledger with(Entry entry, Predicate<Entry> replaces) {
        var next = new ArrayList<Entry>(entries.size() + 1);
        boolean placed = false;
        for (var old : entries) {
            if (!replaces.test(old)) {
                next.add(old);
            } else if (!placed && old.place().compareTo(entry.place()) == 0) {
                next.add(entry);
                placed = true;
            }
        }
        if (!placed) {
            insert(next, entry);
        }
        return new Ledger(List.copyOf(next), bound, generation);
    }

    /** With more entries, whatever their keys, each behind those that are written no later. */
    Ledger and(List<Entry> more) {
        var next = new ArrayList<>(entries);
        next.addAll(more);
        return with(next);
    }

    private static void insert(List<Entry> sorted, Entry entry) {
        int at = sorted.size();
        while (at > 0 && sorted.get(at - 1).place().compareTo(entry.place()) > 0) {
            at--;
        }
        sorted.add(at, entry);
    }

    /** With another entry in place of this one. */
    Ledger replace(Entry entry, Entry other) {
        return new Ledger(
                entries.stream().map(each -> entry.sameAs(each) ? other : each).toList(), bound, generation);
    }

    /** Without the line, unless it has been admitted. */
    Ledger withoutUnadmitted(Line line) {
        return new Ledger(
                entries.stream()
                        .filter(entry ->
                                entry.admitted() || !entry.line().text().equals(line.text()))
                        .toList(),
                bound,
                generation);
    }

    Ledger without(Line line) {
        return with(entries.stream()
                .filter(entry -> !entry.line().text().equals(line.text()))
                .toList());
    }

    /** With these entries instead, sorted. */
    Ledger with(List<Entry> other) {
        var sorted = other.stream().sorted(Comparator.comparing(Entry::place)).toList();
        return new Ledger(sorted, bound, generation);
    }

    /** With these snapshots instead. */
    Ledger withBound(Map<String, Bound> other) {
        return new Ledger(entries, Map.copyOf(other), generation);
    }

    Ledger bind(String name) {
        return bind(name, entries);
    }

    /** With a snapshot of these entries. */
    Ledger bind(String name, List<Entry> snapshot) {
        var more = new LinkedHashMap<>(bound);
        more.put(name, new Bound(generation + 1, snapshot));
        return new Ledger(entries, Map.copyOf(more), generation + 1);
    }

    Ledger rebind(String name, Predicate<Line> which) {
        var old = bound.get(name);
        if (old == null) {
            return this;
        }
        var kept = old.entries().stream().filter(entry -> !which.test(entry.line()));
        var present = entries.stream().filter(entry -> which.test(entry.line()));
        return bind(
                name,
                Stream.concat(kept, present)
                        .sorted(Comparator.comparing(Entry::place))
                        .toList());
    }

    Ledger unbind(String name) {
        var fewer = new LinkedHashMap<>(bound);
        fewer.remove(name);
        return withBound(fewer);
    }
}
