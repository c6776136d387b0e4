// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Retry;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.phase2.QuickContext;
import org.sallyport.ikev1.phase2.QuickInitiator;
import org.sallyport.ikev1.phase2.QuickResponder;
import org.sallyport.ikev1.phase2.QuickState;
import org.sallyport.ikev1.phase2.QuickStep;
import org.sallyport.ikev1.phase2.Wish;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/** Quick modes: gives their states messages, results and deadlines, and does what they answer. Owned by the loop. */
final class QuickExchanges {
    private static final int PATIENCE = 2;

    private final Desk desk;
    private final PairLife pairs;
    private final Informationals informationals;
    private final Peers peers;
    private final Temporaries temporaries;

    /** The flows that were opened for peers. */
    interface Temporaries {
        /** Whether a peer may have no more of them. */
        boolean isFull(Ipv4Address remote);

        /** The one that an entry allowed for a peer's packets, if it is there. */
        Optional<Flow> find(IkeEntry entry, Ipv4Address remote, TrafficSelector selector);
    }

    QuickExchanges(Desk desk, PairLife pairs, Informationals informationals, Peers peers, Temporaries temporaries) {
        this.desk = desk;
        this.pairs = pairs;
        this.informationals = informationals;
        this.peers = peers;
        this.temporaries = temporaries;
    }

    /** Begins one. @return false if too many go on, or the ISAKMP SA has none to give */
    boolean initiate(IsakmpSa sa, Wish wish) {
        Optional<Established> established = sa.established();
        Optional<Cryptography> cryptography = established.flatMap(this::cryptography);
        if (cryptography.isEmpty() || isFull(sa)) {
            return false;
        }
        int messageId = informationals.messageId(sa);
        if (messageId == 0) {
            return false;
        }
        IvChain chain = cryptography.get().exchangeIv(established.get().chain(), messageId);
        QuickContext context = context(sa, sa.path, established.get(), cryptography.get(), messageId, true);
        QuickStep step = QuickInitiator.begin(wish, chain, context);
        var exchange = new QuickExchange(sa, messageId, Optional.of(wish), chain, step.next(), desk.now());
        sa.exchanges.put(messageId, exchange);
        Told.phase2Started(desk, exchange);
        perform(exchange, step, true);
        return true;
    }

    /**
     * Whether a quick mode that this gateway began makes the next one wait. One that had to be repeated makes nobody wait: the peer
     * may have lost it, or have nothing to say to it.
     */
    static boolean isHeld(IsakmpSa sa) {
        return sa.exchanges.values().stream()
                .anyMatch(exchange -> exchange.isInitiator() && !exchange.isOver() && !exchange.isRepeated());
    }

    private boolean isFull(IsakmpSa sa) {
        long going = sa.exchanges.values().stream()
                .filter(exchange -> !exchange.isOver())
                .count();
        return going >= desk.settings().options().limits().quickModes();
    }

    private Optional<Cryptography> cryptography(Established established) {
        return desk.surroundings()
                .algorithms()
                .cryptography(established.agreement().suite());
    }

    private QuickContext context(
            IsakmpSa sa,
            Path path,
            Established established,
            Cryptography cryptography,
            int messageId,
            boolean initiator) {
        var numbers = new QuickContext.Numbers() {
            @Override
            public Bytes bytes(int length) {
                return Bytes.of(desk.entropy().bytes(length));
            }

            @Override
            public int spi(Ipv4Address local, int protocol) {
                return desk.surroundings().spi(local, protocol);
            }
        };
        return new QuickContext(
                new QuickContext.Cookies(sa.initiator, sa.responder),
                path,
                established,
                cryptography,
                messageId,
                initiator,
                new QuickContext.Surroundings(
                        desk.plan().entries(), peers::knows, desk.surroundings().algorithms(), numbers),
                desk.now());
    }

