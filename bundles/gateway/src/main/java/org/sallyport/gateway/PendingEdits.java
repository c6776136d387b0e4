// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;

/** What was edited of a bound crypto map since its snapshot was taken. Compares whole lines, keys included; shows none. */
final class PendingEdits {
    private PendingEdits() {}

    /** Whether an entry is bound in another form than it is configured in. */
    static boolean of(Configuration configuration, CryptoMapEntry entry) {
        return bindings(configuration, entry.map())
                .anyMatch(binding -> !lines(configuration, entry)
                        .equals(lines(
                                binding.lines(), CryptoMapEntry.of(binding.lines(), entry.map(), entry.sequence()))));
    }

    /** The numbers of entries that are bound but no longer configured. */
    static List<Integer> gone(Configuration configuration, String map) {
        Set<Integer> configured = numbers(configuration, map).collect(Collectors.toSet());
        return bindings(configuration, map)
                .flatMap(binding -> numbers(binding.lines(), map))
                .filter(number -> !configured.contains(number))
                .distinct()
                .toList();
    }

    private static Stream<Binding> bindings(Configuration configuration, String map) {
        return CryptoMapBinding.all(configuration).stream()
                .filter(binding ->
                        CryptoMapBinding.map(binding).filter(map::equals).isPresent());
    }

    private static Stream<Integer> numbers(Configuration lines, String map) {
        return lines.lines(CryptoMaps.MANUAL, "map", map).stream()
                .map(line -> (int) line.number("seq"))
                .sorted();
    }

    /** All lines that say what an entry does: its own, its list's and those of its transform sets. */
    private static List<String> lines(Configuration lines, CryptoMapEntry entry) {
        return Stream.of(
                        Stream.of("crypto map " + entry.map() + " " + entry.sequence()),
                        entry.list().stream().map(list -> "access-list " + list),
                        entry.sets().stream().map(set -> "crypto ipsec transform-set " + set))
                .flatMap(words -> words)
                .flatMap(words -> lines.under(words).stream())
                .map(Line::text)
                .toList();
    }
}
