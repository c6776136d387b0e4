// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Decision;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.FlowHits;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Entropy;

/**
 * What happens to a clear packet from inside:
 *
 * <ol>
 *   <li>it is a whole IPv4 packet
 *   <li>policy decides: bypass, or claimed by a flow
 *   <li>the worker that owns the flow's SAs takes it
 *   <li>the SAs seal it in place, outer header included: ESP, then AH where the flow has both
 *   <li>it joins the batch for outside
 * </ol>
 *
 * Whatever is wrong ends in a drop with its reason. Owned by one worker.
 */
final class OutboundPath {
    private final DropCounters drops;
    private final DropMessages messages;
    private final FlowHits hits;
    private final LongAdder uncounted = new LongAdder();
    private final Entropy entropy;
    private final boolean carriesClear;
    private final Crew crew;
    private final int self;
    private final FlowCache cache = new FlowCache();
    private Surroundings surroundings = Surroundings.NOTHING;
    private long sealed;

    OutboundPath(
            DropCounters drops,
            DropMessages messages,
            FlowHits hits,
            Entropy entropy,
            boolean carriesClear,
            Crew crew,
            int self) {
        this.drops = drops;
        this.messages = messages;
        this.hits = hits;
        this.entropy = entropy;
        this.carriesClear = carriesClear;
        this.crew = crew;
        this.self = self;
    }

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
        cache.clear();
    }

    /** Packets sealed so far. */
    long sealed() {
        return sealed;
    }

    /** Takes a packet to the batch for outside, hands it over, or drops it. */
    void process(Packet packet, PacketBatch toOutside) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (!Ipv4Header.isValid(buffer, offset, packet.length())) {
            drops.count(DropReason.MALFORMED);
            return;
        }
        packet.length(Ipv4Header.totalLength(buffer, offset));
        FlowCache.Entry flow = decide(Ipv4Header.source(buffer, offset), Ipv4Header.destination(buffer, offset));
        OutboundBundle bundle = flow.bundle();
        if (bundle != null && crew.size() > 1) {
            int owner = crew.owner(bundle.first().parameters().flow());
            if (owner != self) {
                if (!crew.hand(self, owner, packet, true)) {
                    drops.count(DropReason.WORKER_BUSY);
                }
                return;
            }
        }
        DropReason reason = judge(packet, flow, bundle);
        if (reason == DropReason.NONE) {
            toOutside.add(packet);
        } else {
            drops.count(reason);
        }
    }

    private DropReason judge(Packet packet, FlowCache.Entry flow, @Nullable OutboundBundle bundle) {
        if (flow.decision().isBypass()) {
            return carriesClear ? DropReason.NONE : DropReason.STALE_RULE;
        }
        flow.hits().increment();
        if (bundle == null) {
            return DropReason.NO_SA;
        }
        int length = packet.length();
        DropReason reason = seal(packet, length, bundle.first());
        OutboundSa around = bundle.around();
        if (reason == DropReason.NONE && around != null) {
            reason = seal(packet, length, around);
        }
        if (reason == DropReason.NONE) {
            sealed++;
        }
        return reason;
    }

    private FlowCache.Entry decide(int source, int destination) {
        FlowCache.Entry known = cache.find(source, destination);
        if (known != null) {
            return known;
        }
        Decision decision = surroundings.policies().outbound(source, destination);
        @Nullable
        OutboundBundle bundle = decision.element()
                .map(element -> surroundings.associations().outbound(element.flow()))
                .orElse(null);
        LongAdder counter =
                decision.element().map(element -> hits.of(element.flow())).orElse(uncounted);
        var entry = new FlowCache.Entry(decision, counter, bundle);
        cache.put(source, destination, entry);
        return entry;
    }

    /** @param length bytes of the packet when it was clear */
    private DropReason seal(Packet packet, int length, OutboundSa sa) {
        PacketProtocol protocol =
                surroundings.protocols().byNumber(sa.parameters().id().protocol());
        if (protocol == null) {
            return failed(sa, DropReason.NO_PROTOCOL);
        }
        if (!sa.mayCarry(length)) {
            return failed(sa, DropReason.VOLUME_EXHAUSTED);
        }
        DropReason reason;
        try {
            reason = protocol.seal(packet, sa, entropy);
        } catch (RuntimeException | Error e) { // a bundle that leaves, or is faulty, costs its own packets only
            sa.context().reopen(surroundings.transforms());
            reason = DropReason.PROVIDER_FAILED;
        }
        if (reason != DropReason.NONE) {
            return failed(sa, reason);
        }
        sa.counters().passed(length);
        return DropReason.NONE;
    }

    private DropReason failed(OutboundSa sa, DropReason reason) {
        sa.counters().failed(reason);
        messages.unsealed(reason, sa.parameters(), surroundings.transforms());
        return reason;
    }
}
