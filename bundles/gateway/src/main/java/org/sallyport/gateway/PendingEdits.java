// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;

/**
 * What was edited of a bound crypto map since its snapshot was taken. Compares whole lines, keys included; shows none.
 *
 * @param edited the numbers of entries that are bound in another form than they are configured in
 * @param gone the numbers of entries that are bound but no longer configured, in order
 */
record PendingEdits(Set<Integer> edited, Set<Integer> gone) {
    static PendingEdits of(Configuration configuration, String map) {
        Map<Integer, List<String>> configured = entries(configuration, map);
        var edited = new TreeSet<Integer>();
        var gone = new TreeSet<Integer>();
        bindings(configuration, map)
                .map(binding -> entries(binding.lines(), map))
                .forEach(bound -> {
                    configured.forEach((number, lines) -> {
                        if (!lines.equals(bound.getOrDefault(number, List.of()))) {
                            edited.add(number);
                        }
                    });
                    gone.addAll(bound.keySet());
                });
        gone.removeAll(configured.keySet());
        return new PendingEdits(edited, gone);
    }

    private static Map<Integer, List<String>> entries(Configuration lines, String map) {
        return MapCompiler.entries(lines, map).stream()
                .collect(Collectors.toMap(CryptoMapEntry::sequence, entry -> lines(lines, entry)));
    }

    private static Stream<Binding> bindings(Configuration configuration, String map) {
        return CryptoMapBinding.all(configuration).stream()
                .filter(binding ->
                        CryptoMapBinding.map(binding).filter(map::equals).isPresent());
    }

    /** All lines that say what an entry does: its own, its lists', those of its transform sets and of its dynamic map. */
    private static List<String> lines(Configuration lines, CryptoMapEntry entry) {
        List<DynamicMaps.Template> templates = entry.template().stream()
                .flatMap(name -> DynamicMaps.templates(lines, name).stream())
                .toList();
        return Stream.of(
                        Stream.of(entry.words()),
                        Stream.concat(entry.list().stream(), templates.stream().flatMap(one -> one.list().stream()))
                                .map(list -> "access-list " + list),
                        Stream.concat(entry.sets().stream(), templates.stream().flatMap(one -> one.sets().stream()))
                                .map(set -> "crypto ipsec transform-set " + set),
                        templates.stream().map(DynamicMaps.Template::words))
                .flatMap(words -> words)
                .flatMap(words -> lines.under(words).stream())
                .map(Line::text)
                .toList();
    }
}
