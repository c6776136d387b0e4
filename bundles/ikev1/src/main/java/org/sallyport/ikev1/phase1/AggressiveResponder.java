// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.keys.Phase1Values;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.phase1.Phase1Choice.Chosen;
import org.sallyport.ikev1.phase1.Phase1Choice.Judgement;
import org.sallyport.ikev1.phase1.Proofs.Keyed;
import org.sallyport.ikev1.phase1.Step.Out;

/**
 * Aggressive mode, begun by the peer: {@link AggressiveInitiator} from the other side. The answer carries a proof made with the
 * pre-shared key, at which anybody may guess who asked for it: therefore it is off unless the configuration wants it.
 */
public final class AggressiveResponder {
    private AggressiveResponder() {}

    /** Judges a peer's first message. The next state is down if no policy meets its offer. */
    public static Step begin(Incoming incoming, Phase1Context context) throws PeerException {
        Message message = Proofs.admitted(incoming, MessageRule.AGGRESSIVE_1);
        Abilities abilities = Abilities.UNKNOWN.and(message, context.settings().options());
        Judgement judgement = Phase1Choice.judge(Proofs.only(message, SaPayload.class), context, abilities);
        if (judgement.chosen().isEmpty()) {
            return Step.to(new Phase1State.Down(judgement.failure()));
        }
        Chosen chosen = judgement.chosen().get();
        Bytes theirs = Proofs.only(message, KeyExchangePayload.class).value();
        return Step.to(
                new Answering(chosen, message),
                new Out.Slow(new Work.Respond(chosen.agreement().group(), theirs)));
    }

    /** A policy was chosen; the public value, and what both have in common, are being computed. */
    record Answering(Chosen chosen, Message request) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Agreement agreement = chosen.agreement();
            Result.Agreed agreed = Proofs.done(result, Result.Agreed.class);
            Cryptography cryptography = context.cryptography(agreement);
            return answer(agreement, agreed, cryptography, context);
        }

        private Step answer(Agreement agreement, Result.Agreed agreed, Cryptography cryptography, Phase1Context context)
                throws PeerException {
            NoncePayload nonce = context.nonce();
            var values = new Phase1Values(
                    context.initiator(),
                    context.responder(),
                    Proofs.only(request, NoncePayload.class).value(),
                    nonce.value(),
                    Proofs.only(request, KeyExchangePayload.class).value(),
                    agreed.publicValue());
            Keyed keyed = Keyed.of(agreement, values, Nat.NONE, agreed.shared(), cryptography);
            IdPayload own = context.settings().identity().payload(context.path().local());
            List<Payload> payloads = new ArrayList<>(List.of(
                    chosen.answer(),
                    new KeyExchangePayload(agreed.publicValue()),
                    nonce,
                    own,
                    keyed.proof(false, own, cryptography)));
            payloads.addAll(Nat.payloads(agreement.abilities().nat(), context.natKey(cryptography), context.path()));
            payloads.addAll(agreement.abilities().answered());
            byte[] message = Encoder.clear(Message.of(context.header(false), payloads));
            var next = new Challenged(keyed, Proofs.only(request, IdPayload.class), own, cryptography.firstIv(values));
            return Step.to(next, new Out.Transmit(message, false));
        }

        @Override
        public String silence() {
            return "the keys were not made in time";
        }

        @Override
        public String pixName() {
            return "AG_INIT_EXCH";
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    /** There are keys; the peer is to prove that it has them, too. */
    record Challenged(Keyed keyed, IdPayload peer, IdPayload own, IvChain iv) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.AGGRESSIVE_3_KEY);
            Cryptography cryptography = context.cryptography(keyed.agreement());
            Nat nat = Nat.detect(
                    keyed.agreement().abilities().nat(), message, context.natKey(cryptography), context.path());
            var known = keyed.with(nat);
            Proofs.check(known, true, peer, message, context);
            // Clear or encrypted (RFC 2409, 5: "may or may not be encrypted"): without a chain the first IV stays.
            return Step.to(new Up(Proofs.established(known, incoming.nextIv().orElse(iv), own, peer, message)));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public Step garbled(PeerException why, Phase1Context context) {
            var failure = Proofs.explained(keyed.agreement(), why, context);
            return Step.to(this, new Out.Drop(why.detail()), new Out.Explain(failure));
        }

        @Override
        public Optional<IdPayload> claimed() {
            return Optional.of(own);
        }

        @Override
        public Optional<Protection> protection() {
            return Optional.of(new Protection(keyed.agreement(), keyed.keyring(), iv));
        }

        @Override
        public String silence() {
            return "the peer did not prove itself: " + Proofs.WRONG_KEY;
        }

        @Override
        public String pixName() {
            return "AG_INIT_EXCH";
        }
    }
}
