// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.ike.EntryState;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.phase2.Wish;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * Sees to it that flows get the SAs they want: finds or makes an ISAKMP SA, begins quick mode, goes on to the next peer where one does
 * not answer, and waits where none does. Owned by the loop.
 */
final class Supervisor {
    private static final long SECOND = 1_000_000_000L;

    /** After a failure a flow waits, the longer the more have failed. */
    private static final long FIRST_WAIT = 5 * SECOND;

    private static final long LONGEST_WAIT = 60 * SECOND;
    private static final int MAX_DOUBLINGS = 4;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Phase1Exchanges exchanges;
    private final QuickExchanges quick;
    private final PairLife pairs;
    private final Peers peers;
    private final Attempts attempts;
    private long lastTurn;

    Supervisor(
            Desk desk,
            Phase1Table phase1,
            Phase1Exchanges exchanges,
            QuickExchanges quick,
            PairLife pairs,
            Peers peers,
            Attempts attempts) {
        this.desk = desk;
        this.phase1 = phase1;
        this.exchanges = exchanges;
        this.quick = quick;
        this.pairs = pairs;
        this.peers = peers;
        this.attempts = attempts;
    }

    /** What is wanted has changed. Flows that are what they were go on. */
    void planned() {
        Map<Flow, Attempt> before = attempts.takeAll();
        for (IkeEntry entry : desk.plan().entries()) {
            for (Element element : entry.elements()) {
                if (element.permit() && !entry.isDynamic()) {
                    Attempt known = before.remove(element.flow());
                    if (known != null && known.entry.equals(entry) && known.selector.equals(element.selector())) {
                        add(known);
                    } else {
                        desk.timers().disarm(new Alarm.Attempt(element.flow()));
                        add(new Attempt(element.flow(), entry, element.selector(), Optional.empty()));
                    }
                }
            }
        }
        for (Attempt rest : before.values()) {
            Optional<IkeEntry> allows = rest.isTemporary() ? now(rest.entry) : Optional.empty();
            if (allows.isPresent()) {
                rest.entry = allows.get();
                attempts.add(rest);
            } else {
                drop(rest);
            }
        }
    }

    /** Somebody has mended, or may have, what made attempts fail: they need not wait any longer. */
    void hurry(Predicate<Attempt> some) {
        for (Attempt attempt : attempts.all()) {
            if (attempt.stage == Stage.WAITING && some.test(attempt)) {
                attempt.failures = 0;
                if (attempt.keepsUp() || attempt.renewal) {
                    waitUntil(attempt, desk.now());
                } else {
                    desk.timers().disarm(new Alarm.Attempt(attempt.flow));
                    attempt.nextTryNanos = Timers.NEVER;
                    attempt.stage = pairs.table().isUp(attempt.flow) ? Stage.UP : Stage.IDLE;
                }
            }
        }
    }

    /** What an entry is now. Other transform sets are for what is negotiated next, and end nothing. */
    private Optional<IkeEntry> now(IkeEntry before) {
        return desk.plan().entries().stream()
                .filter(entry -> entry.lines().equals(before.lines())
                        && entry.elements().equals(before.elements())
                        && entry.peers().equals(before.peers())
                        && entry.local().equals(before.local()))
                .findFirst();
    }

    private void add(Attempt attempt) {
        attempts.add(attempt);
        if (pairs.table().isUp(attempt.flow)) {
            attempt.stage = attempt.isGoing() ? attempt.stage : Stage.UP;
        } else if (attempt.keepsUp() && attempt.stage == Stage.IDLE) {
            waitUntil(attempt, desk.now());
        }
    }

    private void drop(Attempt attempt) {
        desk.timers().disarm(new Alarm.Attempt(attempt.flow));
        for (Pair pair : pairs.table().of(attempt.flow)) {
            pairs.end(pair, "its entry is no more", true);
        }
        if (attempt.isTemporary()) {
            desk.emit(new Effect.CloseTemporary(attempt.flow));
        }
    }

