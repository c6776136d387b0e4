// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Failure.Candidate;
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
import org.sallyport.ikev1.phase2.FlowChoice.Choice;
import org.sallyport.ikev1.phase2.QuickStep.Out;
import org.sallyport.ikev1.phase2.Suites.Met;
import org.sallyport.ikev1.phase2.Suites.OnWire;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.LifetimeNotice;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.transform.Secret;

/** Quick mode, begun by the peer: {@link QuickInitiator} from the other side. */
public final class QuickResponder {
    private QuickResponder() {}

    /**
     * What the peer asks for, and what is taken of it.
     *
     * @param selector as packets leave this gateway
     * @param known the names of our suites that the peer offers, used or not
     */
    record Request(
            IkeEntry entry,
            TrafficSelector selector,
            Met met,
            Set<String> known,
            Bytes nonce,
            Bytes publicValue,
            List<Payload> ids) {
        Request {
            known = Set.copyOf(known);
            ids = List.copyOf(ids);
        }

        int group() {
            return met.first().group();
        }
    }

    /**
     * Judges a peer's first message.
     *
     * @param chain the IV behind the message
     * @throws PeerException if it is not authentic, or no such message: it changes nothing
     */
    public static QuickStep begin(Message message, IvChain chain, QuickContext context) throws PeerException {
        Results.admit(message, MessageRule.QUICK_1);
        if (!context.proves1(message)) {
            throw new PeerException(Notify.INVALID_HASH_INFORMATION, "the hash of " + MessageRule.QUICK_1);
        }
        try {
            return judge(message, chain, context);
        } catch (PeerException e) {
            return Results.failed(e, context.failure(e.detail()), spi(message));
        }
    }

    private static Bytes spi(Message message) {
        return message.first(SaPayload.class)
                .map(sa -> sa.proposals().get(0).spi())
                .orElse(Bytes.EMPTY);
    }

    private static QuickStep judge(Message message, IvChain chain, QuickContext context) throws PeerException {
        List<IdPayload> ids = message.all(IdPayload.class);
        TrafficSelector asked =
                FlowIds.flow(ids, context.path().remote(), context.path().local());
        Phase2Offer offer = Phase2Offer.read(Results.only(message, SaPayload.class));
        Optional<TrafficSelector> ends =
                Originals.areOffered(offer) ? Originals.ends(message, asked, context) : Optional.empty();
        return judge(message, offer, ends.orElse(asked), ends.map(seen -> asked), chain, context);
    }

    /** @param named the same flow as the peer names it, if that is another one: what is meant unless transport mode passes a NAT */
    private static QuickStep judge(
            Message message,
            Phase2Offer offer,
            TrafficSelector asked,
            Optional<TrafficSelector> named,
            IvChain chain,
            QuickContext context)
            throws PeerException {
        TrafficSelector selector = asked.reversed();
        var gateways =
                new FlowChoice.Ends(context.path().local(), context.path().remote());
        Choice choice = FlowChoice.choose(
                context.surroundings().entries(),
                selector,
                gateways,
                context.surroundings().knows());
        if (choice instanceof Choice.None && named.isPresent()) {
            return judge(message, offer, named.get(), Optional.empty(), chain, context);
        }
        if (choice instanceof Choice.None none) {
            return refused(Notify.INVALID_ID_INFORMATION, noFlow(none, offer, context), message);
        }
        Choice.Found found = (Choice.Found) choice;
        var wish = new Wish(found.element().orElse(NO_FLOW), selector, found.entry(), Set.of());
        List<OnWire> ours = Suites.of(wish, 0, context);
        Optional<Met> met = Suites.meet(offer, Suites.used(ours, false, context));
        if (met.isEmpty()) {
            return refused(Notify.NO_PROPOSAL_CHOSEN, Suites.failure(offer, ours, found.entry(), context), message);
        }
        if (named.isPresent() && !met.get().ours().encapsulation().isTransportInUdp()) {
            return judge(message, offer, named.get(), Optional.empty(), chain, context);
        }
        Optional<Failure> group = groupRefusal(message, met.get(), found.entry(), context);
        if (group.isPresent()) {
            return refused(Notify.NO_PROPOSAL_CHOSEN, group.get(), message);
        }
        var request = new Request(
                found.entry(),
                selector,
                met.get(),
                Suites.known(offer, ours),
                Results.only(message, NoncePayload.class).value(),
                message.first(KeyExchangePayload.class)
                        .map(KeyExchangePayload::value)
                        .orElse(Bytes.EMPTY),
                List.copyOf(message.all(IdPayload.class)));
        return found.element().isPresent()
                ? agree(request, found.element().get(), chain, context)
                : QuickStep.to(new Opening(request, chain), chain, new Out.Open(found.entry(), selector));
    }

