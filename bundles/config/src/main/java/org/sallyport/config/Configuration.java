// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines in the order in which they are written, and the named snapshots that were bound. Immutable.
 *
 * @param lines in written order, active and inactive
 * @param bindings by name
 */
public record Configuration(List<Line> lines, Map<String, Binding> bindings) {
    /** No line at all. */
    public static final Configuration EMPTY = new Configuration(List.of(), Map.of());

    /** Copies both. */
    public Configuration {
        lines = List.copyOf(lines);
        bindings = Map.copyOf(bindings);
    }

    /** The active lines of a setting. */
    public List<Line> lines(Setting setting) {
        return lines.stream().filter(line -> line.isOf(setting)).toList();
    }

    /** The active line of a setting that has one at most. */
    public Optional<Line> line(Setting setting) {
        return lines.stream().filter(line -> line.isOf(setting)).findFirst();
    }

    /** The lines, active and inactive, that begin with these whole words, written canonically. */
    public List<Line> under(String words) {
        return lines.stream().filter(line -> line.startsWith(words)).toList();
    }

    /** The snapshot bound under a name. */
    public Optional<Binding> binding(String name) {
        return Optional.ofNullable(bindings.get(name));
    }
}
