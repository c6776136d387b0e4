// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Optional;
import org.sallyport.ikev1.exchange.Replies;
import org.sallyport.ikev1.exchange.Retry;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.phase2.QuickState;
import org.sallyport.ikev1.phase2.Wish;
import org.sallyport.ipsec.Flow;

/** A quick mode under an ISAKMP SA: its state with what surrounds it. Owned by the loop. */
final class QuickExchange {
    final IsakmpSa sa;
    final int messageId;
    final long startedNanos;
    /** What this gateway began it for; empty if the peer began it. */
    final Optional<Wish> wish;

    final Replies replies = new Replies();

    QuickState state;
    IvChain chain;
    Optional<Retry> retry = Optional.empty();
    /** The temporary flow that its SAs are for, if they are for one. */
    Optional<Flow> temporary = Optional.empty();
    /** What the peer first says of a repetition of our offer. */
    Optional<Notify> hint = Optional.empty();
    /** The pair it has installed; 0 before. */
    long pair;

    QuickExchange(IsakmpSa sa, int messageId, Optional<Wish> wish, IvChain chain, QuickState state, long nowNanos) {
        this.sa = sa;
        this.messageId = messageId;
        this.wish = wish;
        this.chain = chain;
        this.state = state;
        this.startedNanos = nowNanos;
    }

    boolean isInitiator() {
        return wish.isPresent();
    }

    boolean isRepeated() {
        return retry.filter(each -> each.sent() > 1).isPresent();
    }

    /**
     * Whether a peer may say so only because it has forgotten the exchange: it has refused it before, nobody heard that, and now it opens
     * the repetition as if it were the first message of another one.
     */
    boolean mayBeMisread(Notify notify) {
        return isRepeated() && (notify == Notify.INVALID_HASH_INFORMATION || notify == Notify.PAYLOAD_MALFORMED);
    }

    /** Nobody answers, or no more: what that looks like. */
    String silence() {
        return state.silence()
                + hint.map(notify -> "; to a repetition it says " + notify).orElse("");
    }

    boolean isOver() {
        return state instanceof QuickState.Done || state instanceof QuickState.Failed;
    }

    @Override
    public String toString() {
        return "quick mode " + Integer.toHexString(messageId) + " "
                + state.getClass().getSimpleName();
    }
}
