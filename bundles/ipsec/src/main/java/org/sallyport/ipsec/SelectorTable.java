// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.sallyport.packet.Ipv4Prefix;

/**
 * Selectors numbered from 0, and the search for the first that holds a packet. Immutable.
 *
 * <p>A tuple space in two steps. For each length that prefixes of sources have, one probe finds the source that holds the
 * packet's, and with it the lengths of the destinations it stands with. For each of those, one probe finds the selector. So
 * the cost follows from how many different lengths there are, not from how many selectors; and what only contains higher
 * numbers than the one found already is passed over.
 */
final class SelectorTable {
    private static final int NONE = Integer.MAX_VALUE;
    private static final int LENGTHS = Integer.SIZE + 1;
    private static final int NUMBER_BITS = Integer.SIZE - 1;

    /** The lengths of sources, those first that contain the lowest numbers; and these numbers. */
    private final int[] sourceLengths;

    private final int[] lowestOfLength;

    /** Of a source: a bit for each length of its destinations, and below {@link #NUMBER_BITS} its lowest number. */
    private final ProbeTable sources;

    /** Of a place in {@link #sources} and a destination: in the upper half a place in {@link #further}; the lowest number. */
    private final ProbeTable pairs;

    /** The other numbers of the same selector: how many, then they, ascending. Nothing is at place 0. */
    private final int[] further;

    SelectorTable(List<TrafficSelector> selectors) {
        this.sources = new ProbeTable(sourceValues(selectors));
        int[] lowest = lowestOfLengths(selectors);
        this.sourceLengths = IntStream.range(0, LENGTHS)
                .filter(length -> lowest[length] < NONE)
                .boxed()
                .sorted(Comparator.comparingInt(length -> lowest[length]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.lowestOfLength =
                Arrays.stream(sourceLengths).map(length -> lowest[length]).toArray();

        Map<Long, List<Integer>> numbers = numbersOfPairs(selectors);
        int sizes =
                numbers.values().stream().mapToInt(SelectorTable::sizeOfFurther).sum();
        this.further = new int[1 + sizes];
        this.pairs = new ProbeTable(layOut(numbers));
    }

    private static Map<Long, Long> sourceValues(List<TrafficSelector> selectors) {
        var values = new HashMap<Long, Long>();
        for (int number = 0; number < selectors.size(); number++) {
            long length =
                    1L << NUMBER_BITS + selectors.get(number).destination().length();
            values.merge(sourceKey(selectors.get(number).source()), number | length, (old, added) -> old | length);
        }
        return values;
    }

    private static int[] lowestOfLengths(List<TrafficSelector> selectors) {
        var lowest = new int[LENGTHS];
        Arrays.fill(lowest, NONE);
        for (int number = selectors.size() - 1; number >= 0; number--) {
            lowest[selectors.get(number).source().length()] = number;
        }
        return lowest;
    }

    private Map<Long, List<Integer>> numbersOfPairs(List<TrafficSelector> selectors) {
        var numbers = new LinkedHashMap<Long, List<Integer>>();
        for (int number = 0; number < selectors.size(); number++) {
            Ipv4Prefix destination = selectors.get(number).destination();
            int place = sources.find(sourceKey(selectors.get(number).source()));
            numbers.computeIfAbsent(
                            pairKey(place, destination.address().value(), destination.length()),
                            key -> new ArrayList<>(1))
                    .add(number);
        }
        return numbers;
    }

    private static int sizeOfFurther(List<Integer> numbers) {
        return numbers.size() == 1 ? 0 : numbers.size();
    }

    private Map<Long, Long> layOut(Map<Long, List<Integer>> numbers) {
        var values = new HashMap<Long, Long>();
        int next = 1;
        for (Map.Entry<Long, List<Integer>> pair : numbers.entrySet()) {
            List<Integer> all = pair.getValue();
            long place = all.size() == 1 ? 0 : next;
            values.put(pair.getKey(), place << Integer.SIZE | all.get(0));
            if (place != 0) {
                further[next++] = all.size() - 1;
                for (int number : all.subList(1, all.size())) {
                    further[next++] = number;
                }
            }
        }
        return values;
    }

    /** The lowest number from {@code from} on, and below {@code limit}, whose selector holds the packet; else the limit. */
    int first(int source, int destination, int from, int limit) {
        int best = limit;
        for (int i = 0; i < sourceLengths.length && lowestOfLength[i] < best; i++) {
            int length = sourceLengths[i];
            int place = sources.find(sourceKey(source & mask(length), length));
            if (place != ProbeTable.ABSENT) {
                best = firstOf(place, destination, from, best);
            }
        }
        return best;
    }

    private int firstOf(int place, int destination, int from, int limit) {
        long value = sources.valueAt(place);
        if ((value & NONE) >= limit) {
            return limit;
        }
        int best = limit;
        for (long lengths = value >>> NUMBER_BITS; lengths != 0; lengths &= lengths - 1) {
            int length = Long.numberOfTrailingZeros(lengths);
            int pair = pairs.find(pairKey(place, destination & mask(length), length));
            if (pair != ProbeTable.ABSENT) {
                best = Math.min(best, lowestFrom(from, pairs.valueAt(pair)));
            }
        }
        return best;
    }

    private int lowestFrom(int from, long value) {
        int lowest = (int) value;
        if (lowest >= from) {
            return lowest;
        }
        int place = (int) (value >>> Integer.SIZE);
        int begin = place + 1;
        int end = begin + further[place];
        int found = Arrays.binarySearch(further, begin, end, from);
        int next = found >= 0 ? found : -found - 1;
        return next < end ? further[next] : NONE;
    }

    private static long sourceKey(Ipv4Prefix source) {
        return sourceKey(source.address().value(), source.length());
    }

    private static long sourceKey(int prefix, int length) {
        return (long) prefix << Integer.SIZE | length + 1; // never zero
    }

    /** 26 bits of place, 6 of length, 32 of prefix. */
    private static long pairKey(int place, int prefix, int length) {
        return (long) place << 38 | (long) (length + 1) << Integer.SIZE | prefix & 0xFFFFFFFFL;
    }

    private static int mask(int length) {
        return (int) (-1L << Integer.SIZE - length); // Ipv4Prefix.mask without a branch
    }
}
