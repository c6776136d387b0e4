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
        public List<String> offers() {
            return policies.stream()
                    .map(policy -> policy.lines() + ": " + policy.suite())
                    .toList();
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
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Result.Initiated made = Proofs.done(result, Result.Initiated.class);
            Cryptography cryptography = context.cryptography(agreement);
            NoncePayload nonce = context.nonce();
            List<Payload> payloads = new ArrayList<>(List.of(new KeyExchangePayload(made.publicValue()), nonce));
            payloads.addAll(Nat.payloads(agreement.abilities().nat(), context.natKey(cryptography), context.path()));
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
            Cryptography cryptography = context.cryptography(agreement);
            Agreement known = agreement.with(
                    agreement.abilities().and(message, context.settings().options()));
            Bytes theirs = Proofs.only(message, KeyExchangePayload.class).value();
            var values = new Phase1Values(
                    context.initiator(),
                    context.responder(),
                    nonce,
                    Proofs.only(message, NoncePayload.class).value(),
                    publicValue,
                    theirs);
            Nat nat = Nat.detect(agreement.abilities().nat(), message, context.natKey(cryptography), context.path());
            return Step.to(
                    new Deriving(known, values, nat),
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
    record Deriving(Agreement agreement, Phase1Values values, Nat nat) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Result.Agreed agreed = Proofs.done(result, Result.Agreed.class);
            Cryptography cryptography = context.cryptography(agreement);
            Keyed keyed = Keyed.of(agreement, values, nat, agreed.shared(), cryptography);
            IdPayload own = context.settings().identity().payload(context.path().local());
            List<Payload> payloads = new ArrayList<>(List.of(own, keyed.proof(true, own, cryptography)));
            payloads.addAll(Proofs.extras(agreement, context));
            Cryptography.Sealed sealed = cryptography.seal(
                    keyed.keyring(), cryptography.firstIv(values), Message.of(context.header(true), payloads));
            var next = new Proving(keyed, own, sealed.next());
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
    record Proving(Keyed keyed, IdPayload own, IvChain iv) implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.MAIN_6_KEY);
            IdPayload peer = Proofs.only(message, IdPayload.class);
            Proofs.check(keyed, false, peer, message, context);
            return Step.to(new Up(Proofs.established(keyed, incoming.nextIv().orElse(iv), own, peer, message)));
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
            return "the peer is silent since it got this gateway's proof: " + Proofs.WRONG_KEY
                    + ", or it does not take this gateway's identity " + own.words();
        }

        @Override
        public String pixName() {
            return "MM_KEY_EXCH";
        }
    }
}
