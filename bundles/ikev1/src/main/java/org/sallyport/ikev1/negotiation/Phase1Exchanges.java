// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Retry;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.negotiation.IsakmpSa.Names;
import org.sallyport.ikev1.phase1.AggressiveInitiator;
import org.sallyport.ikev1.phase1.AggressiveResponder;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase1.Incoming;
import org.sallyport.ikev1.phase1.MainInitiator;
import org.sallyport.ikev1.phase1.MainResponder;
import org.sallyport.ikev1.phase1.Phase1Choice;
import org.sallyport.ikev1.phase1.Phase1Context;
import org.sallyport.ikev1.phase1.Phase1State;
import org.sallyport.ikev1.phase1.Protection;
import org.sallyport.ikev1.phase1.Role;
import org.sallyport.ikev1.phase1.Step;
import org.sallyport.ikev1.settings.PeerKey;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** Phase 1 exchanges: gives their states messages, results and deadlines, and does what they answer. Owned by the loop. */
final class Phase1Exchanges {
    /** Slow work, and a peer that takes its time, end within so many budgets of retransmission. */
    private static final int PATIENCE = 2;

    private static final String UNPROTECTED = "the peer says, unprotected and not to be trusted: ";

    private final Desk desk;
    private final Phase1Table table;
    private final ClearNotices notices;
    private final VpnPeers vpnPeers;
    private final Peers peers;
    private final Unspoken unspoken;

    Phase1Exchanges(Desk desk, Phase1Table table, VpnPeers vpnPeers, Peers peers) {
        this.peers = peers;
        this.desk = desk;
        this.table = table;
        this.vpnPeers = vpnPeers;
        this.notices = new ClearNotices(desk);
        this.unspoken = new Unspoken(desk, peers);
    }

    /**
     * Begins phase 1 with a peer.
     *
     * @param path between the ports of IKE, or those that a peer behind a NAT was met by before (RFC 3947, 4)
     * @return why it cannot be begun; empty if it was
     */
    Optional<String> initiate(Path path, boolean known) {
        boolean aggressive = desk.settings().options().initiateAggressive();
        var names = new Names(
                desk.number(),
                Role.INITIATOR,
                aggressive ? Exchange.AGGRESSIVE : Exchange.MAIN,
                cookie(),
                Cookie.NONE,
                path);
        Phase1Context context = context(names, !known);
        List<Policy> policies = Phase1Choice.usable(context);
        if (policies.isEmpty()) {
            Told.keyless(desk, names.path());
            return Optional.of(Phase1Choice.obstacles(context));
        }
        Step step = aggressive ? AggressiveInitiator.begin(policies) : MainInitiator.begin(policies, context);
        Set<Long> replaces = Phase1Table.numbers(table.up(path.local(), path.remote()));
        var sa = new IsakmpSa(names, step.next(), desk.now(), replaces);
        sa.knownPeer = known;
        table.addInitiated(sa);
        Told.phase1Started(desk, sa);
        perform(sa, step, true);
        return Optional.empty();
    }

    private Cookie cookie() {
        Cookie cookie = Cookie.NONE;
        while (cookie.isNone()) {
            long value = 0;
            for (byte each : desk.entropy().bytes(Cookie.SIZE)) {
                value = value << Byte.SIZE | each & 0xFF;
            }
            cookie = new Cookie(value);
        }
        return cookie;
    }

    private Phase1Context context(Names names, boolean initialContact) {
        return new Phase1Context(
                names.role(),
                names.mode(),
                names.initiator(),
                names.responder(),
                names.path(),
                desk.settings(),
                desk.surroundings().algorithms(),
                desk.entropy(),
                initialContact,
                desk.now());
    }

    private Phase1Context context(IsakmpSa sa, Cookie responder, Path path) {
        boolean known = !table.up(path.local(), path.remote()).isEmpty() || sa.knownPeer;
        return context(new Names(sa.number, sa.role, sa.mode, sa.initiator, responder, path), !known);
    }

    /** A message of phase 1 that no ISAKMP SA is there for. */
    void opening(Envelope envelope, Datagram datagram, boolean knownPeer) {
        boolean aggressive = envelope.header().exchange() == Exchange.AGGRESSIVE;
        if (!envelope.header().responder().isNone()) {
            desk.drop("no such ISAKMP SA");
            return;
        }
        if (aggressive && !desk.settings().options().answerAggressive()) {
            unspoken.aggressive(datagram);
            desk.drop("aggressive mode is not answered");
            return;
        }
        var names = new Names(
                desk.number(),
                Role.RESPONDER,
                envelope.header().exchange(),
                envelope.header().initiator(),
                cookie(),
                Path.of(datagram));
        try {
            Message message = Decoder.STRICT.message(envelope, envelope.body());
            desk.read(names.number(), Path.of(datagram), message);
            var incoming = new Incoming(message, Optional.empty());
            Phase1Context context = context(names, !knownPeer);
            Step step =
                    aggressive ? AggressiveResponder.begin(incoming, context) : MainResponder.begin(incoming, context);
            answer(names, step, datagram, knownPeer);
        } catch (PeerException e) {
            desk.drop(e.detail());
        }
    }

