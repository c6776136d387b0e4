// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.ike.EntryState.Stage;
import org.sallyport.ike.Move.Outcome;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;

/**
 * Moves SAs off algorithms that are used no more, a few at a time: the ISAKMP SAs first, then under their successors the pairs. The
 * old ones go when the new ones are in use; those without alternative stay. Owned by the loop.
 *
 * <p>Of one peer one pair is moved at a time, and none while others wait for their turn with it: what is wanted for packets comes first.
 */
final class Withdrawal {
    /** So many are begun in one step, with as many peers. */
    static final int AT_ONCE = 8;

    private static final long STEP_NANOS = 100_000_000L;

    /** Gateways that hear of a withdrawal at once do not begin at once. */
    private static final long JITTER_NANOS = 500_000L;

    private static final int MAX_JITTER = 0xFF;

    /** Where a peer does not take another ISAKMP SA it is asked again, the more seldom the oftener it has not. */
    private static final long FIRST_WAIT = 10_000_000_000L;

    private static final int MAX_DOUBLINGS = 5;

    private static final Predicate<Outcome> MOVES = Outcome.Becomes.class::isInstance;

    private static final Predicate<Outcome> STAYS = Outcome.Stays.class::isInstance;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Phase1Life life;
    private final PairLife pairs;
    private final Supervisor supervisor;
    private final Map<Long, String> declined = new HashMap<>();
    private final Map<Long, Trial> trials = new HashMap<>();

    /** Another ISAKMP SA did not come up in the place of one. */
    private record Trial(int failures, long nextNanos, String reason) {
        boolean isOver(long nowNanos) {
            return nowNanos >= nextNanos;
        }
    }

    Withdrawal(Desk desk, Phase1Table phase1, Phase1Life life, PairLife pairs, Supervisor supervisor) {
        this.desk = desk;
        this.phase1 = phase1;
        this.life = life;
        this.pairs = pairs;
        this.supervisor = supervisor;
    }

    private Outlook outlook() {
        return new Outlook(desk.surroundings().algorithms(), desk.settings());
    }

    /** What may be used may be another now. */
    void planned() {
        Outlook outlook = outlook();
        boolean some = phase1.all().stream().anyMatch(sa -> outcome(sa, outlook).isPresent())
                || pairs.table().all().stream().anyMatch(outlook::refuses);
        if (some) {
            arm();
        }
    }

    /** A pair has come up; what protects it may not be used any more since it was agreed on. */
    void pairUp(Pair pair) {
        if (outlook().refuses(pair)) {
            arm();
        }
    }

    /** An ISAKMP SA likewise. */
    void established(IsakmpSa sa) {
        for (long number : sa.replaces) {
            phase1.get(number)
                    .filter(old -> isToMove(old, outlook()))
                    .ifPresent(old -> failed(old, "another peer is at that address now"));
        }
        if (outcome(sa, outlook()).isPresent()) {
            arm();
        }
    }

    /** Somebody has mended, or may have, what kept others from coming up: they are tried at once. */
    void hurry() {
        trials.replaceAll((sa, trial) -> new Trial(0, desk.now(), trial.reason()));
        if (!trials.isEmpty()) {
            arm();
        }
    }

    private void arm() {
        Optional<Long> next = desk.timers().deadline(new Alarm.Withdrawal());
        if (next.isEmpty() || next.get() > desk.now() + STEP_NANOS + MAX_JITTER * JITTER_NANOS) {
            long jitter = (desk.entropy().bytes(1)[0] & MAX_JITTER) * JITTER_NANOS;
            desk.timers().arm(new Alarm.Withdrawal(), desk.now() + STEP_NANOS + jitter);
        }
    }

    /** Begins with the next ones; comes again as long as there are some. */
    void step() {
        desk.timers().disarm(new Alarm.Withdrawal());
        Outlook outlook = outlook();
        trials.keySet()
                .removeIf(number ->
                        phase1.get(number).filter(sa -> isToMove(sa, outlook)).isEmpty());
        List<IsakmpSa> isakmp =
                phase1.all().stream().filter(sa -> isTurn(sa, outlook)).toList();
        List<Pair> waiting = pairs.table().all().stream()
                .filter(pair -> isToMove(pair, outlook))
                .toList();
        isakmp.stream().limit(AT_ONCE).forEach(sa -> life.replace(sa).ifPresent(obstacle -> failed(sa, obstacle)));
        Set<Ipv4Address> busy = busy();
        int begun = isakmp.size();
        for (Pair pair : waiting) {
            if (begun < AT_ONCE && isReady(pair, isakmp) && busy.add(pair.remote())) {
                supervisor.renew(pair.flow(), pair.receiving().get(0));
                begun++;
            }
        }
        if (!isakmp.isEmpty() || !waiting.isEmpty()) {
            arm();
        }
        trials.values().stream().filter(trial -> !trial.isOver(desk.now())).forEach(trial -> await(trial.nextNanos()));
    }

    /** Whether an ISAKMP SA is to get a successor, none is on its way, and none has just failed. */
    private boolean isTurn(IsakmpSa sa, Outlook outlook) {
        Trial trial = trials.get(sa.number);
        return isToMove(sa, outlook)
                && (trial == null || trial.isOver(desk.now()))
                && !phase1.isBeginning(sa.path.local(), sa.path.remote());
    }

