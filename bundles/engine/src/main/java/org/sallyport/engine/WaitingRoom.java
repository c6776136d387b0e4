// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Packet;

/**
 * Packets that wait until the SAs of their flow are negotiated: a few of each flow, the newest, and not for ever. Somebody is
 * asked for the SAs not more than once a second and flow. Owned by one worker.
 */
final class WaitingRoom {
    /** Packets of one flow: what somebody who pings sends in the seconds that a slow peer takes. */
    static final int PACKETS = 16;

    /** Bytes of the packets of all flows: 256 flows may have 16 of an Ethernet's size. */
    static final int BYTES = 6_300_000;

    /** Flows that wait; of more nothing is kept. */
    static final int FLOWS = 256;

    /** How long a packet waits: longer than hosts repeat the first one of a connection, shorter than its answer is of use. */
    static final long PATIENCE_NANOS = 20_000_000_000L;

    private static final long ASK_NANOS = 1_000_000_000;

    private final Predicate<Flow> negotiator;
    private final Map<Flow, Bench> benches = new LinkedHashMap<>();
    private int bytes;

    /** @param negotiator asks for the SAs of a flow; false if there will be none */
    WaitingRoom(Predicate<Flow> negotiator) {
        this.negotiator = negotiator;
    }

    /** The packets of one flow, the oldest first. */
    private static final class Bench {
        private final Deque<Seat> seats = new ArrayDeque<>();
        private long asked;
        private boolean hopeful;
    }

    /** One of them, and since when it waits. */
    record Seat(Flow flow, Packet packet, long since) {}

    boolean isEmpty() {
        return benches.isEmpty();
    }

    /**
     * Takes a copy of a packet, if its flow may get SAs.
     *
     * @return whether a packet of the flow is dropped for it, an older one or itself
     */
    boolean take(Flow flow, Packet packet, long nowNanos) {
        Bench bench = benches.get(flow);
        if (bench == null) {
            if (benches.size() == FLOWS) {
                return true;
            }
            bench = new Bench();
            benches.put(flow, bench);
            ask(flow, bench, nowNanos);
        } else if (nowNanos - bench.asked >= ASK_NANOS) {
            ask(flow, bench, nowNanos);
        }
        if (!bench.hopeful || bytes + packet.length() > BYTES) {
            return true;
        }
        var copy = new byte[packet.length()];
        System.arraycopy(packet.buffer(), packet.offset(), copy, 0, copy.length);
        bench.seats.addLast(new Seat(flow, Packet.copyOf(copy, Device.HEADROOM, Device.TAILROOM), nowNanos));
        bytes += copy.length;
        if (bench.seats.size() <= PACKETS) {
            return false;
        }
        rise(bench);
        return true;
    }

    /** The oldest of a flow leaves. */
    private Seat rise(Bench bench) {
        Seat seat = bench.seats.removeFirst();
        bytes -= seat.packet().length();
        return seat;
    }

    private void ask(Flow flow, Bench bench, long nowNanos) {
        bench.asked = nowNanos;
        bench.hopeful = negotiator.test(flow);
    }

    /** Takes out the packets of flows that need not wait any more, in their order. */
    List<Seat> leave(Predicate<Flow> ready) {
        var free = new ArrayList<Seat>();
        for (Iterator<Map.Entry<Flow, Bench>> all = benches.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Flow, Bench> entry = all.next();
            if (ready.test(entry.getKey())) {
                while (!entry.getValue().seats.isEmpty()) {
                    free.add(rise(entry.getValue()));
                }
                all.remove();
            }
        }
        return free;
    }

    /** Sends away who has waited too long. @return the flow of each */
    List<Flow> tire(long nowNanos) {
        List<Flow> gone = new ArrayList<>();
        for (Iterator<Bench> all = benches.values().iterator(); all.hasNext(); ) {
            Bench bench = all.next();
            while (!bench.seats.isEmpty() && nowNanos - bench.seats.getFirst().since() >= PATIENCE_NANOS) {
                gone.add(rise(bench).flow());
            }
            if (bench.seats.isEmpty() && nowNanos - bench.asked >= ASK_NANOS) {
                all.remove();
            }
        }
        return gone;
    }
}
