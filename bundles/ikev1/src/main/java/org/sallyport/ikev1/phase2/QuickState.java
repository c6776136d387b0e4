// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import java.util.Optional;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;

/**
 * How far a quick mode is (RFC 2409, 5.5). Each state holds what is known then, and nothing else.
 *
 * <pre>
 * initiator   [Preparing ->] Offered [-> Finishing] -> Done
 * responder   [Opening ->] [Answering ->] Answered -> Done
 * </pre>
 */
public sealed interface QuickState
        permits QuickInitiator.Preparing,
                QuickInitiator.Offered,
                QuickInitiator.Finishing,
                QuickResponder.Opening,
                QuickResponder.Answering,
                QuickResponder.Answered,
                QuickState.Done,
                QuickState.Failed {
    /**
     * A message came that this state has not seen.
     *
     * @param chain the IV behind it
     * @throws PeerException if it is not what should come now, or not authentic: it changes nothing
     */
    QuickStep received(Message message, IvChain chain, QuickContext context) throws PeerException;

    /** Slow work is done. @throws PeerException if quick mode fails by that */
    QuickStep computed(Result result, QuickContext context) throws PeerException;

    /** A flow of its own has been opened, or could not be. @throws PeerException if quick mode fails by that */
    QuickStep opened(Optional<Flow> flow, QuickContext context) throws PeerException;

    /** What this gateway has offered and waits for an answer to, in words. */
    default List<String> offers() {
        return List.of();
    }

    /** Nobody answers, or no more: what that looks like. */
    String silence();

    /** Whether it waits for the answer to an offer with that SPI, or to any offer if the SPI is empty. */
    default boolean offers(Bytes spi) {
        return false;
    }

    /** What it waits for a flow of its own for; empty if it does not. */
    default Optional<Needed> needed() {
        return Optional.empty();
    }

    /** What a packet under the new SAs means: whoever sent it has their keys, as the peer's last message would prove. */
    default QuickStep proven() {
        return QuickStep.to(this);
    }

    /** A flow that has to be opened. @param selector its packets as they leave this gateway */
    record Needed(IkeEntry entry, TrafficSelector selector) {}

    /** It is over. */
    record Done(Negotiated negotiated) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain chain, QuickContext context) {
            // Where a peer set the commit bit a fourth message comes (RFC 2408, 3.1). Nobody here waits for it.
            return QuickStep.to(this, new QuickStep.Out.Drop("quick mode is over"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public QuickStep opened(Optional<Flow> flow, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public String silence() {
            return "";
        }
    }

    /** It came to nothing. */
    record Failed(String reason) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain chain, QuickContext context) {
            return QuickStep.to(this, new QuickStep.Out.Drop("quick mode has failed"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public QuickStep opened(Optional<Flow> flow, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public String silence() {
            return reason;
        }
    }
}
