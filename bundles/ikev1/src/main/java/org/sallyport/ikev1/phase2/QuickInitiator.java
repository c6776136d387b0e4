// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase2.QuickStep.Out;
import org.sallyport.ikev1.phase2.Suites.Met;
import org.sallyport.ikev1.phase2.Suites.OnWire;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.LifetimeNotice;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Secret;

/**
 * Quick mode, begun here (RFC 2409, 5.5).
 *
 * <pre>
 * HDR*, HASH(1), SA, Ni [, KE] [, IDci, IDcr]   --&gt;
 *                                               &lt;--  HDR*, HASH(2), SA, Nr [, KE] [, IDci, IDcr]
 * HDR*, HASH(3)                                 --&gt;
 * </pre>
 */
public final class QuickInitiator {
    private QuickInitiator() {}

    /** Begins. @param chain of this exchange, unused yet */
    public static QuickStep begin(Wish wish, IvChain chain, QuickContext context) {
        int group = wish.entry().terms().pfs().offered().orElse(0);
        Algorithms algorithms = context.surroundings().algorithms();
        Optional<Obstacle> refused = algorithms.obstacle(algorithms.ofGroup(group).stream(), true);
        if (refused.isPresent()) {
            return failed(
                    context.failure(refused.get().reason()).with(refused.get().line()));
        }
        return group == 0
                ? offer(wish, chain, Optional.empty(), context)
                : QuickStep.to(new Preparing(wish, chain, group), new Out.Slow(new Work.Initiate(group)));
    }

    private static QuickStep failed(Failure failure) {
        return QuickStep.to(new QuickState.Failed(failure.reason()), new Out.Fail(failure, Optional.empty()));
    }

    /** What this side puts into the keys with PFS. */
    record Share(int group, Bytes publicValue, Secret remembered) {}

    private static QuickStep offer(Wish wish, IvChain chain, Optional<Share> share, QuickContext context) {
        List<OnWire> suites =
                Suites.used(Suites.of(wish, share.map(Share::group).orElse(0), context), true, context);
        if (suites.isEmpty()) {
            return failed(context.failure("no transform set can be used with this peer")
                    .with(wish.entry().lines() + " set transform-set"));
        }
        Bytes esp =
                Halves.spi(context.surroundings().numbers().spi(context.path().local(), IpProtocol.ESP));
        Bytes ah =
                Halves.spi(context.surroundings().numbers().spi(context.path().local(), IpProtocol.AH));
        SaPayload offer = Phase2Offer.payload(suites.stream()
                .map(suite -> suite.wire().stream()
                        .map(wire -> new Phase2Offer.Chosen(wire, wire.protocol() == Protocol.AH ? ah : esp))
                        .toList())
                .toList());
        NoncePayload nonce = context.nonce();
        List<Payload> behind = new ArrayList<>(List.of(offer, nonce));
        share.ifPresent(own -> behind.add(new KeyExchangePayload(own.publicValue())));
        behind.add(FlowIds.payload(wish.selector().source()));
        behind.add(FlowIds.payload(wish.selector().destination()));
        behind.addAll(Originals.payloads(suites.stream().map(OnWire::encapsulation), context));
        Cryptography.Sealed sealed = context.seal(chain, new HashPayload(context.hash1(behind)), behind);
        var next = new Offered(wish, suites, new Own(esp, ah, nonce.value(), share));
        return QuickStep.to(next, sealed.next(), new Out.Transmit(sealed.datagram(), true));
    }