    /** A message of quick mode under an ISAKMP SA that is up. */
    void received(IsakmpSa sa, Established established, Envelope envelope, Datagram datagram) {
        Bytes whole = Bytes.of(datagram.payload());
        QuickExchange exchange = sa.exchanges.get(envelope.header().messageId());
        if (exchange != null && exchange.replies.has(whole)) {
            Told.duplicate(desk, sa);
            exchange.replies.reply(whole).ifPresent(reply -> desk.send(sa, reply));
            return;
        }
        Optional<Cryptography> cryptography = cryptography(established);
        if (cryptography.isEmpty()) {
            desk.drop("a transform is missing");
            return;
        }
        try {
            if (exchange != null) {
                received(exchange, established, cryptography.get(), envelope, datagram);
            } else {
                opening(sa, established, cryptography.get(), envelope, datagram);
            }
        } catch (PeerException e) {
            desk.drop(e.detail());
            Told.malformed(desk, sa, e);
        }
    }

    private void received(
            QuickExchange exchange,
            Established established,
            Cryptography cryptography,
            Envelope envelope,
            Datagram datagram)
            throws PeerException {
        // Only a message that proves authentic moves the chain.
        Cryptography.Opened opened = cryptography.open(established.keyring(), exchange.chain, envelope.body());
        Message message = Decoder.STRICT.message(envelope, opened.clear());
        desk.read(exchange.sa.number, exchange.sa.path, message);
        QuickContext context = context(
                exchange.sa,
                peers.path(exchange.sa, datagram),
                established,
                cryptography,
                exchange.messageId,
                exchange.isInitiator());
        QuickStep step = exchange.state.received(message, opened.next(), context);
        boolean proven = step.next() != exchange.state; // a state that does not look for a proof stays what it is
        if (proven) {
            exchange.replies.take(Bytes.of(datagram.payload()));
            peers.heard(exchange.sa, datagram);
        }
        perform(exchange, step, proven);
    }

