// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many packets each element of policy has claimed. Thread-safe. */
public final class FlowHits {
    private final Map<Flow, LongAdder> hits = new ConcurrentHashMap<>();

    /** The counter of a flow. */
    public LongAdder of(Flow flow) {
        return hits.computeIfAbsent(flow, key -> new LongAdder());
    }

    /** Packets that a flow has claimed. */
    public long count(Flow flow) {
        LongAdder counter = hits.get(flow);
        return counter == null ? 0 : counter.sum();
    }
}
