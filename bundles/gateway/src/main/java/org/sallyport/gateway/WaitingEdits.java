// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.sallyport.config.Binding;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/**
 * Tells of lines that a bound map will follow only later: its own, and those of access lists, dynamic maps and transform sets
 * that it was bound with.
 */
final class WaitingEdits {
    private WaitingEdits() {}

    /** A setting whose lines {@code clear crypto sa} renews, too, in entries that are bound. */
    static Setting untilCleared(Setting setting) {
        return noted(setting, WaitingEdits::hasEntry);
    }

    /** A setting whose lines wait for the next binding, whatever is cleared. */
    static Setting untilBound(Setting setting) {
        return noted(setting, (bound, line) -> false);
    }

    private static Setting noted(Setting setting, BiPredicate<Configuration, Line> renewed) {
        return setting.onEntry((before, line) -> {
            var change = setting.entry().enter(before, line);
            List<Binding> bindings = bindings(before, line);
            if (bindings.isEmpty() || isKnown(before, change)) {
                return change;
            }
            for (Binding binding : bindings) {
                change = change.note("% This takes effect at the next \"crypto map "
                        + CryptoMapBinding.map(binding).orElse("") + " interface "
                        + CryptoMapBinding.interfaceName(binding) + "\""
                        + (renewed.test(binding.lines(), line) ? " or \"clear crypto sa\"" : ""));
            }
            return change;
        });
    }

    /** Whether a change changes nothing. */
    private static boolean isKnown(Configuration before, Change change) {
        return change.steps().stream()
                .allMatch(step -> step instanceof Change.Step.Put put
                        && before.under(put.text()).stream()
                                .anyMatch(line -> line.active() && line.text().equals(put.text())));
    }

    /** The bindings that use what a line is of. */
    private static List<Binding> bindings(Configuration before, Line line) {
        return CryptoMapBinding.all(before).stream()
                .filter(binding -> CryptoMapBinding.map(binding)
                        .filter(map -> isUsed(binding.lines(), map, line))
                        .isPresent())
                .toList();
    }

    /** Whether a map uses what a line is of. @param bound as it was bound */
    private static boolean isUsed(Configuration bound, String map, Line line) {
        Optional<String> own = line.arguments().find("map");
        if (own.isPresent()) {
            return own.get().equals(map);
        }
        Optional<String> dynamic = line.arguments().find("dyn");
        return dynamic.isPresent()
                ? bound.lines(CryptoMaps.TYPE, "dynamic-map", dynamic.get()).stream()
                        .anyMatch(entry -> entry.word("map").equals(map))
                : users(bound, line).anyMatch(user -> isUsed(bound, map, user));
    }

    /** The lines of entries that name the access list or the transform set that a line is of. */
    private static Stream<Line> users(Configuration bound, Line line) {
        Optional<String> list = line.arguments().find("acl");
        return list.isPresent()
                ? Stream.of(CryptoMaps.MATCH_ADDRESS, DynamicMaps.MATCH_ADDRESS)
                        .flatMap(setting -> bound.lines(setting, "acl", list.get()).stream())
                : Stream.of(CryptoMaps.SET_TRANSFORM, DynamicMaps.SET_TRANSFORM)
                        .flatMap(setting -> bound.lines(setting).stream())
                        .filter(user -> user.arguments().words("ts").contains(line.word("ts")));
    }

    /** Whether the entry that a line belongs to is bound; true of a line that belongs to none. */
    private static boolean hasEntry(Configuration bound, Line line) {
        if (line.arguments().find("map").isPresent()) {
            return CryptoMaps.type(bound, line).isPresent();
        }
        return line.arguments().find("dyn").isEmpty()
                || bound.under(DynamicMaps.entryOf(line)).stream().anyMatch(Line::active);
    }
}