    private void opening(
            IsakmpSa sa, Established established, Cryptography cryptography, Envelope envelope, Datagram datagram)
            throws PeerException {
        int messageId = envelope.header().messageId();
        if (sa.messageIds.contains(messageId)) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, "a message identifier that was used before");
        }
        if (isFull(sa)) {
            desk.count("quick modes");
            throw new PeerException(Notify.INVALID_MESSAGE_ID, "too many quick modes go on");
        }
        IvChain chain = cryptography.exchangeIv(established.chain(), messageId);
        Cryptography.Opened opened = cryptography.open(established.keyring(), chain, envelope.body());
        Message message = Decoder.STRICT.message(envelope, opened.clear());
        desk.read(sa.number, sa.path, message);
        QuickContext context = context(sa, peers.path(sa, datagram), established, cryptography, messageId, false);
        QuickStep step = QuickResponder.begin(message, opened.next(), context);
        if (!sa.messageIds.use(messageId)) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, "too many exchanges under one ISAKMP SA");
        }
        var exchange = new QuickExchange(sa, messageId, Optional.empty(), opened.next(), step.next(), desk.now());
        sa.exchanges.put(messageId, exchange);
        exchange.replies.take(Bytes.of(datagram.payload()));
        peers.heard(sa, datagram);
        Told.phase2Started(desk, exchange);
        perform(exchange, step, true);
    }

    /** Slow work is done. */
    void computed(QuickExchange exchange, Result result) {
        proceed(exchange, context -> exchange.state.computed(result, context));
    }

    /** A flow of its own has been opened, or could not be. */
    void opened(QuickExchange exchange, Optional<Flow> flow) {
        exchange.temporary = flow;
        proceed(exchange, context -> exchange.state.opened(flow, context));
    }

    @FunctionalInterface
    private interface Move {
        QuickStep with(QuickContext context) throws PeerException;
    }

    private void proceed(QuickExchange exchange, Move move) {
        Optional<Established> established = exchange.sa.established();
        Optional<Cryptography> cryptography = established.flatMap(this::cryptography);
        if (cryptography.isEmpty()) {
            fail(exchange, failure(exchange, "a transform is missing"));
            return;
        }
        QuickContext context = context(
                exchange.sa,
                exchange.sa.path,
                established.get(),
                cryptography.get(),
                exchange.messageId,
                exchange.isInitiator());
        try {
            perform(exchange, move.with(context), true);
        } catch (PeerException e) {
            fail(exchange, failure(exchange, e.detail()));
        }
    }

    private void perform(QuickExchange exchange, QuickStep step, boolean advanced) {
        exchange.state = step.next();
        exchange.chain = step.chain().orElse(exchange.chain);
        if (advanced) {
            exchange.retry = Optional.empty();
            long patience = PATIENCE * desk.settings().options().retries().budgetNanos();
            desk.timers().arm(alarm(exchange), desk.now() + patience);
        }
        for (QuickStep.Out out : step.outs()) {
            perform(exchange, out);
        }
        if (exchange.state instanceof QuickState.Failed) {
            forget(exchange);
        } else if (exchange.isOver()) {
            turn(exchange);
        }
    }

    private static Alarm alarm(QuickExchange exchange) {
        return new Alarm.Quick(exchange.sa.number, exchange.messageId);
    }

    private static Desk.Job job(QuickExchange exchange) {
        return new Desk.Job.Quick(exchange.sa.number, exchange.messageId);
    }

    private void perform(QuickExchange exchange, QuickStep.Out out) {
        IsakmpSa sa = exchange.sa;
        if (out instanceof QuickStep.Out.Transmit transmit) {
            exchange.replies.answered(transmit.message());
            desk.send(sa, transmit.message());
            if (transmit.awaitsAnswer()) {
                Retry retry = Retry.first(
                        transmit.message(), desk.settings().options().retries(), desk.now());
                exchange.retry = Optional.of(retry);
                desk.timers().arm(alarm(exchange), retry.deadlineNanos());
            }
        } else if (out instanceof QuickStep.Out.Slow slow) {
            desk.compute(job(exchange), slow.work());
        } else if (out instanceof QuickStep.Out.Open open) {
            open(exchange, open);
        } else if (out instanceof QuickStep.Out.Receive receive) {
            Told.quickAccepted(desk, exchange, receive.negotiated());
            exchange.pair = pairs.receive(receive.negotiated(), sa.identity(), exchange.isInitiator());
        } else if (out instanceof QuickStep.Out.Send send) {
            sa.pairs++;
            Told.phase2Completed(desk, exchange, send.negotiated());
            pairs.send(exchange.pair);
        } else if (out instanceof QuickStep.Out.Drop drop) {
            desk.drop(drop.why());
        } else if (out instanceof QuickStep.Out.Fail fail) {
            fail.toPeer().ifPresent(notify -> refuse(exchange, notify));
            report(exchange, fail.failure(), false);
        }
    }

    private void refuse(QuickExchange exchange, NotifyPayload notify) {
        informationals.send(exchange.sa, List.of(notify));
        Ipv4Address remote = exchange.sa.path.remote();
        boolean knows = desk.plan().entries().stream().anyMatch(entry -> peers.knows(entry, remote));
        if (!knows) {
            peers.unknown();
        }
        if (!exchange.isInitiator()) {
            notify.known().ifPresent(why -> Told.quickRefused(desk, exchange, why, knows));
        }
    }

    /** A peer that renews its SAs has its flow already. */
    private void open(QuickExchange exchange, QuickStep.Out.Open open) {
        IsakmpSa sa = exchange.sa;
        Optional<Flow> known = temporaries.find(open.entry(), sa.path.remote(), open.selector());
        if (known.isPresent()) {
            opened(exchange, known);
            return;
        }
        if (temporaries.isFull(sa.path.remote())) {
            desk.count("temporary entries of one peer");
            opened(exchange, Optional.empty());
            return;
        }
        long job = desk.open(job(exchange));
        desk.emit(new Effect.OpenTemporary(
                job, open.entry().map(), open.entry().sequence(), sa.path.remote(), open.selector()));
    }

    /** A deadline has come. */
    void timedOut(QuickExchange exchange) {
        if (exchange.isOver()) {
            forget(exchange); // it stayed to answer repetitions
            return;
        }
        if (pairs.isProven(exchange.pair)) {
            perform(exchange, exchange.state.proven(), true); // the peer's last message is lost, its packets are not
            return;
        }
        Optional<Retry> again = exchange.retry.flatMap(retry -> retry.again(desk.now()));
        if (again.isPresent()) {
            exchange.retry = again;
            Told.phase2Retransmission(desk, exchange);
            desk.send(exchange.sa, again.get().message());
            desk.timers().arm(alarm(exchange), again.get().deadlineNanos());
            turn(exchange);
            return;
        }
        long since = desk.now() - desk.settings().options().retries().budgetNanos();
        if (exchange.isInitiator() && exchange.sa.heardNanos < since) {
            desk.signal(new Signal.Silent(exchange.sa));
        }
        fail(exchange, failure(exchange, exchange.silence()));
    }

    private Failure failure(QuickExchange exchange, String reason) {
        Failure failure = Failure.of(
                        desk.now(),
                        exchange.sa.path.remote(),
                        exchange.isInitiator(),
                        Exchange.QUICK.toString(),
                        reason)
                .offered(exchange.state.offers());
        return exchange.wish.map(wish -> failure.with(wish.entry().lines())).orElse(failure);
    }

    /** The peer has told, authentically, that it refuses a quick mode. @param spi of our offer; empty if it does not say */
    void refused(IsakmpSa sa, Notify notify, Bytes spi) {
        List<QuickExchange> waiting = sa.exchanges.values().stream()
                .filter(exchange -> exchange.state.offers(spi))
                .toList();
        if (waiting.size() != 1) {
            desk.drop("a notification about no quick mode, or about several: " + notify);
            return;
        }
        QuickExchange exchange = waiting.get(0);
        if (exchange.mayBeMisread(notify)) {
            exchange.hint = exchange.hint.or(() -> Optional.of(notify));
            desk.drop("what the peer says of a repetition is no reason: " + notify);
            return;
        }
        Failure failure = failure(exchange, "the peer refuses: " + notify + hint(notify, exchange));
        report(exchange, failure, notify == Notify.NO_PROPOSAL_CHOSEN);
        end(exchange, failure);
    }

    private static String hint(Notify notify, QuickExchange exchange) {
        if (notify == Notify.INVALID_ID_INFORMATION) {
            String flow = exchange.wish.map(wish -> wish.selector().toString()).orElse("");
            return ": its access list must be the mirror image of " + flow;
        }
        return notify == Notify.NO_PROPOSAL_CHOSEN
                ? ": no transform set of the peer is equal to one of ours, or its perfect forward secrecy differs"
                : "";
    }

    private void fail(QuickExchange exchange, Failure failure) {
        report(exchange, failure, false);
        end(exchange, failure);
    }

    private void end(QuickExchange exchange, Failure failure) {
        if (exchange.pair != 0) {
            pairs.abandon(exchange.pair, failure.reason());
        }
        forget(exchange);
    }

    private void report(QuickExchange exchange, Failure failure, boolean declined) {
        desk.fail(failure);
        exchange.wish.ifPresent(wish -> desk.signal(
                new Signal.QuickFailed(wish.flow(), exchange.sa.path.remote(), failure.reason(), declined)));
    }

    private void forget(QuickExchange exchange) {
        desk.timers().disarm(alarm(exchange));
        desk.abandon(job(exchange));
        exchange.sa.exchanges.remove(exchange.messageId);
        exchange.temporary.ifPresent(flow -> desk.signal(new Signal.Left(flow)));
        turn(exchange);
    }

    private void turn(QuickExchange exchange) {
        if (exchange.isInitiator()) {
            desk.signal(new Signal.Turn(exchange.sa));
        }
    }

    /** An ISAKMP SA is no more, nor are the exchanges under it. */
    void gone(IsakmpSa sa, String reason) {
        for (QuickExchange exchange : List.copyOf(sa.exchanges.values())) {
            if (exchange.isOver()) {
                forget(exchange);
            } else {
                fail(exchange, failure(exchange, "the ISAKMP SA is gone: " + reason));
            }
        }
    }
}
