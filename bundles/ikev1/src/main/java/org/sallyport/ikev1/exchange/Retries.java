// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

/**
 * How often and when a message is repeated that nobody answers (RFC 2408, 5.1): after a first interval, then after twice as
 * long each time up to a longest one.
 *
 * @param tries how often it is sent at most, the first time included
 */
public record Retries(long firstNanos, long longestNanos, int tries) {
    private static final long SECOND = 1_000_000_000L;

    /** After 2, 4, 8 and 10 seconds; given up after 34. A PIX repeated every ten seconds, and gave up as soon. */
    public static final Retries DEFAULT = new Retries(2 * SECOND, 10 * SECOND, 5);

    public Retries {
        if (firstNanos <= 0 || longestNanos < firstNanos || tries < 1) {
            throw new IllegalArgumentException("retries of " + firstNanos + " to " + longestNanos + " ns, " + tries);
        }
    }

    /** How long to wait for an answer after the message has been sent so often. */
    public long waitNanos(int sent) {
        long wait = firstNanos;
        for (int i = 1; i < sent && wait < longestNanos; i++) {
            wait *= 2;
        }
        return Math.min(wait, longestNanos);
    }

    /** How long after its first message an exchange is given up that nobody answers. */
    public long budgetNanos() {
        long sum = 0;
        for (int sent = 1; sent <= tries; sent++) {
            sum += waitNanos(sent);
        }
        return sum;
    }
}