    /** A temporary entry has been opened for a peer, now or before this bundle was exchanged. */
    void opened(Flow flow, IkeEntry entry, TrafficSelector selector, Ipv4Address remote) {
        add(new Attempt(flow, entry, selector, Optional.of(remote)));
    }

    /** A temporary entry ends with its last SAs, and if it comes to none. @return whether it has ended */
    boolean closeIfOver(Attempt attempt) {
        boolean over = isOver(attempt);
        if (over) {
            desk.timers().disarm(new Alarm.Attempt(attempt.flow));
            attempts.remove(attempt);
            desk.emit(new Effect.CloseTemporary(attempt.flow));
        }
        return over;
    }

    /** Whether a temporary entry has no SAs, and nobody negotiates any. */
    boolean isOver(Attempt attempt) {
        return attempt.isTemporary()
                && !attempt.isGoing()
                && !pairs.table().isComing(attempt.flow)
                && !phase1.isNegotiated(attempt.flow);
    }

    /** A packet waits for the SAs of a flow. */
    void acquire(Flow flow) {
        Attempt attempt = attempts.find(flow);
        if (attempt == null || attempt.stage == Stage.WAITING) {
            desk.emit(new Effect.GiveUp(flow));
            return;
        }
        boolean comes = attempt.isGoing() || pairs.table().isComing(flow);
        if (!comes) {
            start(attempt, false);
        }
    }

    /** A pair has reached a soft limit. */
    void renew(Flow flow, SaId inbound) {
        Attempt attempt = attempts.find(flow);
        Optional<Pair> pair = pairs.table().of(inbound);
        if (attempt == null || pair.isEmpty() || attempt.isGoing()) {
            return;
        }
        boolean replaced = pairs.table().of(flow).stream().anyMatch(other -> other.outlives(pair.get()));
        if (!replaced) {
            attempt.remote = Optional.of(pair.get().remote());
            attempt.identity = attempt.isTemporary() ? pair.get().peer() : Bytes.EMPTY;
            long patience = pair.get().patienceNanos(desk.now());
            if (patience == 0) {
                start(attempt, true);
            } else {
                attempt.renewal = true;
                desk.timers().arm(new Alarm.Attempt(flow), desk.now() + patience);
            }
        }
    }

    private void start(Attempt attempt, boolean renewal) {
        desk.timers().disarm(new Alarm.Attempt(attempt.flow));
        attempt.renewal = renewal;
        attempt.nextTryNanos = Timers.NEVER;
        attempt.tried = 0;
        attempt.turn = ++lastTurn;
        attempt.place = attempt.isTemporary() ? 0 : peers.current(attempt.entry);
        attempt(attempt);
    }

    /** Tries the peer whose turn it is. */
    private void attempt(Attempt attempt) {
        attempt.stage = Stage.PHASE_1;
        if (attempt.isTemporary()) {
            attempt.remote = attempt.only;
        } else if (!attempt.renewal) {
            if (attempt.entry.peers().isEmpty()) {
                fail(attempt, "the entry has no peer");
                return;
            }
            attempt.remote = peers.address(attempt.entry, attempt.place);
        }
        if (attempt.remote.isEmpty()) {
            return; // its name is being looked up
        }
        Optional<String> nothing =
                new Outlook(desk.surroundings().algorithms(), desk.settings()).obstacle(attempt.entry);
        if (nothing.isPresent()) {
            fail(attempt, nothing.get());
            return;
        }
        Ipv4Address local = attempt.entry.local();
        Ipv4Address remote = attempt.remote.get();
        Told.requested(desk, Path.between(local, remote), wish(attempt));
        if (phase1.usable(local, remote, attempt.identity).isPresent()) {
            turn(local, remote);
        } else {
            begin(attempt, local, remote);
        }
    }

