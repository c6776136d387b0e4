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
 */
public record SaOptions(int replayWindow, boolean extendedSequence, DontFragment dontFragment, long byteLimit) {
    /** For a cipher that protects as much as there is. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** A window of 64 packets, short sequence numbers, the inner packet's bit. */
    public static final SaOptions DEFAULT = new SaOptions(InboundSa.DEFAULT_WINDOW, false, DontFragment.COPY);

    /** Without a limit of bytes. */
    public SaOptions(int replayWindow, boolean extendedSequence, DontFragment dontFragment) {
        this(replayWindow, extendedSequence, dontFragment, NO_LIMIT);
    }

    /** The same with another rule for the outer header's bit. */
    public SaOptions with(DontFragment newDontFragment) {
        return new SaOptions(replayWindow, extendedSequence, newDontFragment, byteLimit);
    }

    /** The same with another limit. */
    public SaOptions withByteLimit(long newByteLimit) {
        return new SaOptions(replayWindow, extendedSequence, dontFragment, newByteLimit);
    }
}
