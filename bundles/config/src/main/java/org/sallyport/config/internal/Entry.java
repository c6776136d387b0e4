// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/**
 * A line as the ledger keeps it.
 *
 * @param line what the world sees
 * @param key what a new line must have in common to replace this one
 * @param place where it is written
 * @param standing how far it has got
 * @param fileLine its number in the file it came from, 0 when it was typed
 */
record Entry(Line line, Key key, Place place, Standing standing, int fileLine) {
    /** How far a line has got. */
    enum Standing {
        /** Its handler took it, now or long ago: it has effect whenever it can be parsed. */
        ADMITTED,
        /** From a file: nobody has been able to judge it yet. */
        WAITING,
        /** From a file: it is wrong, or its handler refuses it as things are. */
        REFUSED
    }

    /** What names a line: its setting and leading words, or the whole text of one without. */
    record Key(String setting, String words) {}

    private static final int SHOWN_UNKNOWN = 2;

    /** A line that fits a setting. */
    static Entry of(Parse.Matched match, Standing standing, int fileLine) {
        var setting = (Setting) match.form().command();
        var arguments = new Arguments(match.words().stream().map(Entry::kept).toList());
        var text = match.text();
        boolean secret = match.words().stream().anyMatch(Arguments.Word::secret);
        var masked = secret ? Words.masked(match.words()) : text;
        var line = new Line(text, masked, setting.grammar(), arguments, match.unavailable());
        return new Entry(line, key(match, setting, text), Place.of(setting, arguments), standing, fileLine);
    }

    /** Ten thousand entries say the same names, numbers and addresses again and again: each value is kept once. */
    private static Arguments.Word kept(Arguments.Word word) {
        return word.variable().isEmpty() || word.secret()
                ? word
                : new Arguments.Word(word.variable(), word.value().intern(), false);
    }

    private static Key key(Parse.Matched match, Setting setting, String text) {
        if (setting.key().isEmpty()) {
            return new Key("", text);
        }
        int length = match.form().keyLength();
        return new Key(setting.grammar(), Words.text(match.words().subList(0, length)));
    }

    /** A line that nobody installed knows. Which of its words are secret nobody knows either: most of it is masked. */
    static Entry unknown(String raw, Place place, int fileLine, String reason) {
        var words = Words.split(raw);
        var text = String.join(" ", words);
        var masked = words.size() <= SHOWN_UNKNOWN
                ? text
                : String.join(" ", words.subList(0, SHOWN_UNKNOWN)) + " " + Line.MASK;
        var line = new Line(text, masked, "", Arguments.EMPTY, Optional.of(reason));
        return new Entry(line, new Key("", text), place, Standing.WAITING, fileLine);
    }

    boolean admitted() {
        return standing == Standing.ADMITTED;
    }

    /** Whether the other is the same line and has got as far. */
    boolean sameAs(Entry other) {
        return standing == other.standing && line.text().equals(other.line.text());
    }

    /** Whether the other goes when this one comes from the same file. Lines that still wait go by their text only. */
    boolean replaces(Entry other) {
        return (other.admitted() && key.equals(other.key)) || line.text().equals(other.line.text());
    }

    /** Whether the other goes when this one is typed: however far it has got, it says what is no longer wanted. */
    boolean supersedes(Entry other) {
        return key.equals(other.key) || line.text().equals(other.line.text());
    }

    /** The same line, without effect. */
    Entry inactive(Standing now, String reason) {
        var still = new Line(line.text(), line.masked(), line.setting(), line.arguments(), Optional.of(reason));
        return new Entry(still, key, place, now, fileLine);
    }

    /** What is wrong with the line, for a person who looks at the file. */
    String complaint() {
        return (fileLine > 0 ? "line " + fileLine + ": " : "") + line.inactive().orElse("") + " [" + line.masked()
                + "]";
    }

    static List<Line> lines(List<Entry> entries) {
        return entries.stream().map(Entry::line).toList();
    }
}
