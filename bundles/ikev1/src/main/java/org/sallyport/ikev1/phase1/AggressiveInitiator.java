// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
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
 * Aggressive mode, begun here (RFC 2409, 5.4).
 *
 * <pre>
 * HDR, SA, KE, Ni, IDii          --&gt;
 *                                &lt;--  HDR, SA, KE, Nr, IDir [, NAT-D], HASH_R
 * HDR*, HASH_I [, NAT-D]         --&gt;
 * </pre>
 */
public final class AggressiveInitiator {
    private AggressiveInitiator() {}

    /** Makes a public value first. @param policies at least one; only those of the first one's group are offered */
    public static Step begin(List<Policy> policies) {
        int group = policies.get(0).suite().group();
        List<Policy> same = policies.stream()
                .filter(policy -> policy.suite().group() == group)
                .toList();
        return Step.to(new Preparing(same), new Out.Slow(new Work.Initiate(group)));
    }

    /** The public value is being made. */
    record Preparing(List<Policy> policies) implements Phase1State {
        Preparing {
            policies = List.copyOf(policies);
        }

        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("a public value is being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Result.Initiated made = Proofs.done(result, Result.Initiated.class);
            SaPayload offer =
                    Phase1Offer.payload(policies.stream().map(Policy::suite).toList());
            NoncePayload nonce = context.nonce();
            IdPayload own = context.settings().identity().payload(context.path().local());
            List<Payload> payloads =
                    new ArrayList<>(List.of(offer, new KeyExchangePayload(made.publicValue()), nonce, own));
            payloads.addAll(Abilities.offered(context.settings().options()));
            byte[] message = Encoder.clear(Message.of(context.header(false), payloads));
            var next =
                    new Offered(policies, offer, own, new Share(nonce.value(), made.publicValue(), made.remembered()));
            return Step.to(next, new Out.Transmit(message, true));
        }

        @Override
        public String silence() {
            return "the public value was not made in time";
        }

        @Override
        public String pixName() {
            return "AG_NO_STATE";
        }

        @Override
        public boolean isBusy() {
            return true;
        }
    }

    /** What this side has put into the keys. */
    record Share(Bytes nonce, Bytes publicValue, Secret remembered) {}

    /** Policies and the public value are on the way. */
    record Offered(List<Policy> policies, SaPayload offer, IdPayload own, Share share) implements Phase1State {
        Offered {
            policies = List.copyOf(policies);
        }

        @Override
        public Step received(Incoming incoming, Phase1Context context) throws PeerException {
            Message message = Proofs.admitted(incoming, MessageRule.AGGRESSIVE_2_KEY);
            Agreement agreement = Phase1Choice.accepted(Proofs.only(message, SaPayload.class), policies, offer, context)
                    .with(Abilities.UNKNOWN.and(message, context.settings().options()));
            Cryptography cryptography = context.cryptography(agreement);
            Bytes theirs = Proofs.only(message, KeyExchangePayload.class).value();
            var values = new Phase1Values(
                    context.initiator(),
                    context.responder(),
                    share.nonce(),
                    Proofs.only(message, NoncePayload.class).value(),
                    share.publicValue(),
                    theirs);
            Nat nat = Nat.detect(agreement.abilities().nat(), message, context.natKey(cryptography), context.path());
            return Step.to(
                    new Deriving(agreement, values, nat, own, message),
                    new Out.Slow(new Work.Finish(agreement.group(), share.remembered(), theirs)));
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
            return "AG_NO_STATE";
        }
    }

    /** The peer's proof is there, and can be checked when the keys are. @param answer the peer's message */
    record Deriving(Agreement agreement, Phase1Values values, Nat nat, IdPayload own, Message answer)
            implements Phase1State {
        @Override
        public Step received(Incoming incoming, Phase1Context context) {
            return Step.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public Step computed(Result result, Phase1Context context) throws PeerException {
            Result.Agreed agreed = Proofs.done(result, Result.Agreed.class);
            Cryptography cryptography = context.cryptography(agreement);
            Keyed keyed = Keyed.of(agreement, values, nat, agreed.shared(), cryptography);
            try {
                return proven(keyed, cryptography, context);
            } catch (PeerException e) {
                return Step.to(new Down(Proofs.explained(agreement, e, context)));
            }
        }

        private Step proven(Keyed keyed, Cryptography cryptography, Phase1Context context) throws PeerException {
            IdPayload peer = Proofs.only(answer, IdPayload.class);
            Proofs.check(keyed, false, peer, answer, context);
            List<Payload> payloads = new ArrayList<>(List.of(keyed.proof(true, own, cryptography)));
            Path leaving = nat.found() ? context.path().floated() : context.path();
            payloads.addAll(Nat.payloads(nat.version(), context.natKey(cryptography), leaving));
            payloads.addAll(Proofs.extras(agreement, context));
            Cryptography.Sealed sealed = cryptography.seal(
                    keyed.keyring(), cryptography.firstIv(values), Message.of(context.header(true), payloads));
            var next = new Up(Proofs.established(keyed, sealed.next(), own, peer, answer));
            var transmit = new Out.Transmit(sealed.datagram(), false);
            return nat.found() ? Step.to(next, new Out.Float(), transmit) : Step.to(next, transmit);
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
}
