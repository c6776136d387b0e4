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

/** Main mode, begun by the peer: {@link MainInitiator} from the other side. */
public final class MainResponder {
    private MainResponder() {}

    /** Judges a peer's first message. The next state is down if no policy meets its offer. */
    public static Step begin(Incoming incoming, Phase1Context context) throws PeerException {
        Message message = Proofs.admitted(incoming, MessageRule.MAIN_1);
        Abilities abilities = Abilities.UNKNOWN.and(message, context.settings().options());
        Judgement judgement = Phase1Choice.judge(Proofs.only(message, SaPayload.class), context, abilities);
        if (judgement.chosen().isEmpty()) {
            return Step.to(new Phase1State.Down(judgement.failure()));
        }
        Chosen chosen = judgement.chosen().get();
        List<Payload> payloads = new ArrayList<>(List.of(chosen.answer()));
        payloads.addAll(abilities.answered());
        byte[] answer = Encoder.clear(Message.of(context.header(false), payloads));
        return Step.to(new Agreed(chosen.agreement()), new Out.Transmit(answer, false));
    }

    /** A policy was chosen. Nothing slow is done before the peer has shown that it receives. */
    record Agreed(Agreement agreement) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_3);
            Cryptography cryptography = context.cryptography(agreement);
            Nat nat = Nat.detect(agreement.abilities().nat(), message, context.natKey(cryptography), context.path());
            Agreement known = agreement.with(
                    agreement.abilities().and(message, context.settings().options()));
            Bytes theirs = Proofs.only(message, KeyExchangePayload.class).value();
            Bytes nonce = Proofs.only(message, NoncePayload.class).value();
            return Step.to(
                    new Answering(known, nat, theirs, nonce),
                    new Out.Slow(new Work.Respond(agreement.group(), theirs)));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public String silence() {
            return "the peer began and is silent since";
        }

        @Override
        public String pixName() {
            return "MM_SA_SETUP";
        }
    }

    /** The peer's public value is known; the own one, and what they have in common, are being computed. */
    record Answering(Agreement agreement, Nat nat, Bytes peerPublic, Bytes peerNonce) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Result.Agreed agreed = Proofs.done(result, Result.Agreed.class);
            Cryptography cryptography = context.cryptography(agreement);
            NoncePayload nonce = context.nonce();
            var values = new Phase1Values(
                    context.initiator(),
                    context.responder(),
                    peerNonce,
                    nonce.value(),
                    peerPublic,
                    agreed.publicValue());
            List<Payload> payloads = new ArrayList<>(List.of(new KeyExchangePayload(agreed.publicValue()), nonce));
            payloads.addAll(Nat.payloads(agreement.abilities().nat(), context.natKey(cryptography), context.path()));
            byte[] answer = Encoder.clear(Message.of(context.header(false), payloads));
            Keyed keyed = Keyed.of(agreement, values, nat, agreed.shared(), cryptography);
            return Step.to(new Challenged(keyed, cryptography.firstIv(values)), new Out.Transmit(answer, false));
        }

        @Override
        public String silence() {
            return "the keys were not made in time";
        }

        @Override
        public String pixName() {
            return "MM_SA_SETUP";
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    /** There are keys; the peer is to prove that it has them, too. */
    record Challenged(Keyed keyed, IvChain iv) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_5_KEY);
            Cryptography cryptography = context.cryptography(keyed.agreement());
            IdPayload peer = Proofs.only(message, IdPayload.class);
            Proofs.check(keyed, true, peer, message, context);
            IdPayload own = context.settings().identity().payload(context.path().local());
            List<Payload> payloads = new ArrayList<>(List.of(own, keyed.proof(false, own, cryptography)));
            payloads.addAll(Proofs.extras(keyed.agreement(), context));
            Cryptography.Sealed sealed = cryptography.seal(
                    keyed.keyring(), incoming.nextIv().orElse(iv), Message.of(context.header(true), payloads));
            return Step.to(
                    new Up(Proofs.established(keyed, sealed.next(), own, peer, message)),
                    new Out.Transmit(sealed.datagram(), false));
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
        public Optional<Protection> protection() {
            return Optional.of(new Protection(keyed.agreement(), keyed.keyring(), iv));
        }

        @Override
        public String silence() {
            return "the peer did not prove itself: it is silent since it got this gateway's public value";
        }

        @Override
        public String pixName() {
            return "MM_KEY_EXCH";
        }
    }
}