    private void answer(Names names, Step step, Datagram datagram, boolean knownPeer) {
        if (step.next() instanceof Phase1State.Down down) {
            Told.phase1Refused(desk, names.path());
            tell(names.path(), down.failure());
            notices.refuse(names, Notify.NO_PROPOSAL_CHOSEN);
            return;
        }
        table.surplusOf(datagram.remote(), desk.settings().options().limits()).ifPresent(oldest -> {
            desk.count("half open of one address");
            end(oldest, "made room for another half-open ISAKMP SA of its address");
        });
        table.surplus(desk.settings().options().limits()).ifPresent(oldest -> {
            desk.count("half open in all");
            end(oldest, "made room for another half-open ISAKMP SA");
        });
        var sa = new IsakmpSa(names, step.next(), desk.now(), Set.of());
        sa.knownPeer = knownPeer;
        table.addAnswered(sa);
        Told.phase1Started(desk, sa);
        sa.replies.take(Bytes.of(datagram.payload()));
        perform(sa, step, true);
    }

    /** A message of phase 1 for an ISAKMP SA. */
    void received(IsakmpSa sa, Envelope envelope, Datagram datagram) {
        Bytes whole = Bytes.of(datagram.payload());
        if (sa.replies.has(whole)) {
            Told.duplicate(desk, sa);
            sa.replies.reply(whole).ifPresent(reply -> desk.send(sa, reply));
            return;
        }
        if (!datagram.remote().equals(sa.path.remote()) || envelope.header().exchange() != sa.mode) {
            desk.drop("from another address, or of another mode");
            return;
        }
        Phase1Context context = context(sa, envelope.header().responder(), Path.of(datagram));
        if (lacks(sa)) {
            desk.drop("a transform is missing"); // the peer repeats its message
            return;
        }
        try {
            Step step = sa.state.received(open(sa, envelope, context), context);
            boolean advanced = step.next() != sa.state;
            if (advanced) {
                sa.replies.take(whole);
                if (sa.responder.isNone()) {
                    table.named(sa, envelope.header().responder());
                }
                sa.path = Path.of(datagram);
            }
            perform(sa, step, advanced);
        } catch (PeerException e) {
            Told.malformed(desk, sa, e);
            perform(sa, sa.state.garbled(e, context), false);
        }
    }

    /** Whether a transform that the exchange has agreed on is missing now. */
    private boolean lacks(IsakmpSa sa) {
        return sa.state
                .protection()
                .filter(each -> desk.surroundings()
                        .algorithms()
                        .cryptography(each.agreement().suite())
                        .isEmpty())
                .isPresent();
    }

    private Incoming open(IsakmpSa sa, Envelope envelope, Phase1Context context) throws PeerException {
        if (!envelope.header().encrypted()) {
            Message clear = Decoder.STRICT.message(envelope, envelope.body());
            desk.read(sa.number, sa.path, clear);
            return new Incoming(clear, Optional.empty());
        }
        Protection protection = sa.state
                .protection()
                .orElseThrow(() -> new PeerException(Notify.INVALID_FLAGS, "encrypted, and there is no key"));
        Cryptography cryptography = protection.cryptography(context);
        Cryptography.Opened opened = cryptography.open(protection.keyring(), protection.iv(), envelope.body());
        Message message = Decoder.STRICT.message(envelope, opened.clear());
        desk.read(sa.number, sa.path, message);
        return new Incoming(message, Optional.<IvChain>of(opened.next()));
    }

    /** Slow work is done. */
    void computed(IsakmpSa sa, Result result) {
        Phase1Context context = context(sa, sa.responder, sa.path);
        try {
            perform(sa, sa.state.computed(result, context), true);
        } catch (PeerException e) {
            fail(sa, Told.failure(desk, sa, e.detail()));
        }
    }

    private void perform(IsakmpSa sa, Step step, boolean advanced) {
        sa.state = step.next();
        if (advanced) {
            sa.retry = Optional.empty();
            long patience = PATIENCE * desk.settings().options().retries().budgetNanos();
            desk.timers().arm(new Alarm.Phase1(sa.number), desk.now() + patience);
        }
        for (Step.Out out : step.outs()) {
            perform(sa, out);
        }
        if (sa.state instanceof Phase1State.Up) {
            desk.timers().disarm(new Alarm.Phase1(sa.number));
            sa.retry = Optional.empty();
            sa.establishedNanos = desk.now();
            sa.heardNanos = desk.now();
            table.authenticated(sa);
            sa.shown.ifPresent(desk::hide);
            vpnPeers.up(sa);
            desk.signal(new Signal.Established(sa));
        } else if (sa.state instanceof Phase1State.Down down) {
            fail(sa, down.failure());
        }
    }

    private static Desk.Job job(IsakmpSa sa) {
        return new Desk.Job.Phase1(sa.number, sa.role.isInitiator());
    }

