// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Step.Out;

/**
 * How far phase 1 is with a peer. Each state holds what is known then, and nothing else.
 *
 * <pre>
 * main mode, initiator      Offered -> Preparing -> Exchanged -> Deriving -> Proving -> Up
 * main mode, responder      Agreed -> Answering -> Challenged -> Up
 * aggressive, initiator     Preparing -> Offered -> Deriving -> Up
 * aggressive, responder     Answering -> Challenged -> Up
 * </pre>
 *
 * From each of them to {@link Down}. States see each message once: duplicates have been answered before.
 */
public sealed interface Phase1State
        permits MainInitiator.Offered,
                MainInitiator.Preparing,
                MainInitiator.Exchanged,
                MainInitiator.Deriving,
                MainInitiator.Proving,
                MainResponder.Agreed,
                MainResponder.Answering,
                MainResponder.Challenged,
                AggressiveInitiator.Preparing,
                AggressiveInitiator.Offered,
                AggressiveInitiator.Deriving,
                AggressiveResponder.Answering,
                AggressiveResponder.Challenged,
                Phase1State.Up,
                Phase1State.Down {
    /** A message came. @throws PeerException if it is not what should come now: it changes nothing */
    Step received(Incoming incoming, Phase1Context context) throws PeerException;

    /** Slow work is done that this state waits for. @throws PeerException if phase 1 fails by that */
    Step computed(Result result, Phase1Context context) throws PeerException;

    /** A message came that cannot be read, or whose proof is wrong. It changes nothing. */
    default Step garbled(PeerException why, Phase1Context context) {
        return Step.to(this, new Out.Drop(why.detail()));
    }

    /** By what encrypted messages are opened; empty without keys, and when exchanges have chains of their own. */
    default Optional<Protection> protection() {
        return Optional.empty();
    }

    /** What this gateway has called itself, where the peer has that, and a proof of the key, and is to answer. */
    default Optional<IdPayload> claimed() {
        return Optional.empty();
    }

    /** Nobody answers, or no more: what that looks like. */
    String silence();

    /** What this gateway has offered and waits for an answer to, in words. */
    default List<String> offers() {
        return List.of();
    }

    /** As a PIX lists it. */
    String pixName();

    /** Whether it waits for slow work. */
    default boolean isBusy() {
        return false;
    }

    /** Keys are there and the peer has proved that it has them. */
    record Up(Established established) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("phase 1 is over"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public String silence() {
            return "the peer is silent";
        }

        @Override
        public String pixName() {
            return "QM_IDLE";
        }
    }

    /** It has failed. */
    record Down(Failure failure) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("phase 1 has failed"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public String silence() {
            return failure.reason();
        }

        @Override
        public String pixName() {
            return "MM_NO_STATE";
        }
    }
}