    /** Begins phase 1 for an attempt, if it has not begun. */
    private void begin(Attempt attempt, Ipv4Address local, Ipv4Address remote) {
        if (!desk.speaksAt(local)) {
            fail(attempt, "isakmp is not enabled on interface " + attempt.entry.interfaceName());
        } else if (!phase1.isBeginning(local, remote)) {
            boolean known = !pairs.with(local, remote).isEmpty();
            exchanges.initiate(pairs.path(local, remote), known).ifPresent(obstacle -> {
                desk.fail(Failure.of(desk.now(), remote, true, "main mode", obstacle)
                        .with("isakmp policy"));
                next(attempt, obstacle);
            });
        }
    }

    /** Quick mode with a peer may begin: it does for whoever waits longest, and for the others one behind the other. */
    void turn(Ipv4Address local, Ipv4Address remote) {
        for (Attempt attempt : attempts.waiting(local, remote)) {
            Optional<IsakmpSa> sa = phase1.usable(local, remote, attempt.identity);
            if (!attempt.renewal && pairs.table().isUp(attempt.flow)) {
                up(attempt); // the peer was faster
            } else if (sa.isPresent() && !QuickExchanges.isHeld(sa.get())) {
                begin(attempt, sa.get());
            } else if (sa.isEmpty() && phase1.usable(local, remote).isEmpty()) {
                begin(attempt, local, remote);
            } else if (sa.isEmpty() && !phase1.isBeginning(local, remote)) {
                next(attempt, "another peer is at that address now");
            }
        }
    }

    private void begin(Attempt attempt, IsakmpSa sa) {
        attempt.stage = Stage.PHASE_2;
        desk.timers().disarm(new Alarm.Attempt(attempt.flow));
        boolean begun = false;
        try {
            begun = quick.initiate(sa, wish(attempt));
        } finally {
            if (!begun) { // too much goes on, or a transform has failed
                attempt.stage = Stage.PHASE_1;
                desk.timers().arm(new Alarm.Attempt(attempt.flow), desk.now() + SECOND);
            }
        }
    }

    private Wish wish(Attempt attempt) {
        var replaces = pairs.table().of(attempt.flow).stream()
                .filter(Pair::isUp)
                .map(Pair::number)
                .collect(Collectors.toSet());
        return new Wish(attempt.flow, attempt.selector, attempt.entry, replaces);
    }

    /** An ISAKMP SA is up: those who wait for it begin. */
    void established(IsakmpSa sa) {
        attempts.waiting(sa.path.local(), sa.path.remote())
                .forEach(attempt -> peers.stick(attempt.entry, sa.path.remote()));
        turn(sa.path.local(), sa.path.remote());
    }

    /** An ISAKMP SA is no more. */
    void gone(IsakmpSa sa, String reason) {
        Ipv4Address local = sa.path.local();
        Ipv4Address remote = sa.path.remote();
        for (Attempt attempt : attempts.waiting(local, remote)) {
            boolean concerned = sa.role.isInitiator() || sa.isUp();
            if (!concerned || phase1.isBeginning(local, remote)) {
                return;
            }
            if (phase1.usable(local, remote, attempt.identity).isPresent()) {
                turn(local, remote);
            } else if (sa.isUp() && attempt.choices() == 1) {
                start(attempt, attempt.renewal); // its turn had not come: nothing of it has failed
            } else {
                next(attempt, reason);
            }
        }
    }

    void quickFailed(Flow flow, Ipv4Address remote, String reason) {
        Attempt attempt = attempts.find(flow);
        if (attempt != null
                && attempt.isGoing()
                && attempt.remote.filter(remote::equals).isPresent()) {
            next(attempt, reason);
        }
    }

    /** The peer wants no other SAs for a flow: those that it has stay as they are. */
    void declined(Flow flow, String reason) {
        get(flow).ifPresent(attempt -> {
            attempt.stage = Stage.UP;
            attempt.renewal = false;
            attempt.lastEnd = reason;
        });
    }

