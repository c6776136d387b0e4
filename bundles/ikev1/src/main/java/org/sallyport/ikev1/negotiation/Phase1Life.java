// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.DeletePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Established;

/**
 * The life of ISAKMP SAs that are up: replaced before their end, settled to one where both sides began at once, ended. The SAs of IPsec
 * live on without them. Owned by the loop.
 */
final class Phase1Life {
    private static final long SECOND = 1_000_000_000L;

    /** A successor is begun when a tenth of the life is left, at most five minutes. */
    private static final int TENTH = 10;

    private static final long LONGEST_MARGIN = 300 * SECOND;

    /** So long the old one stays beside its successor: exchanges under it end, and messages in the air arrive. */
    private static final long GRACE_NANOS = 10 * SECOND;

    /** So long after one that failed the next successor is begun. */
    private static final long PAUSE_NANOS = 10 * SECOND;

    private final Desk desk;
    private final Phase1Table table;
    private final Phase1Exchanges exchanges;
    private final PairLife pairs;
    private final Informationals informationals;

    Phase1Life(Desk desk, Phase1Table table, Phase1Exchanges exchanges, PairLife pairs, Informationals informationals) {
        this.desk = desk;
        this.table = table;
        this.exchanges = exchanges;
        this.pairs = pairs;
        this.informationals = informationals;
    }

    /** An ISAKMP SA is up. */
    void established(IsakmpSa sa, Established established) {
        Told.phase1Completed(desk, sa, established);
        if (established.initialContact()) {
            initialContact(sa, established);
        }
        for (IsakmpSa old : table.up(sa.path.local(), sa.path.remote())) {
            if (sa.replaces.contains(old.number) && sa.isWith(old.identity())) {
                leave(old);
            }
        }
        List<IsakmpSa> same = same(sa, established);
        settle(same);
        int surplus = same.size() - desk.settings().options().limits().phase1PerPeer();
        for (int i = 0; i < surplus; i++) {
            delete(same.get(i), "too many ISAKMP SAs with one peer");
        }
        arm(sa, established);
    }

    /** All that are up with the same peer, by its identity too, the oldest first. */
    private List<IsakmpSa> same(IsakmpSa sa, Established established) {
        Bytes identity = established.peer().who();
        return table.up(sa.path.local(), sa.path.remote()).stream()
                .filter(each -> each.established()
                        .filter(other -> other.peer().who().equals(identity))
                        .isPresent())
                .toList();
    }

    /**
     * The peer knows of no other SA with this gateway. What it began to forget before this exchange began goes; what both sides have
     * negotiated meanwhile stays.
     */
    void initialContact(IsakmpSa sa, Established established) {
        for (IsakmpSa other : same(sa, established)) {
            if (other != sa && other.establishedNanos < sa.startedNanos) {
                exchanges.end(other, "the peer has begun anew");
            }
        }
        pairs.lost(sa, pair -> pair.isWith(sa.identity()), sa.startedNanos, "the peer has begun anew");
    }

    /** Where both sides began at once, the one with the lower initiator's cookie goes, and its initiator ends it. */
    private void settle(List<IsakmpSa> same) {
        for (IsakmpSa own : same) {
            for (IsakmpSa other : same) {
                boolean rivals =
                        own.role.isInitiator() && !other.role.isInitiator() && !own.replaces.contains(other.number);
                if (rivals && Long.compareUnsigned(own.initiator.value(), other.initiator.value()) < 0) {
                    leave(own);
                }
            }
        }
    }

    /** Nothing begins under it any more, and soon it goes: what is in the air still arrives. */
    void leave(IsakmpSa sa) {
        if (!sa.leaving) {
            sa.leaving = true;
            sa.leaveNanos = desk.now() + GRACE_NANOS;
            sa.established().ifPresent(established -> arm(sa, established));
        }
    }

    private void arm(IsakmpSa sa, Established established) {
        long end = end(sa, established);
        long next = Math.min(end, sa.leaveNanos);
        if (!sa.renewing && !sa.leaving) {
            next = Math.min(next, due(sa, established));
        }
        if (next == Timers.NEVER) {
            desk.timers().disarm(new Alarm.Life(sa.number));
        } else {
            desk.timers().arm(new Alarm.Life(sa.number), next);
        }
    }

    private static long end(IsakmpSa sa, Established established) {
        return established.seconds() == 0
                ? Timers.NEVER
                : sa.establishedNanos + Math.min(established.seconds(), Integer.MAX_VALUE) * SECOND;
    }

    /** The side that began this one begins the next one; the other side does if it did not. */
    private static long renewal(IsakmpSa sa, Established established) {
        long end = end(sa, established);
        if (end == Timers.NEVER) {
            return end;
        }
        long margin = Math.min((end - sa.establishedNanos) / TENTH, LONGEST_MARGIN);
        return end - (sa.role.isInitiator() ? margin : margin / 2);
    }

    /** When a successor is begun, or whether there is a reason for one is looked at again. */
    private static long due(IsakmpSa sa, Established established) {
        long reason = sa.messageIds.nearlyFull() ? Long.MIN_VALUE : Math.min(renewal(sa, established), moot(sa));
        return Math.max(reason, sa.renewNanos);
    }