    private void perform(IsakmpSa sa, Step.Out out) {
        if (out instanceof Step.Out.Transmit transmit) {
            sa.replies.answered(transmit.message());
            desk.send(sa, transmit.message());
            if (transmit.awaitsAnswer()) {
                Retry retry = Retry.first(
                        transmit.message(), desk.settings().options().retries(), desk.now());
                sa.retry = Optional.of(retry);
                desk.timers().arm(new Alarm.Phase1(sa.number), retry.deadlineNanos());
            }
        } else if (out instanceof Step.Out.Slow slow) {
            desk.compute(job(sa), slow.work());
        } else if (out instanceof Step.Out.Float) {
            sa.path = sa.path.floated();
        } else if (out instanceof Step.Out.Drop drop) {
            desk.drop(drop.why());
        } else if (out instanceof Step.Out.Explain explain && !sa.explained) {
            sa.explained = true; // once: anybody can send more
            tell(sa.path, explain.failure());
        } else if (out instanceof Step.Out.Say say) {
            desk.emit(new Effect.Tell(say.notice()));
        }
    }

    /**
     * Lines may have changed: what this gateway began by what they said before cannot come to the end that they want now. A transform that
     * comes or goes changes no line.
     */
    void planned(Settings before) {
        for (IsakmpSa sa : table.all()) {
            if (!sa.isUp() && sa.role.isInitiator() && !sameFor(sa.path.remote(), before, desk.settings())) {
                end(sa, "its isakmp lines have changed");
            }
        }
    }

    private static boolean sameFor(Ipv4Address peer, Settings one, Settings other) {
        return one.key(peer).equals(other.key(peer))
                && one.suites().equals(other.suites())
                && one.identity().equals(other.identity())
                && one.options().equals(other.options());
    }

    /** A deadline has come. */
    void timedOut(IsakmpSa sa) {
        Optional<Retry> again = sa.retry.flatMap(retry -> retry.again(desk.now()));
        if (again.isPresent()) {
            sa.retry = again;
            Told.phase1Retransmission(desk, sa);
            desk.send(sa, again.get().message());
            desk.timers().arm(new Alarm.Phase1(sa.number), again.get().deadlineNanos());
            return;
        }
        fail(sa, silence(sa));
    }

    private Failure silence(IsakmpSa sa) {
        String hint = sa.hint.map(notify -> "; " + UNPROTECTED + notify).orElse("");
        Failure failure = Told.failure(desk, sa, sa.state.silence() + hint);
        return decider(sa).map(failure::with).orElse(failure);
    }

    /** The line that has to be looked at when a peer is silent. */
    private Optional<String> decider(IsakmpSa sa) {
        if (sa.hint.filter(Notify.NO_PROPOSAL_CHOSEN::equals).isPresent()) {
            return Optional.of("isakmp policy");
        }
        Optional<String> key = desk.settings().key(sa.path.remote()).map(PeerKey::line);
        return sa.state.protection().isPresent()
                ? key
                : peers.line(sa.path.local(), sa.path.remote()).or(() -> key);
    }

    /** Somebody says, without proof, what is wrong with an exchange: it is shown at once, and the exchange goes on. */
    void hinted(IsakmpSa sa, Notify notify) {
        boolean stranger = !sa.role.isInitiator() && sa.state.protection().isEmpty();
        if (sa.isUp() || stranger) {
            return;
        }
        boolean first = sa.hint.isEmpty();
        sa.hint = Optional.of(notify);
        if (first && !sa.explained) {
            Failure failure = Told.failure(desk, sa, UNPROTECTED + notify + "; the exchange goes on");
            sa.shown = Optional.of(decider(sa).map(failure::with).orElse(failure));
            sa.shown.ifPresent(desk::show);
        }
    }

    /** The peer has told, authentically, that it refuses what this gateway calls itself. */
    void refused(IsakmpSa sa, Notify notify) {
        Failure failure = Told.identityRefused(desk, sa, notify);
        tell(sa.path, failure);
        end(sa, failure.reason());
    }

    private void tell(Path path, Failure failure) {
        if (failure.initiator() || peers.line(path.local(), path.remote()).isPresent()) {
            desk.fail(failure);
        } else {
            desk.failStranger(failure);
        }
    }

    /** Strangers that came no further than the first message are counted, and not remembered one by one. */
    private void fail(IsakmpSa sa, Failure failure) {
        if (sa.role.isInitiator() || sa.state.protection().isPresent() || sa.state instanceof Phase1State.Down) {
            if (!sa.explained) {
                tell(sa.path, failure);
            }
        } else {
            desk.count("half open, silent");
        }
        end(sa, failure.reason());
    }

    /** Ends an ISAKMP SA, whatever its state. */
    void end(IsakmpSa sa, String reason) {
        desk.timers().disarm(new Alarm.Phase1(sa.number));
        desk.timers().disarm(new Alarm.Life(sa.number));
        desk.timers().disarm(new Alarm.Liveness(sa.number));
        desk.timers().disarm(new Alarm.NatKeepalive(sa.number));
        desk.timers().disarm(new Alarm.Fragments(sa.number));
        desk.abandon(job(sa));
        table.remove(sa);
        if (sa.isUp()) {
            vpnPeers.gone(sa);
        }
        sa.gone = true;
        sa.shown.ifPresent(desk::hide);
        desk.signal(new Signal.Gone(sa, reason));
    }
}
