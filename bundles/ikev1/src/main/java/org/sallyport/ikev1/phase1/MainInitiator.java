// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.phase1.Cryptography.Transcript;
import org.sallyport.ikev1.phase1.Proofs.Keyed;
import org.sallyport.ikev1.phase1.Step.Out;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.transform.Secret;

/**
 * Main mode, begun here (RFC 2409, 5.4).
 *
 * <pre>
 * HDR, SA                      --&gt;
 *                              &lt;--  HDR, SA
 * HDR, KE, Ni [, NAT-D]        --&gt;
 *                              &lt;--  HDR, KE, Nr [, NAT-D]
 * HDR*, IDii, HASH_I           --&gt;
 *                              &lt;--  HDR*, IDir, HASH_R
 * </pre>
 */
public final class MainInitiator {
    private MainInitiator() {}

    /** Offers policies. @param policies at least one */
    public static Step begin(List<Policy> policies, Phase1Context context) {
        SaPayload offer =
                Phase1Offer.payload(policies.stream().map(Policy::suite).toList());
        List<Payload> payloads = new ArrayList<>(List.of(offer));
        payloads.addAll(Abilities.offered(context.settings().options()));
        byte[] message = Encoder.clear(Message.of(context.header(false), payloads));
        return Step.to(new Offered(policies, offer), new Out.Transmit(message, true));
    }

    /** Policies are on the way, or were not heard. */
    record Offered(List<Policy> policies, SaPayload offer) implements Phase1State {
        Offered {
            policies = List.copyOf(policies);
        }

        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_2);
            SaPayload answer = Proofs.only(message, SaPayload.class);
            Agreement agreement = Phase1Choice.accepted(answer, policies, offer, context)
                    .with(Abilities.UNKNOWN.and(message, context.settings().options()));
            return Step.to(new Preparing(agreement), new Out.Slow(new Work.Initiate(agreement.group())));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public String silence() {
            return "the peer does not answer";
        }

        @Override
        public String pixName() {
            return "MM_NO_STATE";
        }
    }

    /** A policy is agreed on; the public value is being made. */
    record Preparing(Agreement agreement) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("a public value is being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            Optional<Cryptography> cryptography = context.algorithms().cryptography(agreement.suite());
            if (!(result instanceof Result.Initiated made) || cryptography.isEmpty()) {
                return Step.to(new Down(context.failure(failure(result))));
            }
            NoncePayload nonce = context.nonce();
            List<Payload> payloads = new ArrayList<>(List.of(new KeyExchangePayload(made.publicValue()), nonce));
            payloads.addAll(Nat.payloads(
                    agreement.abilities().nat(), context.natKey(cryptography.get()), context.path()));
            byte[] message = Encoder.clear(Message.of(context.header(false), payloads));
            var next = new Exchanged(agreement, nonce.value(), made.publicValue(), made.remembered());
            return Step.to(next, new Out.Transmit(message, true));
        }

        @Override
        public String silence() {
            return "the public value was not made in time";
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

    /** The public value is on the way. */
    record Exchanged(Agreement agreement, Bytes nonce, Bytes publicValue, Secret remembered) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_4);
            Optional<Cryptography> cryptography = context.algorithms().cryptography(agreement.suite());
            if (cryptography.isEmpty()) {
                return Step.to(new Down(context.failure("a transform is missing")));
            }
            Agreement known = agreement.with(
                    agreement.abilities().and(message, context.settings().options()));
            Bytes theirs = Proofs.only(message, KeyExchangePayload.class).value();
            var transcript = new Transcript(
                    context.initiator(),
                    context.responder(),
                    publicValue,
                    theirs,
                    nonce,
                    Proofs.only(message, NoncePayload.class).value());
            Nat nat = Nat.detect(
                    agreement.abilities().nat(), message, context.natKey(cryptography.get()), context.path());
            return Step.to(
                    new Deriving(known, transcript, nat),
                    new Out.Slow(new Work.Finish(agreement.group(), remembered, theirs)));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public String silence() {
            return "the peer agreed on a policy and is silent since";
        }

        @Override
        public String pixName() {
            return "MM_SA_SETUP";
        }
    }

    /** Both public values are known; what they have in common is being computed. */
    record Deriving(Agreement agreement, Transcript transcript, Nat nat) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            Optional<Cryptography> cryptography = context.algorithms().cryptography(agreement.suite());
            if (!(result instanceof Result.Agreed agreed) || cryptography.isEmpty()) {
                return Step.to(new Down(context.failure(failure(result))));
            }
            Keyed keyed = Keyed.of(agreement, transcript, nat, agreed.shared(), cryptography.get());
            IdPayload own = context.settings().identity().payload(context.path().local());
            List<Payload> payloads = new ArrayList<>(List.of(own, keyed.proof(true, own)));
            payloads.addAll(Proofs.extras(agreement, context));
            Proofs.Sealed sealed =
                    Proofs.seal(payloads, keyed.keys(), cryptography.get().firstIv(transcript), context);
            var next = new Proving(keyed, own, sealed.nextIv());
            var transmit = new Out.Transmit(sealed.datagram(), true);
            return nat.found() ? Step.to(next, new Out.Float(), transmit) : Step.to(next, transmit);
        }

        @Override
        public String silence() {
            return "the keys were not made in time";
        }

        @Override
        public String pixName() {
            return "MM_KEY_EXCH";
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    /** The own proof is on the way. */
    record Proving(Keyed keyed, IdPayload own, Bytes iv) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_6_KEY);
            IdPayload peer = Proofs.only(message, IdPayload.class);
            Proofs.check(keyed, false, peer, Proofs.only(message, HashPayload.class), context);
            return Step.to(new Up(Proofs.established(keyed, incoming.nextIv(), own, peer, message)));
        }

        @Override
        public Step computed(Result result, Phase1Context context) {
            return Step.to(this);
        }

        @Override
        public Step garbled(String why, Phase1Context context) {
            var failure = Proofs.wrongKey(keyed.agreement(), why, context);
            return Step.to(this, new Out.Drop(why), new Out.Explain(failure));
        }

        @Override
        public Optional<Protection> protection() {
            return Optional.of(new Protection(keyed.keys(), iv));
        }

        @Override
        public String silence() {
            return "the peer is silent since it got this gateway's proof: " + Proofs.WRONG_KEY
                    + ", or it does not take this gateway's identity " + own.words();
        }

        @Override
        public String pixName() {
            return "MM_KEY_EXCH";
        }
    }

    static String failure(Result result) {
        return result instanceof Result.Failed failed ? failed.why() : "a transform is missing";
    }
}
