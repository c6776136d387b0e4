// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * A crypto map set as it was bound to an interface, and what follows from it: which packets it claims, and which SAs the
 * flows shall have. Everything that runs derives from this, never from later edits.
 *
 * @param generation of the snapshot it was made from
 * @param interfaceName as {@code nameif} names it
 * @param local this gateway's address there; empty while it has none
 * @param policy what it claims
 */
record BoundMap(
        String map,
        long generation,
        String interfaceName,
        Optional<Ipv4Address> local,
        SecurityPolicy policy,
        List<BoundFlow> flows) {
    BoundMap {
        flows = List.copyOf(flows);
    }

    /** The same with some of its flows. */
    BoundMap only(Predicate<BoundFlow> which) {
        return new BoundMap(
                map,
                generation,
                interfaceName,
                local,
                policy,
                flows.stream().filter(which).toList());
    }

    /** A permit element of an entry, and what its SAs shall be. */
    record BoundFlow(Flow flow, TrafficSelector selector, Optional<Ipv4Address> peer, Keying keying) {}

    /** What the SAs of a flow shall be. */
    sealed interface Keying {
        /**
         * The SAs can be made.
         *
         * @param inbound one or two: AH around ESP stands behind it
         * @param outbound likewise
         */
        record Ready(List<SaParameters> inbound, List<SaParameters> outbound) implements Keying {
            public Ready {
                inbound = List.copyOf(inbound);
                outbound = List.copyOf(outbound);
            }
        }

        /** The SAs would be complete, but a transform is not installed: what exists stays. */
        record Waiting(String reason) implements Keying {}

        /** Something is missing: packets of the flow are dropped. */
        record Incomplete(String reason) implements Keying {}
    }
}
