// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/** What one SA half carried. Written by the SA's worker alone, read by anybody. */
public final class SaCounters {
    private static final AtomicLongFieldUpdater<SaCounters> PACKETS = counter("packets");
    private static final AtomicLongFieldUpdater<SaCounters> BYTES = counter("bytes");
    private static final AtomicLongFieldUpdater<SaCounters> ERRORS = counter("errors");

    // Fields, not objects: of ten thousand SAs each packet finds its own in memory that no cache holds.
    private volatile long packets;
    private volatile long bytes;
    private volatile long errors;
    private volatile @Nullable AtomicLongArray reasons; // most SAs never need it

    private static AtomicLongFieldUpdater<SaCounters> counter(String name) {
        return AtomicLongFieldUpdater.newUpdater(SaCounters.class, name);
    }

    /** A packet went through; bytes are those of the inner packet. */
    public void passed(int innerBytes) {
        PACKETS.lazySet(this, packets + 1); // one writer: no locked instruction
        BYTES.lazySet(this, bytes + innerBytes);
    }

    /** A packet failed under this SA. */
    public void failed(DropReason reason) {
        ERRORS.lazySet(this, errors + 1);
        AtomicLongArray counts = reasons;
        if (counts == null) {
            counts = new AtomicLongArray(DropReason.values().length);
            reasons = counts;
        }
        counts.incrementAndGet(reason.ordinal());
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }

    public long errors() {
        return errors;
    }

    /** How many packets failed for these reasons. */
    public long errors(DropReason... why) {
        AtomicLongArray counts = reasons;
        long sum = 0;
        for (int i = 0; counts != null && i < why.length; i++) {
            sum += counts.get(why[i].ordinal());
        }
        return sum;
    }

    /** Sets all to zero. A packet that is counted at this moment may survive it. */
    public void clear() {
        packets = 0;
        bytes = 0;
        errors = 0;
        reasons = null;
    }
}