    private boolean isToMove(IsakmpSa sa, Outlook outlook) {
        return !sa.leaving
                && known(sa)
                        .map(Outlook.Phase1::untried)
                        .flatMap(outlook::of)
                        .filter(MOVES)
                        .isPresent();
    }

    /** An ISAKMP SA is no more, one in use or one that was to take the place of others. */
    void gone(IsakmpSa sa, String reason) {
        trials.remove(sa.number);
        if (!sa.isUp()) {
            Outlook outlook = outlook();
            for (long number : sa.replaces) {
                phase1.get(number).filter(old -> isToMove(old, outlook)).ifPresent(old -> failed(old, reason));
            }
        }
    }

    private void failed(IsakmpSa sa, String reason) {
        Trial before = trials.get(sa.number);
        int failures = before == null ? 0 : before.failures();
        var trial = new Trial(failures + 1, desk.now() + (FIRST_WAIT << Math.min(failures, MAX_DOUBLINGS)), reason);
        trials.put(sa.number, trial);
        sa.established().ifPresent(established -> life.kept(sa, established));
        await(trial.nextNanos());
    }

    private void await(long nanos) {
        Optional<Long> next = desk.timers().deadline(new Alarm.Withdrawal());
        if (next.isEmpty() || next.get() > nanos) {
            desk.timers().arm(new Alarm.Withdrawal(), nanos);
        }
    }

    /** The peers with whom something is being negotiated. */
    private Set<Ipv4Address> busy() {
        return supervisor.all().stream()
                .filter(Attempt::isGoing)
                .flatMap(attempt -> attempt.remote.stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether a pair is to get a successor, and has none yet. */
    private boolean isToMove(Pair pair, Outlook outlook) {
        return pair.isUp()
                && outcome(pair, outlook).filter(MOVES).isPresent()
                && pairs.table().of(pair.flow()).stream()
                        .allMatch(other -> other.isClosing() || outlook.refuses(other));
    }

    /** Whether nothing goes on for a pair, and it need not wait until its ISAKMP SA is another one. */
    private boolean isReady(Pair pair, List<IsakmpSa> isakmp) {
        boolean idle = supervisor
                .get(pair.flow())
                .filter(attempt -> !attempt.isGoing() && attempt.stage != Stage.WAITING)
                .isPresent();
        return idle
                && !phase1.isBeginning(pair.local(), pair.remote())
                && phase1.up(pair.local(), pair.remote()).stream().noneMatch(isakmp::contains);
    }

    /** A peer does not want what a flow's pair was to become. @return whether it is one that was to be moved */
    boolean declined(Flow flow, String reason) {
        Outlook outlook = outlook();
        List<Pair> refused = pairs.table().of(flow).stream()
                .filter(pair -> pair.isUp() && outlook.refuses(pair))
                .toList();
        refused.forEach(pair -> declined.put(pair.number(), reason));
        return !refused.isEmpty();
    }

    void gone(Pair pair) {
        declined.remove(pair.number());
    }

    /**
     * Ends what is used no more and has no alternative: the pairs at once, and the ISAKMP SAs when their peers have heard of it.
     *
     * @param which only those that use one of these
     */
    void cut(Predicate<AlgorithmId> which) {
        Outlook outlook = outlook();
        for (Pair pair : pairs.table().all()) {
            boolean concerned =
                    known(pair).filter(known -> Outlook.uses(known, which)).isPresent();
            if (concerned && outcome(pair, outlook).filter(STAYS).isPresent()) {
                pairs.end(pair, "what protects it is withdrawn", true);
            }
        }
        for (IsakmpSa sa : phase1.all()) {
            boolean concerned =
                    known(sa).filter(known -> outlook.uses(known, which)).isPresent();
            if (concerned && outcome(sa, outlook).filter(STAYS).isPresent()) {
                life.leave(sa);
            }
        }
    }

    private Optional<Outcome> outcome(Pair pair, Outlook outlook) {
        return known(pair).flatMap(outlook::of);
    }

    private Optional<Outcome> outcome(IsakmpSa sa, Outlook outlook) {
        return known(sa).flatMap(outlook::of);
    }

    private Optional<Outlook.Phase2> known(Pair pair) {
        return supervisor
                .get(pair.flow())
                .map(attempt -> new Outlook.Phase2(
                        pair.inbound(), attempt.entry, pair.known(), Optional.ofNullable(declined.get(pair.number()))));
    }

    private Optional<Outlook.Phase1> known(IsakmpSa sa) {
        return sa.established()
                .map(Established::agreement)
                .map(agreement -> new Outlook.Phase1(
                        sa.path.remote(),
                        agreement.suite(),
                        sa.role.isInitiator() ? Bytes.EMPTY : agreement.offer(),
                        Optional.ofNullable(trials.get(sa.number)).map(Trial::reason)));
    }

    /** The ISAKMP SAs, for whoever asks what becomes of them. */
    List<Outlook.Phase1> isakmpSas() {
        return phase1.all().stream()
                .filter(sa -> !sa.leaving)
                .flatMap(sa -> known(sa).stream())
                .toList();
    }

    /** The pairs likewise: those that packets are sent under. */
    List<Outlook.Phase2> pairs() {
        return pairs.table().all().stream()
                .filter(Pair::isUp)
                .flatMap(pair -> known(pair).stream())
                .toList();
    }
}