    /** When one that lacks a transform is given up: exchanging a bundle takes less. */
    private static long moot(IsakmpSa sa) {
        return sa.missingNanos == Timers.NEVER ? Timers.NEVER : sa.missingNanos + GRACE_NANOS;
    }

    /**
     * Transforms may have come or gone. Under an ISAKMP SA that lacks one nothing begins. It gets a successor if the transform stays away, for
     * the peer goes on with the old one until it has a newer one, and cannot be told.
     */
    void transformsChanged() {
        for (IsakmpSa sa : table.all()) {
            sa.established().ifPresent(established -> {
                boolean missing = desk.surroundings()
                        .algorithms()
                        .cryptography(established.agreement().suite())
                        .isEmpty();
                if (missing != (sa.missingNanos != Timers.NEVER)) {
                    sa.missingNanos = missing ? desk.now() : Timers.NEVER;
                    sa.renewNanos = Long.MIN_VALUE;
                    arm(sa, established);
                }
            });
        }
    }

    /** There are SAs of IPsec again. What was not worth a successor may be now. */
    void wanted(Pair pair) {
        for (IsakmpSa sa : table.up(pair.local(), pair.remote())) {
            if (sa.renewNanos == Timers.NEVER) {
                sa.renewNanos = Long.MIN_VALUE;
                sa.established().ifPresent(established -> arm(sa, established));
            }
        }
    }

    /** A deadline has come, or may have. */
    void review(IsakmpSa sa, Established established) {
        if (desk.now() >= end(sa, established)) {
            delete(sa, "its life has ended");
            return;
        }
        if (desk.now() >= sa.leaveNanos) {
            if (sa.exchanges.values().stream().allMatch(QuickExchange::isOver)) {
                delete(sa, "another one has taken its place");
                return;
            }
            sa.leaveNanos = desk.now() + SECOND;
        }
        if (desk.now() >= due(sa, established) && !sa.renewing && !sa.leaving) {
            boolean wanted = sa.missingNanos != Timers.NEVER
                    || !pairs.with(sa.path.local(), sa.path.remote()).isEmpty();
            if (!wanted) {
                sa.renewNanos = Timers.NEVER;
            } else if (table.isBeginning(sa.path.local(), sa.path.remote())
                    || replace(sa).isPresent()) {
                sa.renewing = false;
                sa.renewNanos = desk.now() + PAUSE_NANOS;
            }
        }
        arm(sa, established);
    }

    /** Begins another ISAKMP SA in the place of one that stays until that is up. @return why it cannot be begun; empty if it was */
    Optional<String> replace(IsakmpSa sa) {
        sa.renewing = true;
        if (table.isBeginning(sa.path.local(), sa.path.remote())) {
            return Optional.empty();
        }
        Told.phase1Rekey(desk, sa);
        return exchanges.initiate(sa.path, true);
    }

    /** Nothing has taken its place. When its end comes near that is begun as if it had never been tried. */
    void kept(IsakmpSa sa, Established established) {
        if (desk.now() < Math.min(renewal(sa, established), moot(sa))) {
            sa.renewing = false;
            arm(sa, established);
        }
    }

    /** An ISAKMP SA is no more: if it is one that never came up, whatever it was to replace gets another one in a while. */
    void gone(IsakmpSa gone) {
        for (long number : gone.isUp() ? Set.<Long>of() : gone.replaces) {
            table.get(number)
                    .ifPresent(sa -> sa.established().ifPresent(established -> {
                        sa.renewing = false;
                        sa.renewNanos = desk.now() + PAUSE_NANOS;
                        arm(sa, established);
                    }));
        }
    }

    /** Ends an ISAKMP SA and tells the peer. */
    void delete(IsakmpSa sa, String reason) {
        if (sa.isUp()) {
            // The peer may have ended a quick mode that is not over here: it hears of that before, and in the same
            // message.
            List<Payload> deletes = new ArrayList<>();
            sa.exchanges.values().forEach(exchange -> deletes.addAll(pairs.forsake(exchange.pair, reason)));
            deletes.add(new DeletePayload(Protocol.ISAKMP, List.of(sa.cookies())));
            informationals.send(sa, deletes);
            Told.deleteSent(desk, sa);
        }
        exchanges.end(sa, reason);
    }

    /** The peer has deleted it. The SAs of IPsec stay (RFC 2408, 4.5 binds nothing to it). */
    void deletedByPeer(IsakmpSa sa) {
        exchanges.end(sa, "the peer has deleted it");
    }

    /** The peer is dead, unless it lives on under a newer ISAKMP SA: then it has lost this one. */
    void dead(IsakmpSa sa, Established established) {
        String reason = "the peer is dead: it does not answer R-U-THERE";
        boolean superseded = same(sa, established).stream().anyMatch(other -> other.startedNanos > sa.startedNanos);
        exchanges.end(sa, reason);
        if (!superseded) {
            pairs.lost(sa, pair -> sa.isWith(pair.peer()), Long.MAX_VALUE, reason);
        }
    }
}
