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

    private static final Predicate<Outcome> MOVES = Outcome.Becomes.class::isInstance;

    private static final Predicate<Outcome> STAYS = Outcome.Stays.class::isInstance;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Phase1Life life;
    private final PairLife pairs;
    private final Supervisor supervisor;
    private final Map<Long, String> declined = new HashMap<>();

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
        if (outcome(sa, outlook()).isPresent()) {
            arm();
        }
    }

    private void arm() {
        if (desk.timers().deadline(new Alarm.Withdrawal()).isEmpty()) {
            long jitter = (desk.entropy().bytes(1)[0] & 0xFF) * JITTER_NANOS;
            desk.timers().arm(new Alarm.Withdrawal(), desk.now() + STEP_NANOS + jitter);
        }
    }

    /** Begins with the next ones; comes again as long as there are some. */
    void step() {
        desk.timers().disarm(new Alarm.Withdrawal());
        Outlook outlook = outlook();
        List<IsakmpSa> isakmp = phase1.all().stream()
                .filter(sa -> !sa.leaving && outcome(sa, outlook).filter(MOVES).isPresent())
                .toList();
        List<Pair> waiting = pairs.table().all().stream()
                .filter(pair -> isToMove(pair, outlook))
                .toList();
        isakmp.stream().limit(AT_ONCE).forEach(life::replace);
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

    /** Ends what is used no more and has no alternative: the pairs at once, and the ISAKMP SAs when their peers have heard of it. */
    void cut() {
        Outlook outlook = outlook();
        for (Pair pair : pairs.table().all()) {
            if (outcome(pair, outlook).filter(STAYS).isPresent()) {
                pairs.end(pair, "what protects it is withdrawn", true);
            }
        }
        for (IsakmpSa sa : phase1.all()) {
            if (outcome(sa, outlook).filter(STAYS).isPresent()) {
                life.leave(sa);
            }
        }
    }

    private Optional<Outcome> outcome(Pair pair, Outlook outlook) {
        return known(pair).flatMap(outlook::of);
    }

    private static Optional<Outcome> outcome(IsakmpSa sa, Outlook outlook) {
        return known(sa).flatMap(outlook::of);
    }

    private Optional<Outlook.Phase2> known(Pair pair) {
        return supervisor
                .get(pair.flow())
                .map(attempt -> new Outlook.Phase2(
                        pair.inbound(), attempt.entry, pair.known(), Optional.ofNullable(declined.get(pair.number()))));
    }

    private static Optional<Outlook.Phase1> known(IsakmpSa sa) {
        return sa.established()
                .map(Established::agreement)
                .map(agreement -> new Outlook.Phase1(
                        sa.path.remote(),
                        agreement.suite(),
                        sa.role.isInitiator() ? Bytes.EMPTY : agreement.offer(),
                        sa.renewing));
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