    /** The next peer's turn, if there is one that has not been tried. */
    private void next(Attempt attempt, String reason) {
        attempt.tried++;
        attempt.lastEnd = reason;
        if (!attempt.isTemporary()) {
            peers.failed(attempt.entry, attempt.place);
        }
        if (attempt.tried >= attempt.choices()) {
            fail(attempt, reason);
            return;
        }
        attempt.place = (attempt.place + 1) % attempt.choices();
        attempt(attempt);
    }

    private void fail(Attempt attempt, String reason) {
        attempt.lastEnd = reason;
        attempt.failures++;
        desk.emit(new Effect.GiveUp(attempt.flow));
        attempt.stage = Stage.IDLE;
        if (closeIfOver(attempt)) {
            return;
        }
        int doublings = Math.min(attempt.failures - 1, MAX_DOUBLINGS);
        waitUntil(attempt, desk.now() + Math.min(FIRST_WAIT << doublings, LONGEST_WAIT));
    }

    private void waitUntil(Attempt attempt, long nanos) {
        attempt.stage = Stage.WAITING;
        attempt.nextTryNanos = nanos;
        desk.timers().arm(new Alarm.Attempt(attempt.flow), nanos);
    }

    /** A flow's time has come. */
    void timedOut(Flow flow) {
        Attempt attempt = attempts.find(flow);
        if (attempt == null) {
            return;
        }
        boolean up = pairs.table().isUp(flow);
        if (attempt.stage == Stage.PHASE_1) {
            attempt(attempt);
        } else if (up && attempt.renewal) {
            start(attempt, true); // while there is something to be replaced
        } else if (!up && attempt.keepsUp()) {
            start(attempt, false);
        } else {
            attempt.stage = up ? Stage.UP : Stage.IDLE;
            attempt.nextTryNanos = Timers.NEVER;
        }
    }

    /** Packets of a flow can be sent. */
    void pairUp(Pair pair) {
        peers.stick(pair.flow(), pair.remote());
        Attempt attempt = attempts.find(pair.flow());
        if (attempt != null && (pair.initiated() || !attempt.isGoing())) {
            up(attempt);
        }
    }

    private void up(Attempt attempt) {
        attempt.stage = Stage.UP;
        attempt.renewal = false;
        attempt.failures = 0;
        attempt.nextTryNanos = Timers.NEVER;
        desk.timers().disarm(new Alarm.Attempt(attempt.flow));
    }

    void pairGone(Pair pair, String reason) {
        Attempt attempt = attempts.find(pair.flow());
        if (attempt == null || pairs.table().isUp(pair.flow())) {
            return;
        }
        attempt.lastEnd = pair.isUp() ? reason : attempt.lastEnd;
        if (!closeIfOver(attempt) && (attempt.stage == Stage.UP || attempt.renewal && attempt.stage == Stage.WAITING)) {
            attempt.renewal = false;
            attempt.stage = Stage.IDLE;
            desk.timers().disarm(new Alarm.Attempt(pair.flow()));
            if (attempt.keepsUp()) {
                waitUntil(attempt, desk.now() + SECOND);
            }
        }
    }

    /** A peer's name has been looked up, or has no address. */
    void resolved(String name, Optional<Ipv4Address> address) {
        for (Attempt attempt : attempts.all()) {
            boolean waits = attempt.stage == Stage.PHASE_1 && attempt.remote.isEmpty();
            if (waits && attempt.entry.peers().get(attempt.place).equals(name)) {
                if (address.isPresent()) {
                    attempt(attempt);
                } else {
                    next(attempt, "the name " + name + " has no address");
                }
            }
        }
    }

    Optional<Attempt> get(Flow flow) {
        return Optional.ofNullable(attempts.find(flow));
    }

    List<Attempt> all() {
        return attempts.all();
    }

    /** What becomes of each entry. */
    List<EntryState> states() {
        return EntryStates.of(desk, all(), peers);
    }
}
