// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * Where IKE puts what it negotiated. The gateway provides it: it is the one that writes the database of SAs. Thread-safe;
 * effective at return.
 *
 * <p>The order that loses no packet: the receiving halves before the peer can send, the sending halves when the peer can
 * receive, the old ones away when the peer has switched.
 */
@ProviderType
public interface Associations {
    /** Whether no SA has this number yet. */
    boolean isFree(SaId inbound);

    /**
     * Installs the receiving halves of one agreement, ESP before the AH around it.
     *
     * @return false, and nothing is installed, if the flow is bound no more or a number is taken
     */
    boolean installInbound(List<SaParameters> halves);

    /** Installs the sending halves; the flow's packets use them from now on. @return false if the flow is bound no more */
    boolean installOutbound(List<SaParameters> halves);

    /** Has the datagrams of sending halves go to where the peer is now, behind a NAT; those unknown are ignored. */
    void move(List<SaId> halves, Ipv4Address remote, int port);

    /** Takes SAs away, of either direction; those unknown are ignored. */
    void remove(List<SaId> halves);

    /** What an SA has behind it; empty if it is gone. A peer that has switched to another SA shows in its receiving half. */
    Optional<Use> use(SaId half);

    /** What the SA has behind it that sends a flow's packets now; empty if there is none. */
    Optional<Use> sending(Flow flow);

    /**
     * A temporary entry, in front of the entry that allowed it: a peer of a dynamic entry, or one that asked for a part of
     * what a static entry protects, gets a flow of its own (a PIX's crypto dynamic-map).
     *
     * @param selector the packets it claims, as they leave this gateway
     * @return the flow; empty if there are too many, or the entry is bound no more
     */
    Optional<Flow> openTemporary(String map, int sequence, Ipv4Address peer, TrafficSelector selector);

    /** Ends a temporary entry. */
    void closeTemporary(Flow flow);

    /** Has the ports opened and closed that {@link Ike#ports} says now. Not from a thread that others wait for. */
    void portsChanged();

    /**
     * What was done with an SA.
     *
     * @param bytes carried
     * @param idleNanos since the last packet
     */
    record Use(long bytes, long idleNanos) {}
}
