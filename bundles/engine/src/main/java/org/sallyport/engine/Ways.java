// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.OutboundBundle;

/** The ways of all flows that sent since anything changed. Owned by one worker. */
final class Ways {
    private final Map<OutboundBundle, Way> known = new IdentityHashMap<>();
    private Surroundings surroundings = Surroundings.NOTHING;

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
        known.clear();
    }

    /** The way of a flow; null if it has no SAs. */
    @Nullable
    Way of(Flow flow) {
        OutboundBundle bundle = surroundings.associations().outbound(flow);
        return bundle == null ? null : known.computeIfAbsent(bundle, one -> new Way(one, surroundings));
    }
}
