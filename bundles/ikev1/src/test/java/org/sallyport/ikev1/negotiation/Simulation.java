// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.TransformSnapshot;

/**
 * Gateways under a virtual clock, joined by a network that loses, delays, repeats and cuts. One thread, one seed: the same seed is the same
 * run. After every event the invariants are looked at; what breaks one is told with one line an event.
 */
final class Simulation {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;

    private static final int TRACE = 400;

    final long seed;
    final SplittableRandom random;
    final TransformSnapshot transforms;
    final Map<Ipv4Address, SimGateway> gateways = new LinkedHashMap<>();
    final Wire wire;
    final Ledger ledger = new Ledger();
    long events;

    private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
    private final Deque<Told> trace = new ArrayDeque<>();
    private final boolean verbose;
    private long now = SECOND;
    private long inserted;

    private record Entry(long at, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** What happened, put into words only if somebody reads it. */
    private record Told(long at, String who, Object what) {
        @Override
        public String toString() {
            return String.format("%9.3fs %s%s", at / 1e9, who, what instanceof Event event ? Line.of(event) : what);
        }
    }

    Simulation(long seed, TransformSnapshot transforms) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.transforms = transforms;
        this.wire = new Wire(this);
        this.verbose = Boolean.getBoolean("sallyport.trace");
    }

    long now() {
        return now;
    }

    SimGateway gateway(String name, Plans plans) {
        var gateway = new SimGateway(this, name, plans);
        gateways.put(plans.local(), gateway);
        return gateway;
    }

    /** The gateway that the network calls by an address. */
    SimGateway hiddenAs(Ipv4Address outside) {
        return gateways.get(wire.behind(outside));
    }

    void after(long nanos, Runnable action) {
        agenda.add(new Entry(now + nanos, inserted++, action));
    }

    /** The clock jumps: everything that was due meanwhile is late. */
    void jump(long nanos) {
        now += nanos;
    }

    void runFor(long nanos) {
        runTo(now + nanos);
    }

    void runTo(long end) {
        while (!agenda.isEmpty() && agenda.peek().at <= end) {
            Entry next = agenda.poll();
            now = Math.max(now, next.at);
            events++;
            next.action.run();
        }
        now = Math.max(now, end);
        gateways.values().stream().filter(SimGateway::isLate).findFirst().ifPresent(late -> {
            throw broken(late.name + " forgot a deadline");
        });
    }

    int waiting() {
        return agenda.size();
    }

    void trace(String who, Object what) {
        var told = new Told(now, who, what);
        if (verbose) {
            line(told).ifPresent(System.out::println);
        }
        trace.addLast(told);
        if (trace.size() > TRACE) {
            trace.removeFirst();
        }
    }

    private static Optional<String> line(Told told) {
        return told.what instanceof Effect effect
                ? Line.of(effect).map(text -> new Told(told.at, told.who, text).toString())
                : Optional.of(told.toString());
    }

    /** A broken invariant: the seed, and one line an event. */
    AssertionError broken(String what) {
        return new AssertionError("seed " + seed + ": " + what + "\n"
                + trace.stream().flatMap(told -> line(told).stream()).collect(Collectors.joining("\n")));
    }

    void check(SimGateway gateway) {
        List<String> contradictions = gateway.contradictions();
        if (!contradictions.isEmpty()) {
            throw broken(gateway.name + ": " + contradictions);
        }
    }
}
