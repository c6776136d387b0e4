// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A command that is a line of the configuration, for instance {@code hostname <name:name>}.
 *
 * <p>Typing it puts the line; {@code no} and the exact line removes it, or the lines of this command that it was put as; {@code no}
 * and a {@link #key} or a {@link #removable} prefix removes every line, of whatever command, that begins with these words;
 * {@code clear} and a {@link #clearable} form likewise; only {@link #lasting} lines stay.
 *
 * <p>Immutable: each declaring method returns a changed copy. Handlers are pure functions: the same line may be handed to them
 * more than once, also for a snapshot that is long past.
 */
public final class Setting implements Command {
    /** Decides what a typed line changes. */
    @FunctionalInterface
    public interface Entry {
        /**
         * Answers a line.
         *
         * @param before the configuration as it is; it may already hold the same line
         * @param line the line as typed, in canonical form
         * @return usually {@code Change.of(line)}
         */
        Change enter(Configuration before, Line line);
    }

    /** Decides what goes with lines of this command that are being removed. */
    @FunctionalInterface
    public interface Removal {
        /**
         * Answers a removal.
         *
         * @param before the configuration that still has the lines
         * @param removed the lines of this command that are to go, also those that have no effect: what they say may have been
         *     bound, or another line may say it too; without those that go with a line of another command
         * @return {@code Change.none()} to let them go, more to remove others with them, or a refusal
         */
        Change remove(Configuration before, List<Line> removed);
    }

    private final String grammar;
    private List<String> help = List.of();
    private int order;
    private List<String> sortedBy = List.of();
    private int rank;
    private String key = "";
    private List<String> removable = List.of();
    private List<String> clearable = List.of();
    private boolean lasting;
    private List<String> showable = List.of();
    private Function<Line, String> written = Line::text;
    private BiFunction<Configuration, Line, Optional<String>> remark = (lines, line) -> Optional.empty();
    private Entry entry = (before, line) -> Change.of(line);
    private Removal removal = (before, removed) -> Change.none();

    private Setting(String grammar) {
        this.grammar = grammar;
    }

    private Setting(Setting from) {
        this(from.grammar);
        help = from.help;
        order = from.order;
        sortedBy = from.sortedBy;
        rank = from.rank;
        key = from.key;
        removable = from.removable;
        clearable = from.clearable;
        lasting = from.lasting;
        showable = from.showable;
        written = from.written;
        remark = from.remark;
        entry = from.entry;
        removal = from.removal;
    }

    /** A setting whose whole line is its key, and that just puts its line. */
    public static Setting of(String grammar) {
        return new Setting(grammar);
    }

    /** Help: one text an element of the grammar, in its order; a choice, an option or a repetition is one element. */
    public Setting help(String... texts) {
        var copy = new Setting(this);
        copy.help = List.of(texts);
        return copy;
    }

    /**
     * Place in the written configuration: by order, then by the values of these variables (numbers as numbers, a line without
     * the variable last), then by {@link #rank}, then by time of entry. Settings that are to be mixed share order and variables.
     *
     * <p>In use: nameif 100, hostname 200, domain-name 210, access-list 300, logging 350, interface 400, mtu 410, ip address 420,
     * route 500, sysopt 600, crypto ipsec 700, crypto transform 705, crypto floor 706, crypto dynamic-map 710, crypto map 720, isakmp 800, ca 900.
     */
    public Setting order(int order, String... sortedBy) {
        var copy = new Setting(this);
        copy.order = order;
        copy.sortedBy = List.of(sortedBy);
        return copy;
    }

    /** Place among the lines that are equal in {@link #order} and its variables; 0 unless declared. */
    public Setting rank(int rank) {
        var copy = new Setting(this);
        copy.rank = rank;
        return copy;
    }

    /**
     * The leading tokens of the grammar that say which line it is: a new line replaces the one with the same key. For instance
     * {@code crypto map <map> <seq> match address}. A key is also a removable prefix.
     */
    public Setting key(String prefix) {
        var copy = new Setting(this);
        copy.key = prefix;
        return copy;
    }

    /** Prefixes of the grammar that {@code no} may end at, for instance {@code crypto map <map> <seq>}. */
    public Setting removable(String... prefixes) {
        var copy = new Setting(this);
        copy.removable = List.of(prefixes);
        return copy;
    }

    /** What may follow {@code clear}, for instance {@code access-list [<acl>]}: every line that begins so is removed. */
    public Setting clearable(String... forms) {
        var copy = new Setting(this);
        copy.clearable = List.of(forms);
        return copy;
    }

    /** Lines that only {@code no} and the exact line removes: forms that mean whatever begins with some words pass them over. */
    public Setting lasting() {
        var copy = new Setting(this);
        copy.lasting = true;
        return copy;
    }

    /** What may follow {@code show}: every line that begins so is printed, as {@code write terminal} does. */
    public Setting showable(String... forms) {
        var copy = new Setting(this);
        copy.showable = List.of(forms);
        return copy;
    }

    /**
     * How a line is written, for lines that can be typed in several ways: the handler is handed what is written, and {@code no}
     * finds by it. The text of a line that cannot be right stays as it is.
     */
    public Setting written(Function<Line, String> text) {
        var copy = new Setting(this);
        copy.written = text;
        return copy;
    }

    /** What listings say of a line, in a comment below it; most say nothing. */
    public Setting remark(BiFunction<Configuration, Line, Optional<String>> text) {
        var copy = new Setting(this);
        copy.remark = text;
        return copy;
    }

    /** What typing a line does. */
    public Setting onEntry(Entry entry) {
        var copy = new Setting(this);
        copy.entry = entry;
        return copy;
    }

    /** What removing lines does beyond removing them. */
    public Setting onRemoval(Removal removal) {
        var copy = new Setting(this);
        copy.removal = removal;
        return copy;
    }

    @Override
    public String grammar() {
        return grammar;
    }

    @Override
    public Mode mode() {
        return Mode.CONFIGURATION;
    }

    @Override
    public List<String> help() {
        return help;
    }

    /** See {@link #order(int, String...)}. */
    public int order() {
        return order;
    }

    /** The variables lines are sorted by. */
    public List<String> sortedBy() {
        return sortedBy;
    }

    /** See {@link #rank(int)}. */
    public int rank() {
        return rank;
    }

    /** The key prefix; empty when the whole line is the key. */
    public String key() {
        return key;
    }

    /** See {@link #removable(String...)}. */
    public List<String> removable() {
        return removable;
    }

    /** See {@link #clearable(String...)}. */
    public List<String> clearable() {
        return clearable;
    }

    /** See {@link #lasting()}. */
    public boolean isLasting() {
        return lasting;
    }

    /** See {@link #showable(String...)}. */
    public List<String> showable() {
        return showable;
    }

    /** See {@link #written(Function)}. */
    public Function<Line, String> written() {
        return written;
    }

    /** See {@link #remark(BiFunction)}. */
    public BiFunction<Configuration, Line, Optional<String>> remark() {
        return remark;
    }

    /** What typing a line does. */
    public Entry entry() {
        return entry;
    }

    /** What removing lines does. */
    public Removal removal() {
        return removal;
    }

    @Override
    public String toString() {
        return "setting " + grammar;
    }
}
