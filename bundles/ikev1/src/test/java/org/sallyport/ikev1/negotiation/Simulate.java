// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.sallyport.transform.TransformSnapshot;

/**
 * Many stories at once, without a build around: {@code ./sallyport simulate}. The exit status is 1 if an invariant was broken; each seed that broke
 * one is printed with what happened last.
 */
public final class Simulate {
    private static final long SEEDS = 100_000;
    private static final long SECOND = 1_000_000_000L;
    private static final int PROGRESS_SECONDS = 10;

    private long broken;
    private long reported = System.nanoTime();

    private Simulate() {}

    /** @param words {@code [SEEDS] [--from SEED] [--real-groups SEEDS] [--hours N]} */
    public static void main(String[] words) {
        Deque<String> rest = new ArrayDeque<>(List.of(words));
        var simulate = new Simulate();
        long from = 0;
        boolean told = false;
        while (!rest.isEmpty()) {
            String word = rest.poll();
            switch (word) {
                case "--from" -> from = number(rest);
                case "--real-groups" -> {
                    simulate.stories("groups 1 and 2", Installed.REAL, from, number(rest));
                    told = true;
                }
                case "--hours" -> {
                    simulate.hours(number(rest));
                    told = true;
                }
                default -> {
                    rest.addFirst(word);
                    simulate.stories("a tiny group", Installed.TINY, from, number(rest));
                    told = true;
                }
            }
        }
        if (!told) {
            simulate.stories("a tiny group", Installed.TINY, from, SEEDS);
        }
        System.exit(simulate.broken == 0 ? 0 : 1);
    }

    private static long number(Deque<String> words) {
        String word = words.isEmpty() ? "nothing" : words.poll();
        if (!word.matches("[0-9]{1,12}")) {
            System.err.println("usage: simulate [--from SEED] [SEEDS] [--real-groups SEEDS] [--hours N], not: " + word);
            System.exit(2);
        }
        return Long.parseLong(word);
    }

    private void stories(String with, TransformSnapshot transforms, long from, long count) {
        long start = System.nanoTime();
        long before = broken;
        for (long seed = from; seed < from + count; seed++) {
            try {
                Scenario.tell(seed, transforms);
            } catch (AssertionError | RuntimeException e) {
                broken++;
                System.out.println("seed " + seed + ": " + e.getMessage());
            }
            long done = seed - from + 1;
            progress(() -> System.out.printf(
                    "%,d of %,d seeds, %.0f a second, %d broke an invariant%n",
                    done, count, done * (double) SECOND / (System.nanoTime() - start), broken - before));
        }
        long nanos = System.nanoTime() - start;
        System.out.printf(
                "%,d seeds with %s in %d s, %.0f a second: %d broke an invariant%n",
                count, with, nanos / SECOND, count * (double) SECOND / nanos, broken - before);
    }

    private void progress(Runnable report) {
        if (System.nanoTime() - reported > PROGRESS_SECONDS * SECOND) {
            reported = System.nanoTime();
            report.run();
        }
    }

    private void hours(long count) {
        long start = System.nanoTime();
        try {
            LongConsumer report = hour -> progress(() -> System.out.printf("hour %d of %d%n", hour, count));
            long renewals = LongRunTest.run(count, report);
            System.out.printf(
                    "%d tunnels for %d hours in %d s: %,d pairs of SAs, nothing lost, left or twice%n",
                    LongRunTest.TUNNELS, count, (System.nanoTime() - start) / SECOND, renewals);
        } catch (AssertionError | RuntimeException e) {
            broken++;
            System.out.println("after " + (System.nanoTime() - start) / SECOND + " s: " + e.getMessage());
        }
    }
}
