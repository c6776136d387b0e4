// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.List;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/** What the protocol wants done, in this order. */
public sealed interface Effect {
    record Send(Datagram datagram) implements Effect {}

    /**
     * Slow work, to be answered by {@link Event.Computed}.
     *
     * @param known whether a peer that has proved itself wants it, or this gateway: it comes before what strangers want
     */
    record Compute(long job, Work work, boolean known) implements Effect {}

    /** Nobody waits for the answer any more. */
    record Abandon(long job) implements Effect {}

    /**
     * Receiving halves of one agreement, ESP before the AH around it. If they cannot be installed, {@link Event.Refused}
     * answers.
     */
    record InstallInbound(long pair, List<SaParameters> halves) implements Effect {
        public InstallInbound {
            halves = List.copyOf(halves);
        }
    }

    /** Sending halves likewise: the flow's packets use them from now on. */
    record InstallOutbound(long pair, List<SaParameters> halves) implements Effect {
        public InstallOutbound {
            halves = List.copyOf(halves);
        }
    }

    /** Takes SAs of either direction away. */
    record Remove(List<SaId> halves) implements Effect {
        public Remove {
            halves = List.copyOf(halves);
        }
    }

    /** The peer's NAT has another address or port for it: datagrams of sending halves go there. */
    record Move(List<SaId> halves, Ipv4Address remote, int port) implements Effect {
        public Move {
            halves = List.copyOf(halves);
        }
    }

    /** A flow of its own for what a peer asked for, to be answered by {@link Event.Opened}. */
    record OpenTemporary(long job, String map, int sequence, Ipv4Address peer, TrafficSelector selector)
            implements Effect {}

    record CloseTemporary(Flow flow) implements Effect {}

    /** Looks a peer's name up, to be answered by {@link Event.Resolved}. */
    record Resolve(String name) implements Effect {}

    /** The packets that wait for a flow's SAs wait for nothing. */
    record GiveUp(Flow flow) implements Effect {}

    /** Somebody may want to know. */
    record Tell(Notice notice) implements Effect {}
}
