// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.Ipv4Address;

/**
 * What becomes of SAs when their algorithms are used no more.
 *
 * @param what they are, in words: the flow and the algorithms
 * @param inbound the receiving halves of a pair of IPsec SAs; empty for an ISAKMP SA
 */
public record Move(Ipv4Address peer, String what, List<SaId> inbound, Outcome outcome) {
    public Move {
        inbound = List.copyOf(inbound);
    }

    /** Whether it is an ISAKMP SA that is spoken of. */
    public boolean isIsakmp() {
        return inbound.isEmpty();
    }

    /** Whether there is something to move to. */
    public boolean hasAlternative() {
        return outcome instanceof Outcome.Becomes;
    }

    /** One of two things. */
    public sealed interface Outcome {
        /**
         * Others take their place before they go.
         *
         * @param next a transform set or a policy, in words
         */
        record Becomes(String next) implements Outcome {}

        /**
         * They stay until their life ends, or they are cut.
         *
         * @param why there is no alternative
         */
        record Stays(String why) implements Outcome {}
    }
}
