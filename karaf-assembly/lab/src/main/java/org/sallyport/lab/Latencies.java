// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

/** How long datagrams were on their way, each to the microsecond; those of more than a second count as a second. */
final class Latencies {
    private static final int MOST = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;

    private final int[] counts = new int[MOST + 1];
    private long all;

    void count(long nanos) {
        counts[(int) Math.min(MOST, Math.max(0, nanos / NANOS_A_MICRO))]++;
        all++;
    }

    /** The microseconds within which so many thousandths of all arrived; 0 if none did. */
    int within(int thousandths) {
        long wanted = (all * thousandths + 999) / 1_000;
        int micros = 0;
        for (long seen = counts[0]; seen < wanted; seen += counts[micros]) {
            micros++;
        }
        return micros;
    }
}
