// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;

/** What can happen to the protocol. */
public sealed interface Event {
    /** A datagram arrived, on a port of IKE and without the marker of port 4500. */
    record Received(Datagram datagram) implements Event {}

    /** A packet waits for the SAs of a flow. */
    record Acquire(Flow flow) implements Event {}

    /** A pair of SAs has reached a soft limit and has carried traffic. @param inbound one of its receiving halves */
    record Renew(Flow flow, SaId inbound) implements Event {}

    /** SAs are gone, by command or at a hard limit. */
    record Ended(List<SaId> inbound) implements Event {
        public Ended {
            inbound = List.copyOf(inbound);
        }
    }

    /** SAs exist that were negotiated before this bundle was exchanged. */
    record Adopted(List<Existing> pairs) implements Event {
        public Adopted {
            pairs = List.copyOf(pairs);
        }
    }

    /** What may be negotiated has changed. */
    record Planned(IkePlan plan, Settings settings) implements Event {}

    /** Slow work is done. */
    record Computed(long job, Result result) implements Event {}

    /** A temporary entry has been opened, or could not be. */
    record Opened(long job, Optional<Flow> flow) implements Event {}

    /** A peer's name has been looked up. @param address empty if it has none */
    record Resolved(String name, Optional<Ipv4Address> address) implements Event {}

    /** SAs could not be installed: their flow is bound no more, or a number was taken. */
    record Refused(long pair) implements Event {}

    /** By command: entries that failed need not wait for their next try. */
    record Retry(Predicate<IkeEntry> entries) implements Event {}

    /** Phase 1 SAs shall go, by command, and nothing waits for its next try with their peers. @param peer empty for all */
    record Clear(Optional<Ipv4Address> peer) implements Event {}

    /** SAs shall go whose algorithms are used no more and that have no alternative, by command. @param which only those that use one of these */
    record Cut(Predicate<AlgorithmId> which) implements Event {}

    /** A deadline has come. */
    record TimePassed() implements Event {}
}
