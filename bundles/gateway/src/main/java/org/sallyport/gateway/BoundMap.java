// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * A crypto map set as it was bound to an interface, and what follows from it: which packets it claims, and which SAs the
 * flows shall have. Everything that runs derives from this, never from later edits.
 *
 * @param place where it is bound
 * @param generation of the snapshot it was made from
 * @param policy what it claims
 * @param negotiated the entries whose SAs IKE negotiates
 */
record BoundMap(
        String map,
        Place place,
        long generation,
        SecurityPolicy policy,
        List<BoundFlow> flows,
        List<IkeEntry> negotiated) {
    BoundMap {
        flows = List.copyOf(flows);
        negotiated = List.copyOf(negotiated);
    }

    /**
     * An interface that a map is bound to.
     *
     * @param interfaceName as {@code nameif} names it
     * @param linuxName as the machine names it
     * @param local this gateway's address there; empty while it has none
     */
    record Place(String interfaceName, String linuxName, Optional<Ipv4Address> local) {}

    String interfaceName() {
        return place.interfaceName();
    }

    Optional<Ipv4Address> local() {
        return place.local();
    }

    /** Whether SAs may end at an address of this gateway. While nobody knows the interface's, those that do stay. */
    boolean isAt(Ipv4Address address) {
        return local().filter(own -> !own.equals(address)).isEmpty();
    }

    /** The same with some of its flows. */
    BoundMap only(Predicate<BoundFlow> which) {
        return new BoundMap(
                map, place, generation, policy, flows.stream().filter(which).toList(), negotiated);
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

        /** IKE negotiates them: what it installed stays. */
        record Negotiated() implements Keying {}

        /** The SAs would be complete, but a transform is not installed: what exists stays. */
        record Waiting(String reason) implements Keying {}

        /** Something is missing: packets of the flow are dropped. */
        record Incomplete(String reason) implements Keying {}
    }
}
