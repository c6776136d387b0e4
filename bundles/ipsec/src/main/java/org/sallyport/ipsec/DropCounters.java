// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many packets were dropped, by reason. Thread-safe. */
public final class DropCounters {
    private final LongAdder[] counters = new LongAdder[DropReason.values().length];

    public DropCounters() {
        for (int i = 0; i < counters.length; i++) {
            counters[i] = new LongAdder();
        }
    }

    public void count(DropReason reason) {
        counters[reason.ordinal()].increment();
    }

    /** The reasons that occurred, and how often. */
    public Map<DropReason, Long> snapshot() {
        var counts = new EnumMap<DropReason, Long>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            long count = counters[reason.ordinal()].sum();
            if (count > 0) {
                counts.put(reason, count);
            }
        }
        return counts;
    }

    /** Sets all to zero. */
    public void clear() {
        for (LongAdder counter : counters) {
            counter.reset();
        }
    }
}
