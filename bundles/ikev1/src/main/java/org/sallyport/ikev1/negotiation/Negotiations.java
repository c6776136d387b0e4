// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.phase2.FlowChoice;
import org.sallyport.ikev1.phase2.QuickState;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * All that a gateway negotiates with IKE version 1. An event and the time go in, effects come out; nothing here reads a clock, opens a
 * socket or waits. Owned by one loop.
 *
 * {@snippet :
 * for (Effect effect : negotiations.handle(event, ticker.nanos())) {
 *     perform(effect);
 * }
 * sleepUntil(negotiations.nextDeadline()); // then Event.TimePassed
 * }
 */
public final class Negotiations {
    /** Deadlines that come due at once are met in one call, as long as they are no more than that. */
    private static final long SECOND = 1_000_000_000L;

    private static final int MAX_DUE = 10_000;

    private final Desk desk;
    private final Phase1Table phase1 = new Phase1Table();
    private final Phase1Exchanges exchanges;
    private final Phase1Life life;
    private final QuickExchanges quick;
    private final Informationals informationals;
    private final PairLife pairs;
    private final Liveness liveness;
    private final Attempts attempts = new Attempts();
    private final Supervisor supervisor;
    private final Reunion reunion;
    private final Peers peers;
    private final Withdrawal withdrawal;
    private final Inbox inbox;

    public Negotiations(Surroundings surroundings) {
        desk = new Desk(surroundings);
        var vpnPeers = new VpnPeers(desk);
        informationals = new Informationals(desk);
        pairs = new PairLife(desk, phase1, informationals, vpnPeers);
        peers = new Peers(desk, pairs);
        exchanges = new Phase1Exchanges(desk, phase1, vpnPeers, peers);
        life = new Phase1Life(desk, phase1, exchanges, pairs, informationals);
        liveness = new Liveness(desk, pairs, informationals);
        quick = new QuickExchanges(desk, pairs, informationals, peers, temporaries());
        supervisor = new Supervisor(desk, phase1, exchanges, quick, pairs, peers, attempts);
        reunion = new Reunion(desk, phase1, exchanges, pairs);
        withdrawal = new Withdrawal(desk, phase1, life, pairs, supervisor);
        var notifications = new Notifications(desk, life, quick, pairs, informationals);
        inbox = new Inbox(
                desk, phase1, new Inbox.Receivers(exchanges, quick, informationals, notifications, peers, pairs));
    }

    /** Takes an event. @return what is to be done, in this order */
    public List<Effect> handle(Event event, long nowNanos) {
        desk.begin(nowNanos);
        dispatch(event);
        signals();
        if (event instanceof Event.Received) {
            desk.judged();
        }
        for (int i = 0; i < MAX_DUE; i++) {
            Optional<Alarm> due = desk.timers().due(nowNanos);
            if (due.isEmpty()) {
                break;
            }
            ring(due.get(), nowNanos);
            signals();
        }
        return desk.done();
    }

    /** A transform that fails must not silence an alarm: it rings again. */
    private void ring(Alarm alarm, long nowNanos) {
        boolean heard = false;
        try {
            ring(alarm);
            heard = true;
        } finally {
            if (!heard) {
                desk.timers().arm(alarm, nowNanos + SECOND);
            }
        }
    }

    /** When {@link Event.TimePassed} is due; {@code Long.MAX_VALUE} if nothing waits. */
    public long nextDeadline() {
        return desk.timers().next();
    }

    private void dispatch(Event event) {
        if (event instanceof Event.Received received) {
            inbox.received(received.datagram());
        } else if (event instanceof Event.Acquire acquire) {
            supervisor.acquire(acquire.flow());
        } else if (event instanceof Event.Renew renew) {
            supervisor.renew(renew.flow(), renew.inbound());
        } else if (event instanceof Event.Ended ended) {
            pairs.ended(ended.inbound());
        } else if (event instanceof Event.Adopted adopted) {
            pairs.adopt(adopted.pairs());
            reunion.adopted(adopted.pairs());
        } else if (event instanceof Event.Planned planned) {
            planned(planned);
        } else if (event instanceof Event.Computed computed) {
            computed(computed.job(), computed.result());
        } else if (event instanceof Event.Opened opened) {
            opened(opened.job(), opened.flow());
        } else if (event instanceof Event.Resolved resolved) {
            peers.resolved(resolved.name(), resolved.address());
            reopen();
            supervisor.resolved(resolved.name(), resolved.address());
        } else if (event instanceof Event.Refused refused) {
            pairs.refused(refused.pair());
        } else if (event instanceof Event.Clear clear) {
            clear(clear.peer());
        } else if (event instanceof Event.Retry retry) {
            retry(retry.entries());
        } else if (event instanceof Event.Cut cut) {
            withdrawal.cut(cut.which());
        }
    }