    private static final Flow NO_FLOW = new Flow("", 0, 0);

    private static QuickStep refused(Notify notify, Failure failure, Message message) {
        var payload = NotifyPayload.of(notify, Protocol.ESP, spi(message), Bytes.EMPTY);
        return QuickStep.to(new QuickState.Failed(failure.reason()), new Out.Fail(failure, Optional.of(payload)));
    }

    private static Failure noFlow(Choice.None none, Phase2Offer offer, QuickContext context) {
        Optional<Candidate> nearest = none.candidates().stream().max(Comparator.comparingInt(Candidate::agreeing));
        return new Failure(
                context.nowNanos(),
                context.path().remote(),
                false,
                context.header().exchange().toString(),
                none.reason(),
                Suites.offers(offer),
                none.candidates(),
                nearest,
                nearest.map(Candidate::line));
    }

    private static Optional<Failure> groupRefusal(Message message, Met met, IkeEntry entry, QuickContext context) {
        int group = met.first().group();
        Optional<Candidate> pfs = Suites.pfsRefusal(entry, group);
        if (pfs.isPresent()) {
            Candidate candidate = pfs.get();
            return Optional.of(new Failure(
                    context.nowNanos(),
                    context.path().remote(),
                    false,
                    context.header().exchange().toString(),
                    "perfect forward secrecy differs",
                    List.of(met.first().toString()),
                    List.of(candidate),
                    pfs,
                    Optional.of(candidate.line())));
        }
        boolean keyed = message.first(KeyExchangePayload.class).isPresent();
        if (keyed != (group != 0)) {
            return Optional.of(context.failure(
                    keyed ? "a public value without a group" : "group " + group + " without a public value"));
        }
        Algorithms algorithms = context.surroundings().algorithms();
        if (group != 0 && !algorithms.hasGroup(group)) {
            return Optional.of(
                    context.failure("no transform for group " + group).with(entry.lines() + " set pfs"));
        }
        return algorithms
                .obstacle(algorithms.ofGroup(group).stream(), false)
                .map(refused -> context.failure(refused.reason()).with(refused.line()));
    }

    private static QuickStep agree(Request request, Flow flow, IvChain chain, QuickContext context) {
        return request.group() == 0
                ? answer(request, flow, Optional.empty(), chain, context)
                : QuickStep.to(
                        new Answering(request, flow, chain),
                        chain,
                        new Out.Slow(new Work.Respond(request.group(), request.publicValue())));
    }

