// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Decision;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.FlowHits;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaContext;
import org.sallyport.ipsec.Sad;
import org.sallyport.packet.Ipv4Fragments;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.BufferedEntropy;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Shift;

/**
 * What happens to a clear packet from inside:
 *
 * <ol>
 *   <li>it is a whole IPv4 packet
 *   <li>policy decides: bypass, or claimed by a flow
 *   <li>the worker that owns the flow's SAs takes it
 *   <li>if they are not negotiated yet, a few packets of the flow wait for them
 *   <li>it fits its way; else it is cut, or its sender is told how long it may be
 *   <li>the SAs seal it in place, outer header included: ESP, then AH where the flow has both
 *   <li>it leaves outside, in fragments if only its outer packet may be cut
 * </ol>
 *
 * Whatever is wrong ends in a drop with its reason. Owned by one worker.
 */
final class OutboundPath {
    private final Sad sad;
    private final DropCounters drops;
    private final DropMessages messages;
    private final FlowHits hits;
    private final LongAdder uncounted = new LongAdder();
    private final Entropy entropy;
    private final boolean carriesClear;
    private final Crew crew;
    private final int self;
    private final Shift<SaContext> shift;
    private final Outlet toInside;
    private final Outlet toOutside;
    private final BatchTime time;
    private final Ways ways;
    private final IcmpErrors errors;
    private final FlowCache cache = new FlowCache();
    private final WaitingRoom waiting;
    private boolean moved; // what waits may go on
    private Surroundings surroundings = Surroundings.NOTHING;
    private long sealed;

