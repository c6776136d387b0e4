// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;

/** What one part of the negotiations has to tell the others. */
sealed interface Signal {
    /** An ISAKMP SA is up. */
    record Established(IsakmpSa sa) implements Signal {}

    /** The peer of an ISAKMP SA is elsewhere, since a NAT in front of it has chosen another port. */
    record Moved(IsakmpSa sa, Path before) implements Signal {}

    /** An ISAKMP SA is no more: it failed, ended, or was deleted. */
    record Gone(IsakmpSa sa, String reason) implements Signal {}

    /** A quick mode that this gateway began makes others wait no longer. */
    record Turn(IsakmpSa sa) implements Signal {}

    /** A quick mode is over, or has failed, that was for a temporary flow. */
    record Left(Flow flow) implements Signal {}

    /** Packets of a flow can be sent and received. */
    record PairUp(Pair pair) implements Signal {}

    /** A pair is no more. */
    record PairGone(Pair pair, String reason) implements Signal {}

    /** Nobody has answered a quick mode under an ISAKMP SA, nor said anything else: the peer may not have it any more. */
    record Silent(IsakmpSa sa) implements Signal {}

    /** A quick mode that this gateway began has failed. @param declined whether the peer has said that it wants none of what was offered */
    record QuickFailed(Flow flow, Ipv4Address remote, String reason, boolean declined) implements Signal {}
}
