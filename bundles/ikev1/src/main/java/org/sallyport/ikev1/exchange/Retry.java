// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.Optional;

/**
 * A message that waits for its answer (RFC 2408, 5.1). It is repeated as it was, byte by byte: a peer tells a repetition from
 * something new by that.
 *
 * @param sent how often it has been sent
 * @param deadlineNanos when to repeat it, or to give up
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Retry(byte[] message, Retries retries, int sent, long deadlineNanos) {
    /** Just sent for the first time. */
    public static Retry first(byte[] message, Retries retries, long nowNanos) {
        return new Retry(message, retries, 1, nowNanos + retries.waitNanos(1));
    }

    /** To be repeated now; empty if that was often enough. */
    public Optional<Retry> again(long nowNanos) {
        if (sent >= retries.tries()) {
            return Optional.empty();
        }
        return Optional.of(new Retry(message, retries, sent + 1, nowNanos + retries.waitNanos(sent + 1)));
    }

    @Override
    public String toString() {
        return "try " + sent + " of " + retries.tries();
    }
}
