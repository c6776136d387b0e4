// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/** The attempts of all flows that want SAs, those of temporary entries among them, in the order in which they came. Owned by the loop. */
final class Attempts {
    private final Map<Flow, Attempt> all = new LinkedHashMap<>();

    void add(Attempt attempt) {
        all.put(attempt.flow, attempt);
    }

    void remove(Attempt attempt) {
        all.remove(attempt.flow);
    }

    /** Empties it. @return what was in it */
    Map<Flow, Attempt> takeAll() {
        Map<Flow, Attempt> taken = new LinkedHashMap<>(all);
        all.clear();
        return taken;
    }

    @Nullable
    Attempt find(Flow flow) {
        return all.get(flow);
    }

    List<Attempt> all() {
        return List.copyOf(all.values());
    }

    /** The flow that an entry allowed for a peer's packets, if it is open. */
    Optional<Flow> temporary(IkeEntry entry, Ipv4Address remote, TrafficSelector selector) {
        return all.values().stream()
                .filter(attempt -> attempt.only.filter(remote::equals).isPresent()
                        && attempt.entry.lines().equals(entry.lines())
                        && attempt.selector.equals(selector))
                .map(attempt -> attempt.flow)
                .findFirst();
    }

    /** How many entries were opened for a peer. */
    long temporaries(Ipv4Address remote) {
        return all.values().stream()
                .filter(attempt -> attempt.only.filter(remote::equals).isPresent())
                .count();
    }

    /**
     * Those who wait for phase 1 with a peer, or for their turn under it: renewals first, since the SAs that they replace will end soon, and
     * then who waits longest.
     */
    List<Attempt> waiting(Ipv4Address local, Ipv4Address remote) {
        return all.values().stream()
                .filter(attempt -> attempt.stage == Stage.PHASE_1
                        && attempt.entry.local().equals(local)
                        && attempt.remote.filter(remote::equals).isPresent())
                .sorted(Comparator.comparing((Attempt attempt) -> !attempt.renewal)
                        .thenComparingLong(attempt -> attempt.turn))
                .toList();
    }
}
