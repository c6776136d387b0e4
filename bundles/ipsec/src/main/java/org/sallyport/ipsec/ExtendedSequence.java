// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * Extended sequence numbers: unsigned, 64 bits, of which a packet carries the lower half (RFC 4303, 2.2.1). The upper half
 * is guarded by the ICV alone.
 */
public final class ExtendedSequence {
    /** Of a packet that would come before the first number or after the last. No window takes it. */
    public static final long NONE = 0;

    private static final long LOW = 0xFFFFFFFFL;

    private ExtendedSequence() {}

    /**
     * The number of a packet if it is authentic: of those with this lower half, the one that is at or above the window's lower
     * end by less than 2^32 (RFC 4303, A2).
     *
     * @param low what the packet carries
     * @param highest the highest number that was authenticated, 0 before the first
     * @param windowSize packets, at least one: an SA without anti-replay cannot have extended numbers
     * @return {@link #NONE} if there is none in 64 bits
     */
    public static long infer(int low, long highest, int windowSize) {
        long bottom = highest - (windowSize - 1); // the window's lower end
        long number = bottom + (low - bottom & LOW);
        boolean beginsBelowZero = Long.compareUnsigned(highest, windowSize - 1) < 0;
        boolean passedZero = Long.compareUnsigned(number, bottom) < 0;
        return beginsBelowZero == passedZero ? number : NONE;
    }

    /** The half that a packet carries. */
    public static int low(long number) {
        return (int) number;
    }

    /** The half that is authenticated and not sent. */
    public static int high(long number) {
        return (int) (number >>> Integer.SIZE);
    }
}
