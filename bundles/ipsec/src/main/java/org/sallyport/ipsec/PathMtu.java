// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * How long a packet of an SA may be on its way to the peer, outer header included, in bytes. Thread-safe.
 *
 * <p>The link's size is known; a smaller one is learned from routers, believed for ten minutes and then tried anew (RFC
 * 1191, 6.3).
 */
public final class PathMtu {
    /** RFC 1191, 3: what every path carries; smaller claims are not believed. */
    public static final int SMALLEST = 576;

    private static final int ETHERNET = 1500;
    private static final long BELIEVED_NANOS = 600_000_000_000L;

    private volatile int link = ETHERNET;
    private volatile int learned = Integer.MAX_VALUE;
    private volatile long learnedAt;

    /** What the link carries. */
    public void link(int bytes) {
        link = bytes;
    }

    /** A router on the way carries no more than this. @return whether that is news */
    public boolean learn(int bytes, long nowNanos) {
        int believed = Math.max(bytes, SMALLEST);
        if (believed >= outer()) {
            return false;
        }
        learnedAt = nowNanos;
        learned = believed;
        return true;
    }

    /** Whether a router said something that is still believed. */
    public boolean isLearned() {
        return learned != Integer.MAX_VALUE;
    }

    /** Forgets what was learned long ago. @return whether nothing that was learned is left */
    public boolean age(long nowNanos) {
        if (isLearned() && nowNanos - learnedAt > BELIEVED_NANOS) {
            learned = Integer.MAX_VALUE;
        }
        return !isLearned();
    }

    /** Bytes that a packet may have now. */
    public int outer() {
        return Math.min(link, learned);
    }
}
