// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;

/** What the SAs of a simulated gateway carry. */
record SimTraffic(Simulation simulation, Map<SaId, SimSa> inbound, Map<Flow, List<SimSa>> outbound)
        implements Surroundings.Traffic {
    @Override
    public boolean isFree(SaId id) {
        return !inbound.containsKey(id);
    }

    @Override
    public OptionalLong received(SaId id) {
        SimSa sa = inbound.get(id);
        return sa == null ? OptionalLong.empty() : OptionalLong.of(sa.bytes);
    }

    @Override
    public OptionalLong idleNanos(SaId id) {
        return idle(inbound.get(id));
    }

    @Override
    public OptionalLong sentNanos(Flow flow) {
        List<SimSa> sending = outbound.getOrDefault(flow, List.of());
        return idle(sending.isEmpty() ? null : sending.get(sending.size() - 1));
    }

    private OptionalLong idle(@Nullable SimSa sa) {
        return sa == null || sa.bytes == 0 ? OptionalLong.empty() : OptionalLong.of(simulation.now() - sa.used);
    }
}
