// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import java.util.SplittableRandom;

/**
 * A test repeated over random values, each round from a seed of its own. A round that fails says which seed it had; {@code
 * -Dsallyport.seed=N} runs that one alone.
 */
public final class Rounds {
    private static final String ONLY = "sallyport.seed";

    private Rounds() {}

    /** Runs the rounds with the seeds 0, 1, 2, ... */
    public static void of(int rounds, Round round) {
        Long only = Long.getLong(ONLY);
        if (only != null) {
            run(only, round);
            return;
        }
        for (long seed = 0; seed < rounds; seed++) {
            run(seed, round);
        }
    }

    private static void run(long seed, Round round) {
        try {
            round.run(new SplittableRandom(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("with -D" + ONLY + "=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** That many random bytes. */
    public static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One round. */
    @FunctionalInterface
    public interface Round {
        void run(SplittableRandom random) throws Exception;
    }
}
