// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.CommandSet;
import org.sallyport.config.CommandTable;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Console;
import org.sallyport.config.Invocation;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Show;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running configuration: the present ledger and the present commands.
 *
 * <p>Readers see volatile snapshots. Whoever writes holds the lock, also while listeners are called, so that they see changes one
 * by one and in their order; actions and listings run without it.
 */
public final class Store implements RunningConfiguration, CommandTable {
    private static final Logger log = LoggerFactory.getLogger(Store.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<CommandSet> sets = new CopyOnWriteArrayList<>();
    private final List<ConfigurationListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Table table = Table.of(List.of());
    private volatile Ledger ledger = Ledger.EMPTY;
    private volatile Configuration configuration = Configuration.EMPTY;

    /** An empty configuration without commands. */
    public Store() {}

    /** Adds the commands of a set; lines that waited for them become active. Adding it twice changes nothing. */
    public void add(CommandSet set) {
        locked(() -> {
            if (!sets.contains(set)) {
                sets.add(set);
                set.commands()
                        .forEach(command -> Form.fault(command).ifPresent(fault -> log.error("{}", fault.message())));
                recount();
            }
        });
    }

    /** Takes the commands of a set away; their lines stay, inactive. A listener that brought them is not told: it goes too. */
    public void remove(CommandSet set) {
        locked(() -> {
            if (set instanceof ConfigurationListener listener) {
                listeners.remove(listener);
            }
            if (sets.remove(set)) {
                recount();
            }
        });
    }

    /** Adds a listener and tells it the configuration; if it brings commands too, those are in place before. */
    public void add(ConfigurationListener listener) {
        locked(() -> {
            if (listener instanceof CommandSet set) {
                add(set);
            }
            listeners.add(listener);
            warnings(listener, Configuration.EMPTY, configuration).forEach(log::warn);
        });
    }

    /** Removes a listener. */
    public void remove(ConfigurationListener listener) {
        locked(() -> listeners.remove(listener));
    }

    /** Of many who ask at the same time one does it for all. */
    @Override
    public void reevaluate() {
        if (asked.compareAndSet(false, true)) {
            locked(() -> {
                asked.set(false); // whoever asks from now on may know more
                recount();
            });
        }
    }

    @Override
    public Configuration current() {
        return configuration;
    }

    @Override
    public Reply execute(Console console, String raw) {
        var line = RawLine.of(raw);
        if (line.silent()) {
            return Reply.silent();
        }
        if (line.problem().isPresent()) {
            return Reply.error(line.problem().get());
        }
        try {
            var present = table;
            return present.parse(console.mode(), line.text()) instanceof Parse.Matched match
                            && match.form().kind() == Form.Kind.RUN
                    ? run(console, match)
                    : edit(console, line);
        } catch (RuntimeException e) {
            log.error("a command failed", e);
            return Reply.error("internal error: " + e);
        }
    }

    /** Parses under the lock: the commands must not change between the parser and the clerk. */
    private Reply edit(Console console, RawLine line) {
        lock.lock();
        try {
            var parse = table.parse(console.mode(), line.text());
            return parse instanceof Parse.Matched match
                    ? execute(console, match)
                    : refuse(console, line, (Parse.Failed) parse);
        } finally {
            lock.unlock();
        }
    }

    private Reply refuse(Console console, RawLine line, Parse.Failed failed) {
        var words = Words.split(line.text());
        if (console.mode() == Mode.CONFIGURATION && words.get(0).equals("no")) {
            var text = String.join(" ", words.subList(1, words.size()));
            if (ledger.has(text)) {
                return change(before -> Change.none().remove(Clerk.exactly(before, text)));
            }
        }
        return Reply.error(failed.message(), failed.usage().toArray(String[]::new));
    }

    private Reply execute(Console console, Parse.Matched match) {
        var form = match.form();
        if (form.kind().needsMeaning() && match.unavailable().isPresent()) {
            return Reply.error(match.unavailable().get());
        }
        return switch (form.kind()) {
            case RUN -> run(console, match);
            case ENTER -> change(before -> new Clerk(table).entering(before, match));
            case REMOVE_LINE, REMOVE_UNDER -> remove(match, true);
            case CLEAR ->
                remove(
                        match,
                        match.words().stream().anyMatch(word -> !word.variable().isEmpty()));
            case LIST -> Reply.of(listing().masked(configuration.under(match.text())));
        };
    }

    private Reply run(Console console, Parse.Matched match) {
        var arguments = new Arguments(match.words());
        if (match.form().command() instanceof Show show) {
            return show.objection()
                    .apply(arguments)
                    .map(Reply::error)
                    .orElseGet(() -> Reply.of(show.renderer().lines(arguments)));
        }
        return ((Action) match.form().command()).effect().run(new Invocation(console, this, arguments));
    }

    private Reply remove(Parse.Matched match, boolean warnIfNone) {
        return change(before -> {
            var clerk = new Clerk(table);
            var victims = clerk.victims(before, match);
            if (victims.isEmpty() && warnIfNone) {
                return Change.none().warn("nothing to remove: " + Words.masked(match.words()));
            }
            return clerk.removing(before, victims);
        });
    }

    @Override
    public Reply change(Function<Configuration, Change> decide) {
        lock.lock();
        try {
            var outcome = new Clerk(table).perform(ledger, decide.apply(configuration));
            if (outcome.refusal().isPresent()) {
                return Reply.error(outcome.refusal().get());
            }
            var objection = objection(outcome.ledger());
            if (objection.isPresent()) {
                return Reply.error(objection.get());
            }
            var output = new ArrayList<>(outcome.output());
            commit(outcome.ledger()).forEach(warning -> output.add("WARNING: " + warning));
            return Reply.of(output);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Reply merge(List<String> lines) {
        return load(lines, Map.of()).reply();
    }

    /** What became of a file. @param lost the errors among the reply's lines that leave nothing in the configuration */
    record Load(Reply reply, List<String> lost) {}

    /**
     * Merges lines, and brings back what was bound when they were stored.
     *
     * @param bound the lines of each binding that had others, by name; one that exists is left as it is
     */
    Load load(List<String> lines, Map<String, List<String>> bound) {
        lock.lock();
        try {
            var merge = new Merge(table, ledger);
            for (int i = 0; i < lines.size(); i++) {
                merge.line(RawLine.of(lines.get(i)), i + 1);
            }
            bound.forEach(merge::bound);
            var output = merge.finish();
            commit(merge.ledger()).forEach(warning -> output.add("WARNING: " + warning));
            return new Load(new Reply(output, merge.failed()), merge.lost());
        } finally {
            lock.unlock();
        }
    }

    /** The configuration as screens show it. */
    Listing listing() {
        return new Listing(table, configuration);
    }

    /** The configuration as a file has it. */
    StartupText.Body body() {
        var present = ledger;
        var texts = texts(present.entries());
        var bound = new TreeMap<String, List<String>>();
        present.bound().forEach((name, snapshot) -> {
            var lines = texts(snapshot.entries());
            if (!lines.equals(texts)) {
                bound.put(name, lines);
            }
        });
        return new StartupText.Body(texts, bound);
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> entry.line().text()).toList();
    }

    /** The lines of a file as a screen may show them. */
    List<String> masked(List<String> lines) {
        var merge = new Merge(table, Ledger.EMPTY);
        for (int i = 0; i < lines.size(); i++) {
            merge.line(RawLine.of(lines.get(i)), i + 1);
        }
        return merge.ledger().entries().stream()
                .map(entry -> entry.line().masked())
                .toList();
    }

    @Override
    public List<String> unsettled() {
        return ledger.entries().stream()
                .filter(entry -> !entry.admitted())
                .map(Entry::complaint)
                .toList();
    }

    /** Judges everything by the present commands. Needs the lock. */
    private void recount() {
        table = Table.of(sets);
        commit(new Clerk(table).evaluate(ledger)).forEach(log::warn);
    }

    /** Makes the ledger the present one and tells the listeners; answers their warnings. Needs the lock. */
    private List<String> commit(Ledger next) {
        var before = configuration;
        ledger = next;
        configuration = next.configuration();
        var warnings = new ArrayList<String>();
        if (!configuration.equals(before)) {
            listeners.forEach(listener -> warnings.addAll(warnings(listener, before, configuration)));
        }
        return warnings;
    }

    /** Why a listener could not put the ledger into effect. Needs the lock. */
    private Optional<String> objection(Ledger next) {
        var after = next.configuration();
        return after.equals(configuration)
                ? Optional.empty()
                : listeners.stream()
                        .flatMap(listener -> listener.refusal(configuration, after).stream())
                        .findFirst();
    }

    private static List<String> warnings(ConfigurationListener listener, Configuration before, Configuration after) {
        try {
            return listener.changed(before, after);
        } catch (RuntimeException e) {
            log.error("a listener failed", e);
            return List.of("the configuration is stored, but could not be put into effect: " + e);
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> words(Mode mode) {
        return table.words(mode);
    }

    @Override
    public List<Candidate> complete(Mode mode, String buffer) {
        return table.complete(mode, buffer, configuration);
    }

    @Override
    public List<String> usage(Mode mode, String words) {
        return table.usage(mode, words);
    }

    @Override
    public boolean carriesSecret(Mode mode, String line) {
        return table.carriesSecret(mode, line);
    }
}
