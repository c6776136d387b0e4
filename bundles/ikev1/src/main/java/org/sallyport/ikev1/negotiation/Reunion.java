// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Existing;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;

/**
 * Phase 1 anew with the peers of SAs that have no ISAKMP SA any more: it died with the bundle before this one, the peer has deleted it, or
 * nothing took its place in time. Without one nobody asks whether the peer lives, and reminds the NAT in front of it; and many peers take the
 * SAs of IPsec away with it, of which this gateway would not hear. After a bundle was exchanged the peer goes on with its half,
 * whose messages nobody can read, until it has a newer one. One after the other, for they may be many. Owned by the loop.
 */
final class Reunion {
    private static final long PACE_NANOS = 20_000_000L;

    /** A peer that takes no ISAKMP SA, or ends each at once, is not met more often. */
    private static final long PAUSE_NANOS = 30_000_000_000L;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Phase1Exchanges exchanges;
    private final PairLife pairs;
    private final Map<Ends, Wanted> waiting = new HashMap<>();
    private final Map<Ends, Long> begun = new HashMap<>(); // until when not again, as long as there are pairs
    private long lastNumber;

    private record Ends(Ipv4Address local, Ipv4Address remote) {}

    /** @param number in the order in which they became known */
    private record Wanted(Path path, long dueNanos, long number) {
        Ends ends() {
            return new Ends(path.local(), path.remote());
        }
    }

    Reunion(Desk desk, Phase1Table phase1, Phase1Exchanges exchanges, PairLife pairs) {
        this.desk = desk;
        this.phase1 = phase1;
        this.exchanges = exchanges;
        this.pairs = pairs;
    }

    /** Pairs that were there before. */
    void adopted(List<Existing> existing) {
        for (Existing each : existing) {
            for (SaParameters inbound : each.inbound()) {
                want(pairs.path(inbound.local(), inbound.remote()));
            }
        }
        planned();
    }

    /** An ISAKMP SA is no more. */
    void gone(IsakmpSa sa) {
        if (sa.isUp() || sa.role.isInitiator()) {
            want(sa.path.isFloated() ? sa.path : pairs.path(sa.path.local(), sa.path.remote()));
            planned();
        }
    }

    private void want(Path path) {
        var ends = new Ends(path.local(), path.remote());
        if (isWanted(ends)) {
            long due = Math.max(desk.now(), begun.getOrDefault(ends, Long.MIN_VALUE));
            waiting.putIfAbsent(ends, new Wanted(path, due, ++lastNumber));
        } else if (pairs.with(ends.local(), ends.remote()).isEmpty()) {
            begun.remove(ends);
        }
    }

    private boolean isWanted(Ends ends) {
        return pairs.with(ends.local(), ends.remote()).stream().anyMatch(Pair::isUp)
                && phase1.up(ends.local(), ends.remote()).isEmpty()
                && !phase1.isBeginning(ends.local(), ends.remote());
    }

    /** Where IKE is spoken may have changed: at first, nowhere. */
    void planned() {
        next().ifPresent(next -> arm(next.dueNanos()));
    }

    private void arm(long nanos) {
        Optional<Long> armed = desk.timers().deadline(new Alarm.Reunion());
        if (armed.isEmpty() || armed.get() > nanos) {
            desk.timers().arm(new Alarm.Reunion(), nanos);
        }
    }

    private Optional<Wanted> next() {
        return waiting.values().stream()
                .filter(wanted -> desk.speaksAt(wanted.path().local()))
                .min(Comparator.comparingLong(Wanted::dueNanos).thenComparingLong(Wanted::number));
    }

    /** It is the next peer's turn. */
    void begin() {
        next().filter(wanted -> wanted.dueNanos() <= desk.now()).ifPresent(this::begin);
        next().ifPresent(next -> arm(Math.max(next.dueNanos(), desk.now() + PACE_NANOS)));
    }

    private void begin(Wanted wanted) {
        waiting.remove(wanted.ends());
        if (isWanted(wanted.ends())) {
            begun.put(wanted.ends(), desk.now() + PAUSE_NANOS);
            exchanges.initiate(wanted.path(), true).ifPresent(obstacle -> {
                desk.debug("no phase 1 with " + wanted.path().remote() + ": " + obstacle);
                want(wanted.path()); // a transform or a key may come back
            });
        }
    }

    /** Whether peers wait for their turn. */
    boolean isGoingOn() {
        return !waiting.isEmpty();
    }
}
