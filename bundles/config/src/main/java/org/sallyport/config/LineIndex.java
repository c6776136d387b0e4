// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds lines among many: by their setting, by the value of a variable, and by how they begin. It holds places, not lines, so
 * that configurations share it whose lines differ only in whether they have effect. Made when it is first asked. Thread-safe.
 */
final class LineIndex {
    /** How often lines are read one by one before they are sorted: most configurations are asked once. */
    private static final int READ_BEFORE_SORTED = 8;

    private static final char BEHIND_BLANK = '!'; // the printable character that follows the blank
    private static final int[] NOWHERE = {};

    private final Map<Variable, Map<String, int[]>> byValue = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, int[]> bySetting;
    private volatile int @Nullable [] byText;
    private volatile int reads;

    /** A variable of a setting. */
    private record Variable(String setting, String name) {}

    /** Where the lines of a setting stand, in their order. */
    int[] ofSetting(List<Line> lines, String setting) {
        Map<String, int[]> places = bySetting;
        if (places == null) {
            places = group(lines, IntStream.range(0, lines.size()).toArray(), line -> Optional.of(line.setting()));
            bySetting = places;
        }
        return places.getOrDefault(setting, NOWHERE);
    }

    /** Where those lines of a setting stand whose variable has this value, or whose first one has it if it is repeated. */
    int[] ofValue(List<Line> lines, String setting, String variable, String value) {
        var key = new Variable(setting, variable);
        Map<String, int[]> places = byValue.get(key);
        if (places == null) {
            places = group(
                    lines, ofSetting(lines, setting), line -> line.arguments().find(variable));
            byValue.put(key, places);
        }
        return places.getOrDefault(value, NOWHERE);
    }

    private static Map<String, int[]> group(List<Line> lines, int[] places, Function<Line, Optional<String>> by) {
        Map<String, IntStream.Builder> groups = new HashMap<>();
        for (int place : places) {
            by.apply(lines.get(place))
                    .ifPresent(word -> groups.computeIfAbsent(word, none -> IntStream.builder())
                            .add(place));
        }
        Map<String, int[]> all = new HashMap<>();
        groups.forEach((word, group) -> all.put(word, group.build().toArray()));
        return all;
    }

    /** Where the lines stand that begin with these whole words, in their order. */
    int[] under(List<Line> lines, String words) {
        int[] sorted = byText;
        if (sorted == null && mayRead()) {
            return IntStream.range(0, lines.size())
                    .filter(place -> lines.get(place).startsWith(words))
                    .toArray();
        }
        if (sorted == null) {
            sorted = IntStream.range(0, lines.size())
                    .boxed()
                    .sorted(Comparator.comparing(place -> lines.get(place).text()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            byText = sorted;
        }
        // All printable characters but the blank sort behind those that continue with another word.
        int from = first(lines, sorted, words);
        int to = first(lines, sorted, words + BEHIND_BLANK);
        int[] found = Arrays.copyOfRange(sorted, from, to);
        Arrays.sort(found);
        return found;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a read more or less does not matter
    private boolean mayRead() {
        return reads++ < READ_BEFORE_SORTED;
    }

    /** The first place in the sorted ones whose line is no less than the text. */
    private static int first(List<Line> lines, int[] sorted, String text) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines.get(sorted[middle]).text().compareTo(text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