    /** The public value is being made. */
    record Preparing(Wish wish, IvChain chain, int group) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) {
            return QuickStep.to(this, new Out.Drop("a public value is being made"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) throws PeerException {
            Result.Initiated made = Results.done(result, Result.Initiated.class);
            return offer(wish, chain, Optional.of(new Share(group, made.publicValue(), made.remembered())), context);
        }

        @Override
        public QuickStep opened(Optional<Flow> flow, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public String silence() {
            return "the public value was not made in time";
        }
    }

    /** What this side has said. */
    record Own(Bytes esp, Bytes ah, Bytes nonce, Optional<Share> share) {}

    /** The offer is on the way. */
    record Offered(Wish wish, List<OnWire> suites, Own own) implements QuickState {
        Offered {
            suites = List.copyOf(suites);
        }

        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) throws PeerException {
            Results.admit(message, MessageRule.QUICK_2);
            if (!context.proves2(message, own.nonce())) {
                throw new PeerException(Notify.INVALID_HASH_INFORMATION, "the hash of " + MessageRule.QUICK_2);
            }
            Answer answer;
            try {
                answer = judge(message, context);
            } catch (PeerException e) {
                return Results.failed(
                        e, context.failure(e.detail()).with(wish.entry().lines()), own.esp());
            }
            if (own.share().isEmpty()) {
                return finish(this, answer, Optional.empty(), next, context);
            }
            Share share = own.share().get();
            return QuickStep.to(
                    new Finishing(this, answer, next),
                    next,
                    new Out.Slow(new Work.Finish(share.group(), share.remembered(), answer.publicValue())));
        }

        @Override
        public boolean offers(Bytes spi) {
            return spi.isEmpty() || spi.equals(own.esp()) || spi.equals(own.ah());
        }

        /** From here on the message is authentic: what is wrong with it ends quick mode. */
        private Answer judge(Message message, QuickContext context) throws PeerException {
            Phase2Offer answer = Phase2Offer.read(Results.only(message, SaPayload.class));
            Optional<Met> met = answer.choices().size() == 1 ? Suites.meet(answer, suites) : Optional.empty();
            int group = own.share().map(Share::group).orElse(0);
            boolean keyed = message.first(KeyExchangePayload.class).isPresent() == (group != 0);
            if (met.isEmpty() || met.get().first().group() != group || !keyed) {
                throw new PeerException(Notify.NO_PROPOSAL_CHOSEN, "the answer is nothing that was offered");
            }
            TrafficSelector flow = FlowIds.flow(
                    message.all(IdPayload.class),
                    context.path().local(),
                    context.path().remote());
            boolean ours = flow.equals(wish.selector())
                    || met.get().ours().encapsulation().isTransportInUdp()
                            && Originals.ends(message, flow, context)
                                    .filter(wish.selector()::equals)
                                    .isPresent();
            if (!message.all(IdPayload.class).isEmpty() && !ours) {
                throw new PeerException(Notify.INVALID_ID_INFORMATION, "the answer is for another flow: " + flow);
            }
            Lifetime said = met.get().lifetime();
            for (NotifyPayload notify : message.all(NotifyPayload.class)) {
                if (notify.known().filter(Notify.RESPONDER_LIFETIME::equals).isPresent()) {
                    said = said.shorter(LifetimeNotice.readPhase2(notify.data()));
                }
            }
            return new Answer(
                    met.get(),
                    Results.only(message, NoncePayload.class).value(),
                    message.first(KeyExchangePayload.class)
                            .map(KeyExchangePayload::value)
                            .orElse(Bytes.EMPTY),
                    said);
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
        public List<String> offers() {
            return suites.stream()
                    .map(each -> wish.entry().lines() + " set transform-set "
                            + each.suite().name() + ": " + each.wire() + " for " + wish.selector())
                    .toList();
        }

        @Override
        public String silence() {
            return "the peer does not answer quick mode: its transform sets, its access list (it must be the mirror image"
                    + " of " + wish.selector() + ") or its perfect forward secrecy may differ";
        }
    }

    /** What the peer has said. */
    record Answer(Met met, Bytes nonce, Bytes publicValue, Lifetime lifetime) {}

    /** The peer has answered; what both have in common is being computed. */
    record Finishing(Offered offered, Answer answer, IvChain chain) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) {
            return QuickStep.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) throws PeerException {
            Result.Agreed agreed = Results.done(result, Result.Agreed.class);
            return finish(offered, answer, Optional.of(agreed.shared()), chain, context);
        }

        @Override
        public QuickStep opened(Optional<Flow> flow, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public String silence() {
            return "the keys were not made in time";
        }
    }

    private static QuickStep finish(
            Offered offered, Answer answer, Optional<Secret> shared, IvChain chain, QuickContext context) {
        Own own = offered.own();
        Wish wish = offered.wish();
        Lifetime life = answer.lifetime()
                .shorter(new Lifetime(
                        wish.entry().terms().seconds(), wish.entry().terms().kilobytes()));
        var agreed = new Halves.Agreed(
                answer.met().ours().suite(),
                answer.met().ours().suite().protocols().stream()
                        .map(each -> each.number() == IpProtocol.AH ? own.ah() : own.esp())
                        .toList(),
                answer.met().parts().stream().map(Phase2Offer.Part::spi).toList(),
                answer.met().ours().encapsulation(),
                answer.met().first().group(),
                new Halves.Life(life.seconds(), life.kilobytes()));
        Negotiated negotiated;
        try {
            negotiated = Halves.of(
                    wish,
                    agreed,
                    Halves.values(shared, own.nonce(), answer.nonce()),
                    Results.smaller(own.nonce(), answer.nonce()),
                    context);
        } catch (PeerException e) {
            return Results.failed(
                    e, context.failure(e.detail()).with(wish.entry().lines()), own.esp());
        }
        var hash = new HashPayload(context.hash3(Bytes.concat(own.nonce(), answer.nonce())));
        Cryptography.Sealed sealed = context.seal(chain, hash, List.of());
        // The peer receives since it answered. This side receives before its last message lets the peer send.
        return QuickStep.to(
                new QuickState.Done(negotiated),
                sealed.next(),
                new Out.Receive(negotiated),
                new Out.Send(negotiated),
                new Out.Transmit(sealed.datagram(), false));
    }
}
