// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.concurrent.atomic.AtomicLong;

/** What one SA half carried. Written by the SA's worker alone, read by anybody. */
public final class SaCounters {
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();

    /** A packet went through; bytes are those of the inner packet. */
    public void passed(int innerBytes) {
        packets.setRelease(packets.getPlain() + 1); // one writer: no locked instruction
        bytes.setRelease(bytes.getPlain() + innerBytes);
    }

    /** A packet failed under this SA. */
    public void failed() {
        errors.setRelease(errors.getPlain() + 1);
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

    /** Sets all to zero. A packet that is counted at this moment may survive it. */
    public void clear() {
        packets.set(0);
        bytes.set(0);
        errors.set(0);
    }
}
