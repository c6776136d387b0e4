// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lines in the order in which they are written, and the named snapshots that were bound. Immutable. Finding some of many lines
 * does not take longer the more there are.
 */
public final class Configuration {
    /** No line at all. */
    public static final Configuration EMPTY = new Configuration(List.of(), Map.of());

    private final Blocks<Line> lines;
    private final Map<String, Binding> bindings;
    private final LineIndex index;

    /**
     * A configuration of its own.
     *
     * @param lines in written order, active and inactive
     * @param bindings by name
     */
    public Configuration(List<Line> lines, Map<String, Binding> bindings) {
        this(Blocks.copyOf(lines), Map.copyOf(bindings), new LineIndex());
    }

    private Configuration(Blocks<Line> lines, Map<String, Binding> bindings, LineIndex index) {
        this.lines = lines;
        this.bindings = bindings;
        this.index = index;
    }

    /** With another line in one place; soon done if only its effect is another. */
    public Configuration with(int place, Line line) {
        Line old = lines.get(place);
        boolean same = old.text().equals(line.text())
                && old.setting().equals(line.setting())
                && old.arguments().equals(line.arguments());
        return new Configuration(lines.with(place, line), bindings, same ? index : new LineIndex());
    }

    /** The lines in written order, active and inactive. */
    public List<Line> lines() {
        return lines;
    }

    /** The snapshots by name. */
    public Map<String, Binding> bindings() {
        return bindings;
    }

    /** The active lines of a setting. */
    public List<Line> lines(Setting setting) {
        return at(index.ofSetting(lines, setting.grammar()), Line::active);
    }

    /** The active lines of a setting whose variable has this value; the first, if it is repeated. */
    public List<Line> lines(Setting setting, String variable, String value) {
        return at(index.ofValue(lines, setting.grammar(), variable, value), Line::active);
    }

    /** The active line of a setting that has one at most. */
    public Optional<Line> line(Setting setting) {
        return lines(setting).stream().findFirst();
    }

    /** The lines, active and inactive, that begin with these whole words, written canonically. */
    public List<Line> under(String words) {
        return at(index.under(lines, words), line -> true);
    }

    private List<Line> at(int[] places, Predicate<Line> which) {
        List<Line> found = new ArrayList<>(places.length);
        for (int place : places) {
            Line line = lines.get(place);
            if (which.test(line)) {
                found.add(line);
            }
        }
        return List.copyOf(found);
    }

    /** The snapshot bound under a name. */
    public Optional<Binding> binding(String name) {
        return Optional.ofNullable(bindings.get(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Configuration configuration
                && lines.equals(configuration.lines)
                && bindings.equals(configuration.bindings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lines, bindings);
    }

    @Override
    public String toString() {
        return "Configuration[lines=" + lines + ", bindings=" + bindings + "]";
    }
}
