// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many packets each element of policy has claimed. Thread-safe. */
public final class FlowHits {
    private final Map<Flow, LongAdder> hits = new ConcurrentHashMap<>();
    private final Map<Flow, LongAdder> unprotected = new ConcurrentHashMap<>();

    /** The counter of a flow. */
    public LongAdder of(Flow flow) {
        return hits.computeIfAbsent(flow, key -> new LongAdder());
    }

    /** Packets that a flow has claimed. */
    public long count(Flow flow) {
        LongAdder counter = hits.get(flow);
        return counter == null ? 0 : counter.sum();
    }

    /** Counts a packet that was dropped because its flow has no SA. */
    public void unprotected(Flow flow) {
        LongAdder counter = unprotected.get(flow);
        if (counter == null) {
            counter = unprotected.computeIfAbsent(flow, key -> new LongAdder());
        }
        counter.increment();
    }

    /** Packets that were dropped because their flow had no SA. */
    public long unprotectedCount(Flow flow) {
        LongAdder counter = unprotected.get(flow);
        return counter == null ? 0 : counter.sum();
    }

    /** Lets those count from zero, for all flows. */
    public void clearUnprotected() {
        unprotected.values().forEach(LongAdder::reset);
    }
}