    OutboundPath(Workplace place) {
        this.sad = place.shared().sad();
        this.drops = sad.drops();
        this.messages = place.messages();
        this.hits = place.shared().spd().hits();
        this.entropy = new BufferedEntropy(place.shared().entropy());
        this.carriesClear = place.device().carriesClear();
        this.crew = place.crew();
        this.self = place.self();
        this.shift = place.shift();
        this.time = place.time();
        this.ways = place.ways();
        this.errors = new IcmpErrors(place.shared().ticker());
        this.waiting = new WaitingRoom(place.shared().negotiator());
        this.toInside = place.toInside();
        this.toOutside = place.toOutside();
    }

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
        cache.clear(newSurroundings.associations().outbound().size());
        moved = true;
    }

    /** Goes on with packets whose flows have SAs by now. @return how many */
    int resume() {
        if (waiting.isEmpty()) {
            return 0;
        }
        List<WaitingRoom.Seat> free = moved ? waiting.leave(flow -> ways.of(flow) != null) : List.of();
        moved = false;
        for (WaitingRoom.Seat seat : free) {
            hits.of(seat.flow()).decrement(); // it is judged anew, and counted then
            process(seat.packet());
        }
        for (Flow flow : waiting.tire(time.nanos())) {
            hits.unprotected(flow);
            drops.count(DropReason.NO_SA);
        }
        return free.size();
    }

    /** Packets sealed so far. */
    long sealed() {
        return sealed;
    }

    /** Sends a packet outside, hands it over, or drops it. */
    void process(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (!Ipv4Header.isValid(buffer, offset, packet.length())) {
            drops.count(DropReason.MALFORMED);
            return;
        }
        packet.length(Ipv4Header.totalLength(buffer, offset));
        FlowCache.Entry flow = decide(packet);
        Way way = flow.way();
        if (way != null && crew.size() > 1) {
            int owner = crew.owner(way.flowHash());
            if (owner != self) {
                if (!crew.hand(self, owner, packet, true)) {
                    drops.count(DropReason.WORKER_BUSY);
                }
                return;
            }
        }
        DropReason reason = judge(packet, flow, way);
        if (reason != DropReason.NONE) {
            drops.count(reason);
        }
    }

    private DropReason judge(Packet packet, FlowCache.Entry flow, @Nullable Way way) {
        if (flow.decision().isBypass()) {
            return carriesClear ? leave(packet) : DropReason.STALE_RULE;
        }
        flow.hits().increment();
        if (way == null) {
            return await(packet, flow.decision().element().orElseThrow().flow());
        }
        if (MssClamp.opens(packet)) {
            MssClamp.clamp(packet, way.segment());
        }
        return way.carries(packet) ? protect(packet, way) : shorten(packet, way);
    }

    private DropReason await(Packet packet, Flow flow) {
        if (!waiting.take(flow, packet, time.nanos())) {
            return DropReason.NONE;
        }
        hits.unprotected(flow);
        return DropReason.NO_SA;
    }

    private DropReason leave(Packet packet) {
        toOutside.add(packet);
        return DropReason.NONE;
    }

    private DropReason protect(Packet packet, Way way) {
        int length = packet.length();
        DropReason reason = seal(packet, length, way.bundle().first());
        OutboundSa around = way.bundle().around();
        if (reason == DropReason.NONE && around != null) {
            reason = seal(packet, length, around);
        }
        if (reason != DropReason.NONE) {
            return reason;
        }
        sealed++;
        return packet.length() <= way.outer() ? leave(packet) : cut(packet, way);
    }

    /** A clear packet is too long for its way. */
    private DropReason shorten(Packet packet, Way way) {
        if (way.cutsBefore(packet)) {
            int largest = Math.min(way.inner(), Outlet.LARGEST);
            int count = Ipv4Fragments.count(packet, largest);
            DropReason reason = count == 0 ? DropReason.TOO_BIG : DropReason.NONE;
            for (int i = 0; i < count && reason == DropReason.NONE; i++) {
                Packet piece = toOutside.borrow();
                Ipv4Fragments.write(packet, i, largest, piece);
                reason = protect(piece, way);
            }
            return reason;
        }
        if (way.cutsBehind(packet)) {
            return protect(packet, way);
        }
        Packet error = errors.fragmentationNeeded(packet, way.largest(packet));
        if (error != null && carriesClear && !decide(error).decision().isBypass()) {
            process(error); // its sender is behind a peer
        } else if (error != null) {
            toInside.add(error);
        }
        messages.tooLong(packet, way.largest(packet));
        return DropReason.FRAGMENTATION_NEEDED;
    }

    /** RFC 4301, 8.1: an outer packet without DF may be cut; where AH is the last header, that is behind AH. */
    private DropReason cut(Packet packet, Way way) {
        int largest = Math.min(way.outer(), Outlet.LARGEST);
        boolean may = !packet.isDatagram() && !Ipv4Header.dontFragment(packet.buffer(), packet.offset());
        int count = may ? Ipv4Fragments.count(packet, largest) : 0;
        if (Ipv4Header.identification(packet.buffer(), packet.offset()) == 0) { // a raw socket would give each its own
            long sequence = way.bundle().last().sequence();
            Ipv4Header.identification(packet.buffer(), packet.offset(), (int) (sequence % 0xFFFF) + 1);
        }
        for (int i = 0; i < count; i++) {
            Packet piece = toOutside.borrow();
            Ipv4Fragments.write(packet, i, largest, piece);
            toOutside.add(piece);
        }
        return count == 0 ? DropReason.TOO_BIG : DropReason.NONE;
    }

    private FlowCache.Entry decide(Packet packet) {
        int source = Ipv4Header.source(packet.buffer(), packet.offset());
        int destination = Ipv4Header.destination(packet.buffer(), packet.offset());
        FlowCache.Entry known = cache.find(source, destination);
        if (known != null) {
            return known;
        }
        Decision decision = surroundings.policies().outbound(source, destination);
        @Nullable
        Way way = decision.element().map(element -> ways.of(element.flow())).orElse(null);
        LongAdder counter =
                decision.element().map(element -> hits.of(element.flow())).orElse(uncounted);
        var entry = new FlowCache.Entry(decision, counter, way);
        cache.put(source, destination, entry);
        return entry;
    }

    /** @param length bytes of the packet when it was clear */
    private DropReason seal(Packet packet, int length, OutboundSa sa) {
        PacketProtocol protocol = surroundings.protocols().byNumber(sa.protocol());
        if (protocol == null) {
            return failed(sa, DropReason.NO_PROTOCOL);
        }
        if (sa.life().hasEnded(time.nanos())) {
            return failed(sa, DropReason.LIFETIME_ENDED);
        }
        if (!sa.mayCarry(length)) {
            return failed(sa, DropReason.VOLUME_EXHAUSTED);
        }
        DropReason reason;
        shift.enter(sa.context());
        try {
            reason = protocol.seal(packet, sa, entropy);
            shift.leave();
        } catch (Shift.OverException e) {
            throw e;
        } catch (RuntimeException | Error e) { // a bundle that leaves, or is faulty, costs its own packets only
            shift.leave(); // else it may be another worker's context by now
            shift.enter(sa.context());
            sa.context().reopen(surroundings.transforms(), e);
            shift.leave();
            reason = DropReason.PROVIDER_FAILED;
        }
        if (reason != DropReason.NONE) {
            return failed(sa, reason);
        }
        sa.counters().passed(length);
        if (sa.life().count(length, time.nanos())) {
            sad.limitReached();
        }
        return DropReason.NONE;
    }

    private DropReason failed(OutboundSa sa, DropReason reason) {
        sa.counters().failed(reason);
        messages.unsealed(reason, sa.parameters(), surroundings.transforms());
        return reason;
    }
}