    /**
     * Knows the temporary entries that were opened before this bundle was exchanged, as soon as the plan has what allows them: no other
     * pair in use is of a flow that nobody knows.
     */
    private void reopen() {
        for (Pair pair : pairs.table().all()) {
            if (pair.isUp() && supervisor.get(pair.flow()).isEmpty()) {
                reopen(pair.flow(), pair.outbound().get(0));
            }
        }
    }

    private void reopen(Flow flow, SaParameters out) {
        List<IkeEntry> entries = desk.plan().entries().stream()
                .filter(entry -> entry.map().equals(flow.map()) && entry.sequence() == flow.sequence())
                .toList();
        var ends = new FlowChoice.Ends(out.local(), out.remote());
        if (FlowChoice.choose(entries, out.selector(), ends, peers::knows) instanceof FlowChoice.Choice.Found found) {
            supervisor.opened(flow, found.entry(), out.selector(), out.remote());
        }
    }

    private QuickExchanges.Temporaries temporaries() {
        return new QuickExchanges.Temporaries() {
            @Override
            public boolean isFull(Ipv4Address remote) {
                return attempts.temporaries(remote)
                        >= desk.settings().options().limits().temporariesPerAddress();
            }

            @Override
            public Optional<Flow> find(IkeEntry entry, Ipv4Address remote, TrafficSelector selector) {
                return attempts.temporary(entry, remote, selector);
            }
        };
    }

    private void planned(Event.Planned planned) {
        boolean sameKeepalive = planned.settings()
                .options()
                .keepalive()
                .equals(desk.settings().options().keepalive());
        Settings before = desk.settings();
        boolean changed = !planned.settings().equals(before) || !planned.plan().equals(desk.plan());
        desk.plan(planned.plan(), planned.settings());
        peers.planned();
        exchanges.planned(before);
        signals();
        if (!sameKeepalive) {
            phase1.all()
                    .forEach(sa -> sa.established().ifPresent(established -> liveness.established(sa, established)));
        }
        for (IsakmpSa sa : phase1.all()) {
            if (!desk.speaksAt(sa.path.local())) {
                life.delete(sa, "isakmp is not enabled at " + sa.path.local() + " any more");
            }
        }
        life.transformsChanged();
        supervisor.planned();
        reopen();
        reunion.planned();
        withdrawal.planned();
        if (changed) {
            supervisor.hurry(attempt -> true);
            withdrawal.hurry();
        }
    }

    private void clear(Optional<Ipv4Address> peer) {
        for (IsakmpSa sa : phase1.all()) {
            if (peer.isEmpty() || peer.get().equals(sa.path.remote())) {
                life.delete(sa, "cleared");
            }
        }
        signals();
        retry(entry -> peer.isEmpty() || peers.knows(entry, peer.get()));
    }

    private void retry(Predicate<IkeEntry> entries) {
        supervisor.hurry(attempt -> entries.test(attempt.entry));
    }

    private void computed(long number, Result result) {
        if (result instanceof Result.Unserved unserved) {
            if (!desk.postpone(number, unserved.work())) {
                computed(number, unserved.failed());
            }
            return;
        }
        Optional<Desk.Job> job = desk.close(number);
        if (job.isPresent() && job.get() instanceof Desk.Job.Phase1 order) {
            phase1.get(order.sa()).ifPresent(sa -> exchanges.computed(sa, result));
        } else if (job.isPresent() && job.get() instanceof Desk.Job.Quick order) {
            quick(order.sa(), order.messageId()).ifPresent(exchange -> quick.computed(exchange, result));
        }
    }

    private Optional<QuickExchange> quick(long sa, int messageId) {
        return phase1.get(sa).flatMap(found -> Optional.ofNullable(found.exchanges.get(messageId)));
    }

    private void opened(long number, Optional<Flow> flow) {
        Optional<QuickExchange> exchange = desk.close(number)
                .filter(Desk.Job.Quick.class::isInstance)
                .map(Desk.Job.Quick.class::cast)
                .flatMap(order -> quick(order.sa(), order.messageId()));
        Optional<QuickState.Needed> needed = exchange.flatMap(each -> each.state.needed());
        if (needed.isEmpty()) {
            flow.ifPresent(unwanted -> desk.emit(new Effect.CloseTemporary(unwanted)));
            return;
        }
        QuickExchange waiting = exchange.get();
        flow.ifPresent(
                own -> supervisor.opened(own, needed.get().entry(), needed.get().selector(), waiting.sa.path.remote()));
        quick.opened(waiting, flow);
    }

