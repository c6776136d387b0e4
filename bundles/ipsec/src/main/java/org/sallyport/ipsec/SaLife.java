// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

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
        SEQUENCE,
        /** Nobody serves its algorithms any more, and the grace is over. */
        TRANSFORM
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

    private static final AtomicLongFieldUpdater<SaLife> BYTES =
            AtomicLongFieldUpdater.newUpdater(SaLife.class, "bytes");
    private static final AtomicLongFieldUpdater<SaLife> LAST_USED =
            AtomicLongFieldUpdater.newUpdater(SaLife.class, "lastUsed");

    private final Lifetime lifetime;
    private final long start;
    private final long lastSequence;
    private final long softBytes;
    private final long hardBytes;
    private final long hardNanos;
    private volatile long bytes;
    private volatile long lastUsed;

    /**
     * A life that begins.
     *
     * @param lastSequence the last number that may be sent, unsigned
     */
    public SaLife(Lifetime lifetime, long startNanos, long lastSequence) {
        this.lifetime = lifetime;
        this.start = startNanos;
        this.lastSequence = lastSequence;
        this.softBytes = bytes(lifetime.softKilobytes());
        this.hardBytes = bytes(lifetime.hardKilobytes());
        this.hardNanos = nanos(lifetime.hardSeconds());
        this.lastUsed = startNanos;
    }

    private static long nanos(long seconds) {
        return seconds == 0 ? Long.MAX_VALUE : seconds * NANOS;
    }

    private static long bytes(long kilobytes) {
        return kilobytes == 0 ? Long.MAX_VALUE : kilobytes * KILOBYTE;
    }

    /** Whether no packet may pass any more. The one that reached a limit of bytes was the last. */
    public boolean hasEnded(long batchNanos) {
        return bytes >= hardBytes || batchNanos - start >= hardNanos;
    }

    /**
     * Counts a packet that passed.
     *
     * @return whether it is the one that reached a limit of bytes: somebody should judge soon
     */
    public boolean count(int packetBytes, long batchNanos) {
        long before = bytes; // one writer: no locked instruction
        long after = before + packetBytes;
        BYTES.lazySet(this, after);
        LAST_USED.lazySet(this, batchNanos);
        return after >= softBytes && (before < softBytes || after >= hardBytes && before < hardBytes);
    }

    /**
     * The limit that has been reached, the hard one before the soft one.
     *
     * @param sequence the number of the last packet, unsigned
     */
    public Optional<Event> reached(long nowNanos, long sequence) {
        long age = nowNanos - start;
        Optional<Reason> end = reason(age >= hardNanos, hardBytes, lastSequence, sequence);
        if (end.isPresent()) {
            return end.map(reason -> new Event(Limit.HARD, reason));
        }
        long renewal = lastSequence - (lastSequence >>> SEQUENCE_SHIFT);
        return reason(age >= nanos(lifetime.softSeconds()), softBytes, renewal, sequence)
                .map(reason -> new Event(Limit.SOFT, reason));
    }

    private Optional<Reason> reason(boolean tooOld, long limit, long last, long sequence) {
        if (tooOld) {
            return Optional.of(Reason.SECONDS);
        }
        if (bytes >= limit) {
            return Optional.of(Reason.KILOBYTES);
        }
        return Long.compareUnsigned(sequence, last) >= 0 ? Optional.of(Reason.SEQUENCE) : Optional.empty();
    }

    /**
     * Whether, at a rate that was seen, the bytes that are left will not last this long. An SA that carries much is renewed
     * before its soft limit, or its packets would find none while the next one is negotiated. At least half a life passes.
     *
     * @param rateBytes bytes that passed in {@code rateNanos}, which is positive
     */
    public boolean endsWithin(long nanos, long rateBytes, long rateNanos) {
        long passed = bytes;
        return hardBytes != Long.MAX_VALUE
                && passed >= hardBytes / 2
                && (double) rateBytes * nanos >= (double) (hardBytes - passed) * rateNanos;
    }

    /** Bytes that were protected. */
    public long bytes() {
        return bytes;
    }

    /** Kilobytes that may still pass; empty if they do not limit it. */
    public OptionalLong kilobytesLeft() {
        return hardBytes == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, hardBytes - bytes) / KILOBYTE);
    }

    /** Seconds that are left; empty if they do not limit it. */
    public OptionalLong secondsLeft(long nowNanos) {
        return hardNanos == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, hardNanos - (nowNanos - start)) / NANOS);
    }

    /** Nanoseconds since the life began. */
    public long ageNanos(long nowNanos) {
        return nowNanos - start;
    }

    /** Nanoseconds since the last packet; since the beginning if there was none. */
    public long idleNanos(long nowNanos) {
        return nowNanos - lastUsed;
    }

    /** Whether any packet has used it: a PIX does not renew an SA that none has. */
    public boolean wasUsed() {
        return bytes > 0;
    }
}
