// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of its life one half of an SA has behind it, and when it was last used.
 *
 * <p>The SA's worker alone counts, with the time of its batch; any thread judges. Times are those of one {@code Ticker}.
 */
public final class SaLife {
    /** A limit that was reached: soft, renew the SA; hard, it has ended. */
    public enum Limit {
        SOFT,
        HARD
    }

    /** By what a limit was reached. */
    public enum Reason {
        SECONDS,
        KILOBYTES,
        SEQUENCE
    }

    /** A limit was reached. */
    public record Event(Limit limit, Reason reason) {}

    /** The last sequence number there is with 32 bits (RFC 4303, 3.3.3). */
    public static final long LAST_SEQUENCE = 0xFFFFFFFFL;

    /** The last sequence number there is with 64 bits; also for halves whose number does not limit them. */
    public static final long LAST_EXTENDED_SEQUENCE = -1;

    private static final int SEQUENCE_SHIFT = 4; // it should be renewed with a sixteenth of all numbers left
    private static final long NANOS = 1_000_000_000;
    private static final long KILOBYTE = 1024;

    private static final int NOTHING_TOLD = 0;
    private static final int SOFT_TOLD = 1;
    private static final int HARD_TOLD = 2;

    private final long start;
    private final Bounds soft;
    private final Bounds hard;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lastUsed;
    private final AtomicInteger told = new AtomicInteger(NOTHING_TOLD);

    /**
     * A life that begins.
     *
     * @param lastSequence the last number that may be sent, unsigned
     */
    public SaLife(Lifetime lifetime, long startNanos, long lastSequence) {
        this.start = startNanos;
        this.lastUsed = new AtomicLong(startNanos);
        this.soft = Bounds.of(
                lifetime.softSeconds(), lifetime.softKilobytes(), lastSequence - (lastSequence >>> SEQUENCE_SHIFT));
        this.hard = Bounds.of(lifetime.hardSeconds(), lifetime.hardKilobytes(), lastSequence);
    }

    /**
     * Counts a packet. The one that reaches a limit of bytes is the last.
     *
     * @return false if the life had ended before, and the packet must not go
     */
    public boolean use(int packetBytes, long batchNanos) {
        long before = bytes.getPlain(); // one writer: no locked instruction
        if (before >= hard.bytes || batchNanos - start >= hard.nanos) {
            return false;
        }
        bytes.setRelease(before + packetBytes);
        lastUsed.setRelease(batchNanos);
        return true;
    }

    /**
     * The limit that was reached since the last call. Each is told once, to one caller; soft is not told after hard, which
     * makes it void.
     *
     * @param sequence the number of the last packet, unsigned
     */
    public Optional<Event> reached(long nowNanos, long sequence) {
        Optional<Reason> end = reason(hard, nowNanos, sequence);
        if (end.isPresent()) {
            return told.getAndSet(HARD_TOLD) == HARD_TOLD
                    ? Optional.empty()
                    : end.map(reason -> new Event(Limit.HARD, reason));
        }
        Optional<Reason> renewal = reason(soft, nowNanos, sequence);
        return renewal.isPresent() && told.compareAndSet(NOTHING_TOLD, SOFT_TOLD)
                ? renewal.map(reason -> new Event(Limit.SOFT, reason))
                : Optional.empty();
    }

    private Optional<Reason> reason(Bounds bounds, long nowNanos, long sequence) {
        if (nowNanos - start >= bounds.nanos) {
            return Optional.of(Reason.SECONDS);
        }
        if (bytes.getAcquire() >= bounds.bytes) {
            return Optional.of(Reason.KILOBYTES);
        }
        return Long.compareUnsigned(sequence, bounds.sequence) >= 0 ? Optional.of(Reason.SEQUENCE) : Optional.empty();
    }

    /** Bytes that were protected. */
    public long bytes() {
        return bytes.getAcquire();
    }

    /** Nanoseconds since the life began. */
    public long ageNanos(long nowNanos) {
        return nowNanos - start;
    }

    /** Nanoseconds since the last packet; since the beginning if there was none. */
    public long idleNanos(long nowNanos) {
        return nowNanos - lastUsed.getAcquire();
    }

    /** Whether any packet has used it: a PIX does not renew an SA that none has. */
    public boolean wasUsed() {
        return bytes.getAcquire() > 0;
    }

    /** Where limits are, none being the greatest number. */
    private record Bounds(long nanos, long bytes, long sequence) {
        static Bounds of(long seconds, long kilobytes, long sequence) {
            return new Bounds(
                    seconds == 0 ? Long.MAX_VALUE : seconds * NANOS,
                    kilobytes == 0 ? Long.MAX_VALUE : kilobytes * KILOBYTE,
                    sequence);
        }
    }
}
