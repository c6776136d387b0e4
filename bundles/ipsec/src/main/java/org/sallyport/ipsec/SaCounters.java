// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** What one SA half carried. Written by the SA's worker alone, read by anybody. */
public final class SaCounters {
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private volatile @Nullable AtomicLongArray reasons; // most SAs never need it

    /** A packet went through; bytes are those of the inner packet. */
    public void passed(int innerBytes) {
        packets.setRelease(packets.getPlain() + 1); // one writer: no locked instruction
        bytes.setRelease(bytes.getPlain() + innerBytes);
    }

    /** A packet failed under this SA. */
    public void failed(DropReason reason) {
        errors.setRelease(errors.getPlain() + 1);
        AtomicLongArray counts = reasons;
        if (counts == null) {
            counts = new AtomicLongArray(DropReason.values().length);
            reasons = counts;
        }
        counts.incrementAndGet(reason.ordinal());
    }

    public long packets() {
        return packets.getAcquire();
    }

    public long bytes() {
        return bytes.getAcquire();
    }

    public long errors() {
        return errors.getAcquire();
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
        packets.set(0);
        bytes.set(0);
        errors.set(0);
        reasons = null;
    }
}
