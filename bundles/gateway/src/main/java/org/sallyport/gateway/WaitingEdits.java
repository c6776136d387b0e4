// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/**
 * Tells of lines that a bound map will follow only later: its own, and those of dynamic maps and transform sets that it was
 * bound with.
 */
final class WaitingEdits {
    private WaitingEdits() {}

    /** A setting whose lines {@code clear crypto sa} renews, too. */
    static Setting untilCleared(Setting setting) {
        return noted(setting, " or \"clear crypto sa\"");
    }

    /** A setting whose lines wait for the next binding, whatever is cleared. */
    static Setting untilBound(Setting setting) {
        return noted(setting, "");
    }

    private static Setting noted(Setting setting, String orElse) {
        return setting.onEntry((before, line) -> {
            var change = setting.entry().enter(before, line);
            for (String binding : isKnown(before, change) ? List.<String>of() : bindings(before, line)) {
                change = change.note("% This takes effect at the next \"" + binding + "\"" + orElse);
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

    /** The lines that bound what a line edits. */
    private static List<String> bindings(Configuration before, Line line) {
        return CryptoMapBinding.all(before).stream()
                .flatMap(binding -> CryptoMapBinding.map(binding)
                        .filter(map -> isUsed(binding.lines(), map, line))
                        .map(map -> "crypto map " + map + " interface " + CryptoMapBinding.interfaceName(binding))
                        .stream())
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
                : Stream.of(CryptoMaps.SET_TRANSFORM, DynamicMaps.SET_TRANSFORM)
                        .flatMap(setting -> bound.lines(setting).stream())
                        .filter(user -> user.arguments().words("ts").contains(line.word("ts")))
                        .anyMatch(user -> isUsed(bound, map, user));
    }
}
