// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import java.util.Optional;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ipsec.TrafficSelector;

/**
 * What a state of quick mode answers: the next one, and what is to be done, in order.
 *
 * @param chain the IV of the next message; empty if it stays
 */
public record QuickStep(QuickState next, Optional<IvChain> chain, List<Out> outs) {
    public QuickStep {
        outs = List.copyOf(outs);
    }

    static QuickStep to(QuickState next, Out... outs) {
        return new QuickStep(next, Optional.empty(), List.of(outs));
    }

    static QuickStep to(QuickState next, IvChain chain, Out... outs) {
        return new QuickStep(next, Optional.of(chain), List.of(outs));
    }

    /** What a state wants done. */
    public sealed interface Out {
        /** @param awaitsAnswer whether it is repeated until an answer comes */
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Transmit(byte[] message, boolean awaitsAnswer) implements Out {}

        /** Slow work, whose result comes to the next state. */
        record Slow(Work work) implements Out {}

        /** A flow of its own, which comes to the next state. */
        record Open(IkeEntry entry, TrafficSelector selector) implements Out {}

        /** The receiving halves, from now on; whether the flow is a temporary one. */
        record Receive(Negotiated negotiated) implements Out {}

        /** The sending halves, from now on. */
        record Send(Negotiated negotiated) implements Out {}

        /** The message changes nothing. */
        record Drop(String why) implements Out {}

        /** It fails. @param toPeer what the peer is told */
        record Fail(Failure failure, Optional<NotifyPayload> toPeer) implements Out {}
    }
}
