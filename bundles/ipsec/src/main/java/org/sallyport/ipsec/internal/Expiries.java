// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaExpiry;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaLife.Event;
import org.sallyport.ipsec.SaLife.Limit;
import org.sallyport.ipsec.SaLife.Reason;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;

/**
 * Decides which pairs of negotiated SAs have reached a limit. It changes nothing but what it remembers: what it told, and how
 * fast each SA goes. Owned by one thread.
 */
final class Expiries {
    /** What a negotiation may take, two retransmissions included; for that long a fast SA has to last. */
    static final long NEGOTIATION_NANOS = 5_000_000_000L;

    /** How long a pair waits for a transform that is gone: an update of its bundle takes less. */
    static final long GRACE_NANOS = 10_000_000_000L;

    private static final long SAMPLE_NANOS = 200_000_000;
    private static final LongSupplier NO_NUMBER = () -> 0;

    private final Predicate<SaAlgorithms> served;
    private SadSnapshot known = SadSnapshot.EMPTY;
    private final Map<Integer, Event> told = new LinkedHashMap<>();
    private final Map<Integer, Long> orphans = new HashMap<>();
    private Map<Integer, List<Half>> pairs = Map.of();
    private Map<SaLife, Half> halves = Map.of();
    private long sampled;

    /** @param served whether somebody serves these algorithms now */
    Expiries(Predicate<SaAlgorithms> served) {
        this.served = served;
    }

    /** One SA, and the bytes it had carried when rates were last looked at. */
    private static final class Half {
        private final SaParameters parameters;
        private final boolean inbound;
        private final SaLife life;
        private final LongSupplier number;
        private long bytes;

        Half(SaParameters parameters, boolean inbound, SaLife life, LongSupplier number) {
            this.parameters = parameters;
            this.inbound = inbound;
            this.life = life;
            this.number = number;
            this.bytes = life.bytes();
        }

        /** Looks at its rate, over that time if it is positive. */
        Optional<Event> reached(long now, long sampleNanos) {
            Optional<Event> event = life.reached(now, number.getAsLong());
            if (event.isPresent() || sampleNanos <= 0) {
                return event;
            }
            long before = bytes;
            bytes = life.bytes();
            return life.endsWithin(NEGOTIATION_NANOS, bytes - before, sampleNanos)
                    ? Optional.of(new Event(Limit.SOFT, Reason.KILOBYTES))
                    : Optional.empty();
        }
    }

    /** What was reached since the last time, each limit of a pair once. */
    List<SaExpiry> judge(SadSnapshot present, long now) {
        if (!isKnown(present)) {
            group(present, now);
        }
        long sample = now - sampled < SAMPLE_NANOS ? 0 : now - sampled;
        if (sample > 0) {
            sampled = now;
        }
        List<SaExpiry> reached = new ArrayList<>();
        pairs.forEach((pair, all) -> {
            Optional<Event> worst = isAbandoned(pair, all, now)
                    ? Optional.of(new Event(Limit.HARD, Reason.TRANSFORM))
                    : worst(all, now, sample);
            Event before = told.get(pair);
            if (worst.isPresent()
                    && (before == null || before.limit().compareTo(worst.get().limit()) < 0)) {
                told.put(pair, worst.get());
                reached.add(expiry(pair, worst.get()));
            }
        });
        return reached;
    }

    /** Whether a pair has waited for a transform long enough. */
    private boolean isAbandoned(int pair, List<Half> all, long now) {
        if (all.stream().allMatch(half -> served.test(half.parameters.algorithms()))) {
            orphans.remove(pair);
            return false;
        }
        return now - orphans.computeIfAbsent(pair, first -> now) >= GRACE_NANOS;
    }

    /** The pairs that should be renewed, and have not ended. */
    List<SaExpiry> near() {
        List<SaExpiry> near = new ArrayList<>();
        told.forEach((pair, event) -> {
            if (event.limit() == Limit.SOFT) {
                near.add(expiry(pair, event));
            }
        });
        return near;
    }

    @SuppressWarnings("ReferenceEquality") // the same object: snapshots are published, not compared
    private boolean isKnown(SadSnapshot present) {
        return present == known;
    }

    private static Optional<Event> worst(List<Half> all, long now, long sample) {
        Optional<Event> worst = Optional.empty();
        for (Half half : all) {
            Optional<Event> event = half.reached(now, sample);
            if (event.isPresent()
                    && (worst.isEmpty()
                            || worst.get().limit().compareTo(event.get().limit()) < 0)) {
                worst = event;
            }
        }
        return worst;
    }

    private SaExpiry expiry(int pair, Event event) {
        List<Half> all = pairs.getOrDefault(pair, List.of());
        return new SaExpiry(
                pair,
                event,
                all.stream().anyMatch(half -> half.life.wasUsed()),
                all.stream()
                        .filter(half -> half.inbound)
                        .map(half -> half.parameters)
                        .toList(),
                all.stream()
                        .filter(half -> !half.inbound)
                        .map(half -> half.parameters)
                        .toList());
    }

    private void group(SadSnapshot present, long now) {
        if (pairs.isEmpty()) {
            sampled = now; // rates begin with the first SA
        }
        Map<Integer, List<Half>> newPairs = new LinkedHashMap<>();
        Map<SaLife, Half> newHalves = new HashMap<>();
        for (InboundSa sa : present.inbound()) {
            add(newPairs, newHalves, new Half(sa.parameters(), true, sa.life(), NO_NUMBER));
        }
        for (OutboundSa sa : present.outbound()) {
            add(newPairs, newHalves, new Half(sa.parameters(), false, sa.life(), sa::sequence));
        }
        pairs = newPairs;
        halves = newHalves;
        told.keySet().retainAll(pairs.keySet());
        orphans.keySet().retainAll(pairs.keySet());
        known = present;
    }

    private void add(Map<Integer, List<Half>> newPairs, Map<SaLife, Half> newHalves, Half half) {
        if (!half.parameters.manual()) {
            Half kept = halves.getOrDefault(half.life, half);
            newHalves.put(half.life, kept);
            newPairs.computeIfAbsent(half.parameters.pair(), pair -> new ArrayList<>())
                    .add(kept);
        }
    }
}
