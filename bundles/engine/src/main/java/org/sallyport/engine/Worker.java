// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.function.Supplier;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.BufferedEntropy;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Quiescence;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/**
 * Carries packets in batches between the two sides of a device. Between two batches it passes the registry's barrier and
 * takes over what was published; while it waits for packets it is offline, and nobody waits for it.
 */
final class Worker implements Agent {
    /** Packets a batch. */
    static final int BATCH = 64;

    private static final int HEADROOM = 128;
    private static final int TAILROOM = 128;
    private static final int LARGEST = 9_216; // a jumbo frame
    private static final long IDLE_MILLIS = 1_000;

    private final Device device;
    private final Sad sad;
    private final Spd spd;
    private final TransformRegistry registry;
    private final Supplier<Protocols> protocols;
    private final Quiescence.Participant barrier;
    private final OutboundPath outbound;
    private final InboundPath inbound;
    private final Contexts contexts = new Contexts();
    private final PacketBatch received = PacketBatch.allocate(BATCH, HEADROOM + LARGEST + TAILROOM, HEADROOM);
    private final PacketBatch toInside = new PacketBatch(BATCH);
    private final PacketBatch toOutside = new PacketBatch(BATCH);
    private Surroundings surroundings = Surroundings.NOTHING;
    private long outboundBatches;
    private long inboundBatches;
    private volatile Engine.Snapshot snapshot = new Engine.Snapshot(0, 0, 0, 0, 0);

    Worker(
            Device device,
            Sad sad,
            Spd spd,
            TransformRegistry registry,
            Supplier<Protocols> protocols,
            Entropy entropy) {
        this.device = device;
        this.sad = sad;
        this.spd = spd;
        this.registry = registry;
        this.protocols = protocols;
        this.barrier = registry.quiescence().join();
        this.outbound = new OutboundPath(sad.drops(), spd.hits(), new BufferedEntropy(entropy), device.carriesClear());
        this.inbound = new InboundPath(sad.drops(), outbound, device.carriesClear());
    }

    Engine.Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public String roleName() {
        return "sallyport-worker";
    }

    @Override
    public int doWork() {
        barrier.online();
        try {
            int packets = carryOutbound() + carryInbound();
            takeOver(); // also without packets: a transform that left is let go of
            if (packets > 0) {
                snapshot = new Engine.Snapshot(outboundBatches, inboundBatches, outbound.sealed(), inbound.opened(), 0);
                return packets;
            }
        } finally {
            barrier.offline();
        }
        device.await(IDLE_MILLIS);
        return 1;
    }

    /** Passes the barrier; what was published before the batch in hand arrived is what judges it. */
    private void takeOver() {
        barrier.boundary();
        SadSnapshot associations = sad.snapshot();
        SpdSnapshot policies = spd.policies();
        TransformSnapshot transforms = registry.snapshot();
        Protocols known = protocols.get();
        if (!surroundings.isCurrent(associations, policies, transforms, known)) {
            contexts.enter(associations, transforms);
            surroundings = new Surroundings(associations, policies, transforms, known);
            outbound.enter(surroundings);
            inbound.enter(surroundings);
        }
    }

    private int carryOutbound() {
        device.inside().receive(received);
        if (received.isEmpty()) {
            return 0;
        }
        takeOver();
        outboundBatches++;
        toOutside.clear();
        for (int i = 0; i < received.size(); i++) {
            outbound.process(received.get(i), toOutside);
        }
        send(device.outside(), toOutside);
        return received.size();
    }

    private int carryInbound() {
        device.outside().receive(received);
        if (received.isEmpty()) {
            return 0;
        }
        takeOver();
        inboundBatches++;
        toInside.clear();
        toOutside.clear();
        for (int i = 0; i < received.size(); i++) {
            inbound.process(received.get(i), toInside, toOutside);
        }
        send(device.inside(), toInside);
        send(device.outside(), toOutside);
        return received.size();
    }

    private void send(Device.Port port, PacketBatch batch) {
        if (batch.isEmpty()) {
            return;
        }
        for (int refused = batch.size() - port.send(batch); refused > 0; refused--) {
            sad.drops().count(DropReason.DEVICE_REFUSED);
        }
    }

    @Override
    public void wakeUp() {
        device.wakeUp();
    }

    @Override
    public void onClose() {
        contexts.close();
        barrier.leave();
    }
}