    private void signals() {
        for (Optional<Signal> next = desk.nextSignal(); next.isPresent(); next = desk.nextSignal()) {
            Signal signal = next.get();
            if (signal instanceof Signal.Established up) {
                established(up.sa());
            } else if (signal instanceof Signal.Moved moved) {
                pairs.moved(moved.sa(), moved.before());
            } else if (signal instanceof Signal.Gone gone) {
                quick.gone(gone.sa(), gone.reason());
                life.gone(gone.sa());
                peers.gone(gone.sa());
                supervisor.gone(gone.sa(), gone.reason());
                withdrawal.gone(gone.sa(), gone.reason());
                reunion.gone(gone.sa());
            } else if (signal instanceof Signal.Silent silent) {
                life.leave(silent.sa());
            } else if (signal instanceof Signal.Turn turn) {
                supervisor.turn(turn.sa().path.local(), turn.sa().path.remote());
            } else if (signal instanceof Signal.Left left) {
                supervisor.get(left.flow()).ifPresent(supervisor::closeIfOver);
            } else if (signal instanceof Signal.PairUp up) {
                supervisor.pairUp(up.pair());
                life.wanted(up.pair());
                withdrawal.pairUp(up.pair());
            } else if (signal instanceof Signal.PairGone gone) {
                withdrawal.gone(gone.pair());
                supervisor.pairGone(gone.pair(), gone.reason());
            } else if (signal instanceof Signal.QuickFailed failed) {
                quickFailed(failed);
            }
        }
    }

    private void quickFailed(Signal.QuickFailed failed) {
        if (failed.declined() && withdrawal.declined(failed.flow(), failed.reason())) {
            supervisor.declined(failed.flow(), failed.reason());
        } else {
            supervisor.quickFailed(failed.flow(), failed.remote(), failed.reason());
        }
    }

    private void established(IsakmpSa sa) {
        sa.established().ifPresent(established -> {
            life.established(sa, established);
            liveness.established(sa, established);
            supervisor.established(sa);
            inbox.unpark(sa);
            withdrawal.established(sa);
        });
    }

    private void ring(Alarm alarm) {
        if (alarm instanceof Alarm.Phase1 exchange) {
            phase1.get(exchange.sa()).ifPresent(exchanges::timedOut);
        } else if (alarm instanceof Alarm.Life end) {
            up(end.sa(), sa -> sa.established().ifPresent(established -> life.review(sa, established)));
        } else if (alarm instanceof Alarm.Liveness look) {
            up(look.sa(), this::look);
        } else if (alarm instanceof Alarm.NatKeepalive remind) {
            up(remind.sa(), liveness::remindNow);
        } else if (alarm instanceof Alarm.Fragments pieces) {
            phase1.get(pieces.sa()).ifPresent(sa -> sa.fragments.clear());
        } else if (alarm instanceof Alarm.Quick exchange) {
            quick(exchange.sa(), exchange.messageId()).ifPresent(quick::timedOut);
        } else if (alarm instanceof Alarm.Switch now) {
            pairs.table().get(now.pair()).ifPresent(pairs::switchOver);
        } else if (alarm instanceof Alarm.Settle settle) {
            pairs.table().get(settle.pair()).ifPresent(pairs::settle);
        } else if (alarm instanceof Alarm.Withdrawal) {
            withdrawal.step();
        } else if (alarm instanceof Alarm.Attempt attempt) {
            supervisor.timedOut(attempt.flow());
        } else if (alarm instanceof Alarm.Again again) {
            desk.again(again.job());
        } else if (alarm instanceof Alarm.Reunion) {
            reunion.begin();
        }
    }

    private void up(long sa, Consumer<IsakmpSa> action) {
        phase1.get(sa).filter(IsakmpSa::isUp).ifPresent(action);
    }

    private void look(IsakmpSa sa) {
        if (!liveness.look(sa)) {
            sa.established().ifPresent(established -> life.dead(sa, established));
        }
    }

    /** What there is now. */
    public Status status() {
        return Status.of(desk, phase1, pairs, supervisor, withdrawal);
    }

    /** The ISAKMP SAs themselves, the oldest first: for tests that speak under their keys. */
    List<IsakmpSa> associations() {
        return List.copyOf(phase1.all());
    }

    /** Slow work that has not been answered. */
    int openJobs() {
        return desk.openJobs();
    }

    /** What must never be: deadlines, jobs and names of things that are no more. */
    List<String> contradictions() {
        return new Contradictions(desk, phase1, pairs, supervisor, reunion).list();
    }
}