    /** A flow of its own is being opened. */
    record Opening(Request request, IvChain chain) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) {
            return QuickStep.to(this, new Out.Drop("a flow is being opened"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public QuickStep opened(Optional<Flow> flow, QuickContext context) {
            if (flow.isEmpty()) {
                var failure = context.failure("too many temporary entries, or the entry is bound no more")
                        .with(request.entry().lines());
                return QuickStep.to(new Failed(failure.reason()), new Out.Fail(failure, Optional.empty()));
            }
            return agree(request, flow.get(), chain, context);
        }

        @Override
        public Optional<Needed> needed() {
            return Optional.of(new Needed(request.entry(), request.selector()));
        }

        @Override
        public String silence() {
            return "the flow was not opened in time";
        }
    }

    /** The public value, and what both have in common, are being computed. */
    record Answering(Request request, Flow flow, IvChain chain) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) {
            return QuickStep.to(this, new Out.Drop("the keys are being made"));
        }

        @Override
        public QuickStep computed(Result result, QuickContext context) throws PeerException {
            Result.Agreed agreed = Results.done(result, Result.Agreed.class);
            return answer(request, flow, Optional.of(agreed), chain, context);
        }

        @Override
        public QuickStep opened(Optional<Flow> ignored, QuickContext context) {
            return QuickStep.to(this);
        }

        @Override
        public String silence() {
            return "the keys were not made in time";
        }
    }

    private static QuickStep answer(
            Request request, Flow flow, Optional<Result.Agreed> exchange, IvChain chain, QuickContext context) {
        NoncePayload nonce = context.nonce();
        Met met = request.met();
        List<Bytes> spis = met.ours().suite().protocols().stream()
                .map(each -> Halves.spi(context.surroundings()
                        .numbers()
                        .spi(context.path().local(), each.number() == IpProtocol.AH ? IpProtocol.AH : IpProtocol.ESP)))
                .toList();
        var own = new Lifetime(
                request.entry().terms().seconds(), request.entry().terms().kilobytes());
        Lifetime life = met.lifetime().shorter(own);
        var agreed = new Halves.Agreed(
                met.ours().suite(),
                spis,
                met.parts().stream().map(Phase2Offer.Part::spi).toList(),
                met.ours().encapsulation(),
                request.group(),
                new Halves.Life(life.seconds(), life.kilobytes()));
        Optional<Secret> shared = exchange.map(Result.Agreed::shared);
        Negotiated negotiated;
        try {
            negotiated = Halves.of(
                            new Wish(flow, request.selector(), request.entry(), Set.of()),
                            agreed,
                            Halves.values(shared, request.nonce(), nonce.value()),
                            Results.smaller(request.nonce(), nonce.value()),
                            context)
                    .known(request.known());
        } catch (PeerException e) {
            Failure failure = context.failure(e.detail()).with(request.entry().lines());
            return Results.failed(e, failure, agreed.peer().get(0));
        }
        List<Payload> behind = behind(request, nonce, exchange, spis);
        behind.addAll(Originals.payloads(Stream.of(met.ours().encapsulation()), context));
        if (!life.equals(met.lifetime())) {
            behind.addAll(notices(met, spis, life));
        }
        var hash = new HashPayload(context.hash2(request.nonce(), behind));
        Cryptography.Sealed sealed = context.seal(chain, hash, behind);
        // The peer may send as soon as it has the answer: this side receives before.
        return QuickStep.to(
                new Answered(negotiated, Bytes.concat(request.nonce(), nonce.value())),
                sealed.next(),
                new Out.Receive(negotiated),
                new Out.Transmit(sealed.datagram(), true));
    }

    private static List<Payload> behind(
            Request request, NoncePayload nonce, Optional<Result.Agreed> exchange, List<Bytes> spis) {
        Met met = request.met();
        List<Phase2Offer.Taken> taken = new ArrayList<>();
        for (Phase2Offer.Part part : met.choice().parts()) { // in the order in which the peer offered them
            int at = met.parts().indexOf(part);
            taken.add(new Phase2Offer.Taken(
                    part.protocol(), spis.get(at), met.taken().get(at)));
        }
        List<Payload> behind = new ArrayList<>(List.of(Phase2Offer.answer(met.choice(), taken), nonce));
        exchange.ifPresent(agreed -> behind.add(new KeyExchangePayload(agreed.publicValue())));
        behind.addAll(request.ids());
        return behind;
    }

    /** RFC 2407, 4.6.3.1: one RESPONDER-LIFETIME a protocol, with the SPI that its sender chose. */
    private static List<Payload> notices(Met met, List<Bytes> spis, Lifetime life) {
        List<Payload> notices = new ArrayList<>();
        for (Phase2Offer.Part part : met.parts()) {
            notices.add(NotifyPayload.of(
                    Notify.RESPONDER_LIFETIME, part.protocol(), spis.get(notices.size()), LifetimeNotice.phase2(life)));
        }
        return notices;
    }

    /** The answer is on the way; this side receives already. @param nonces of both */
    record Answered(Negotiated negotiated, Bytes nonces) implements QuickState {
        @Override
        public QuickStep received(Message message, IvChain next, QuickContext context) throws PeerException {
            Results.admit(message, MessageRule.QUICK_3);
            if (!Hashes.proves(message, context.hash3(nonces))) {
                throw new PeerException(Notify.INVALID_HASH_INFORMATION, "the hash of " + MessageRule.QUICK_3);
            }
            return QuickStep.to(new Done(negotiated), next, new Out.Send(negotiated));
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
        public QuickStep proven() {
            return QuickStep.to(new Done(negotiated), new Out.Send(negotiated));
        }

        @Override
        public String silence() {
            return "the peer does not end quick mode";
        }
    }
}
