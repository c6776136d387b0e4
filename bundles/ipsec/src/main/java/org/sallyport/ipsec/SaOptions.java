// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * What two peers may agree on about an SA beside its algorithms, and what one of them decides alone.
 *
 * @param replayWindow packets that the receiver's window covers: a multiple of 64 up to {@link ReplayWindow#MAX_SIZE}; 0 for
 *     none
 * @param extendedSequence whether sequence numbers have 64 bits, of which 32 travel (RFC 4303, 2.2.1)
 * @param dontFragment of the outer header
 * @param byteLimit what the sender may protect under its key, in bytes
 * @param lifetime when it is renewed, and when it ends
 */
public record SaOptions(
        int replayWindow, boolean extendedSequence, DontFragment dontFragment, long byteLimit, Lifetime lifetime) {
    /** For a cipher that protects as much as there is. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** A window of 64 packets, short sequence numbers, the inner packet's bit, no end. */
    public static final SaOptions DEFAULT = new SaOptions(InboundSa.DEFAULT_WINDOW, false, DontFragment.COPY);

    /** Without a limit of bytes, and without an end. */
    public SaOptions(int replayWindow, boolean extendedSequence, DontFragment dontFragment) {
        this(replayWindow, extendedSequence, dontFragment, NO_LIMIT, Lifetime.UNLIMITED);
    }

    /** The same with another rule for the outer header's bit. */
    public SaOptions with(DontFragment newDontFragment) {
        return new SaOptions(replayWindow, extendedSequence, newDontFragment, byteLimit, lifetime);
    }

    /** The same with another window, in packets. */
    public SaOptions withReplayWindow(int packets) {
        return new SaOptions(packets, extendedSequence, dontFragment, byteLimit, lifetime);
    }

    /** The same with sequence numbers of 64 bits, or of 32. */
    public SaOptions withExtendedSequence(boolean extended) {
        return new SaOptions(replayWindow, extended, dontFragment, byteLimit, lifetime);
    }

    /** The same with another limit of bytes. */
    public SaOptions withByteLimit(long newByteLimit) {
        return new SaOptions(replayWindow, extendedSequence, dontFragment, newByteLimit, lifetime);
    }

    /** The same with another lifetime. */
    public SaOptions with(Lifetime newLifetime) {
        return new SaOptions(replayWindow, extendedSequence, dontFragment, byteLimit, newLifetime);
    }
}
