// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to measure, and how long.
 *
 * @param rounds how often each figure is measured
 * @param seconds of each measurement of throughput
 * @param warmup seconds of load on each Sallyport pair before the first round
 */
record Options(
        int rounds,
        int seconds,
        int warmup,
        Set<Kind> contestants,
        Set<Workload> workloads,
        Set<Wire> wires,
        List<Suite> suites) {

    static final String USAGE = """
            usage: ./sallyport bench [OPTION...] [SUITE...]
              --rounds N         measurements of each figure (5)
              --seconds T        of each measurement (5)
              --warmup S         seconds of load on each Sallyport pair before the first round (30)
              --only NAMES       of %s
              --measure NAMES    of %s
              --wires NAMES      of %s
            NAMES are separated by commas. A SUITE is a transform set in one word: "esp-aes esp-sha-hmac" (the default),
            "esp-3des esp-sha-hmac", or a cipher that authenticates: "esp-gcm".
            """.formatted(names(Kind.class), names(Workload.class), names(Wire.class));

    /** @throws NotUnderstood if a word is not understood */
    static Options parse(List<String> words) {
        int rounds = 5;
        int seconds = 5;
        int warmup = 30;
        Set<Kind> contestants = EnumSet.allOf(Kind.class);
        Set<Workload> workloads = EnumSet.allOf(Workload.class);
        Set<Wire> wires = EnumSet.allOf(Wire.class);
        var suites = new ArrayList<Suite>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--rounds" -> rounds = number(left, word, 1);
                case "--seconds" -> seconds = number(left, word, 1);
                case "--warmup" -> warmup = number(left, word, 0);
                case "--only" -> contestants = chosen(Kind.class, value(left, word));
                case "--measure" -> workloads = chosen(Workload.class, value(left, word));
                case "--wires" -> wires = chosen(Wire.class, value(left, word));
                default -> suites.add(suite(word));
            }
        }
        return new Options(
                rounds,
                seconds,
                warmup,
                contestants,
                workloads,
                wires,
                suites.isEmpty() ? List.of(Suite.DEFAULT) : List.copyOf(suites));
    }

    /** An option of a benchmark that takes only numbers, what it is without it, and the least that it takes. */
    record Count(String option, int otherwise, int least) {}

    /** The numbers behind such options, by option; throws {@link NotUnderstood} for any other word. */
    static Map<String, Integer> counts(List<String> words, Count... known) {
        var counts = new HashMap<String, Integer>();
        for (Count count : known) {
            counts.put(count.option(), count.otherwise());
        }
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            Count count = Arrays.stream(known)
                    .filter(one -> one.option().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new NotUnderstood("unknown option " + word));
            counts.put(word, number(left, word, count.least()));
        }
        return counts;
    }

    private static Suite suite(String word) {
        if (word.startsWith("-")) {
            throw new NotUnderstood("unknown option " + word);
        }
        return Suite.of(word);
    }

    private static String value(Deque<String> left, String option) {
        if (left.isEmpty()) {
            throw new NotUnderstood(option + " needs a value");
        }
        return left.pop();
    }

    private static int number(Deque<String> left, String option, int least) {
        String value = value(left, option);
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < least) {
            throw new NotUnderstood(option + " takes a number from " + least + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    private static <E extends Enum<E>> Set<E> chosen(Class<E> type, String names) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String name : names.split(",", -1)) {
            chosen.add(Arrays.stream(type.getEnumConstants())
                    .filter(constant -> word(constant).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new NotUnderstood("\"" + name + "\" is not one of " + names(type))));
        }
        return chosen;
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Options::word).collect(Collectors.joining(", "));
    }

    /** A constant as the command line names it. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
