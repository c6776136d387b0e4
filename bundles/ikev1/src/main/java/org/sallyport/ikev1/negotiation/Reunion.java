// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ikev1.exchange.Existing;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;

/**
 * Phase 1 anew with the peers of SAs that were here before this bundle. Their ISAKMP SAs died with the bundle before, and a peer goes on
 * with its half, whose messages nobody can read, until it has a newer one. It cannot be told otherwise: a DELETE before the end has many
 * peers take the SAs of IPsec away with it, and a notification in clear is a hint that nobody acts upon. One after the other, for they may
 * be many. Owned by the loop.
 */
final class Reunion {
    private static final long PACE_NANOS = 20_000_000L;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Phase1Exchanges exchanges;
    private final PairLife pairs;
    private final Set<Ends> waiting = new LinkedHashSet<>();

    private record Ends(Ipv4Address local, Ipv4Address remote) {}

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
                waiting.add(new Ends(inbound.local(), inbound.remote()));
            }
        }
        planned();
    }

    /** Where IKE is spoken may have changed: at first, nowhere. */
    void planned() {
        if (next().isPresent() && desk.timers().deadline(new Alarm.Reunion()).isEmpty()) {
            desk.timers().arm(new Alarm.Reunion(), desk.now());
        }
    }

    private Optional<Ends> next() {
        return waiting.stream().filter(ends -> desk.speaksAt(ends.local())).findFirst();
    }

    /** It is the next peer's turn. */
    void begin() {
        next().ifPresent(ends -> {
            waiting.remove(ends);
            boolean wanted = !pairs.with(ends.local(), ends.remote()).isEmpty()
                    && phase1.up(ends.local(), ends.remote()).isEmpty()
                    && !phase1.isBeginning(ends.local(), ends.remote());
            if (wanted) {
                exchanges
                        .initiate(ends.local(), ends.remote(), true)
                        .ifPresent(obstacle -> desk.debug("no phase 1 with " + ends.remote() + ": " + obstacle));
            }
        });
        if (next().isPresent()) {
            desk.timers().arm(new Alarm.Reunion(), desk.now() + PACE_NANOS);
        }
    }

    /** Whether peers wait for their turn. */
    boolean isGoingOn() {
        return !waiting.isEmpty();
    }
}
