// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.SaContext;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;

/**
 * Carries packets in batches between the two sides of one queue of a device. Between two batches it passes the registry's barrier and
 * takes over what was published; while it waits for packets it is offline, and nobody waits for it.
 */
final class Worker implements Agent {
    /** Packets a batch. */
    static final int BATCH = 128;

    private static final long IDLE_MILLIS = 1_000;

    private final int self;
    private final Device.Queue queue;
    private final Crew crew;
    private final Mail mail;
    private final Sad sad;
    private final Spd spd;
    private final TransformRegistry registry;
    private final Supplier<Protocols> protocols;
    private final Quiescence.Participant barrier;
    private final OutboundPath outbound;
    private final InboundPath inbound;
    private final Contexts contexts;
    private final Shift<SaContext> shift;
    private final PacketBatch received = new PacketBatch(BATCH);
    private final BatchTime time;
    private final Ways ways;
    private final Outlet toInside;
    private final Outlet toOutside;
    private final Packet letter = new Packet(
            new byte[Device.HEADROOM + Datagram.LONGEST], 0, Device.HEADROOM + Datagram.LONGEST, Device.HEADROOM);
    private Surroundings surroundings = Surroundings.NOTHING;
    private long outboundBatches;
    private long inboundBatches;
    private volatile Engine.Snapshot snapshot = new Engine.Snapshot(0, 0, 0, 0, 0);

    /**
     * A worker.
     *
     * @param self its number, and that of its queue
     * @param crew all workers of the device
     * @param mail messages of IKE
     * @param shared what it works with
     */
    Worker(int self, Device device, Crew crew, Mail mail, Shared shared) {
        this.self = self;
        this.queue = device.queues().get(self);
        this.crew = crew;
        this.mail = mail;
        this.sad = shared.sad();
        this.spd = shared.spd();
        this.registry = shared.registry();
        this.protocols = shared.protocols();
        this.barrier = registry.quiescence().join();
        Workplace place = Workplace.of(shared, device, crew, self);
        this.shift = place.shift();
        this.contexts = new Contexts(crew, self, shift);
        this.time = place.time();
        this.ways = place.ways();
        this.toInside = place.toInside();
        this.toOutside = place.toOutside();
        this.outbound = new OutboundPath(place);
        this.inbound = new InboundPath(place, mail, outbound);
        crew.join(self, queue::wakeUp);
    }

    /**
     * What all workers of an engine work with.
     *
     * @param negotiator asks for the SAs of a flow; false if nobody will negotiate them
     */
    record Shared(
            Sad sad,
            Spd spd,
            TransformRegistry registry,
            Supplier<Protocols> protocols,
            Supplier<Messages> messages,
            Entropy entropy,
            Ticker ticker,
            Predicate<Flow> negotiator) {}

    Engine.Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public String roleName() {
        return "sallyport-worker-" + self;
    }

    @Override
    public int doWork() {
        if (shift.isOver()) { // another one has its queue and its SAs
            return 0;
        }
        barrier.online();
        toInside.clear();
        toOutside.clear();
        try {
            int packets = carryOutbound() + carryInbound() + takeHandedOver() + sendMail();
            takeOver(); // also without packets: a transform that left is let go of
            packets += resume();
            inbound.age();
            if (packets > 0) {
                snapshot = new Engine.Snapshot(outboundBatches, inboundBatches, outbound.sealed(), inbound.opened(), 0);
                return packets;
            }
        } finally {
            barrier.offline();
        }
        return 0;
    }

    @Override
    public void rest() {
        if (shift.isOver()) {
            Agent.super.rest();
        } else {
            queue.await(IDLE_MILLIS);
        }
    }

    /** Passes the barrier; what was published before the batch in hand arrived is what judges it. */
    private void takeOver() {
        barrier.boundary();
        time.begin();
        SpdSnapshot policies;
        SadSnapshot associations;
        do { // SAs are there before the policy that needs them, and go after it: so are they together here
            policies = spd.policies();
            associations = sad.snapshot();
        } while (isReplaced(policies));
        TransformSnapshot transforms = registry.snapshot();
        Protocols known = protocols.get();
        if (!surroundings.isCurrent(associations, policies, transforms, known)) {
            contexts.enter(associations, transforms);
            surroundings = new Surroundings(associations, policies, transforms, known);
            ways.enter(surroundings);
            outbound.enter(surroundings);
            inbound.enter(surroundings);
        }
    }

    private int resume() {
        int resumed = outbound.resume();
        if (resumed > 0) {
            flush();
        }
        return resumed;
    }

    @SuppressWarnings("ReferenceEquality") // published, not compared
    private boolean isReplaced(SpdSnapshot policies) {
        return policies != spd.policies();
    }

    private int carryOutbound() {
        received.clear();
        queue.inside().receive(received);
        if (received.isEmpty()) {
            return 0;
        }
        takeOver();
        outboundBatches++;
        for (int i = 0; i < received.size(); i++) {
            outbound.process(received.get(i));
        }
        flush();
        return received.size();
    }

    private int carryInbound() {
        received.clear();
        queue.outside().receive(received);
        if (received.isEmpty()) {
            return 0;
        }
        takeOver();
        inboundBatches++;
        for (int i = 0; i < received.size(); i++) {
            inbound.process(received.get(i));
        }
        flush();
        return received.size();
    }

    /** Goes on with what other workers received for SAs of this one. */
    private int takeHandedOver() {
        int taken = 0;
        for (int other = 0; other < crew.size(); other++) {
            Handoff handoff = crew.between(other, self);
            if (handoff != null && handoff.size() > 0) {
                taken += take(handoff);
            }
        }
        return taken;
    }

    private int take(Handoff handoff) {
        takeOver();
        int packets = Math.min(handoff.size(), BATCH);
        for (int i = 0; i < packets; i++) {
            if (handoff.cameFromInside(i)) {
                outbound.process(handoff.get(i));
            } else {
                inbound.process(handoff.get(i));
            }
        }
        flush();
        handoff.release(packets);
        return packets;
    }

    /** Sends one message of IKE a round: they are few, and packets come first. */
    private int sendMail() {
        Datagram message = self == 0 ? mail.next() : null;
        if (message == null) {
            return 0;
        }
        letter.set(message.payload(), 0, message.payload().length);
        if (message.localPort() == UdpPorts.NAT_TRAVERSAL
                && message.payload().length > 1) { // a NAT keepalive has no marker
            letter.prepend(Mail.MARKER);
            BigEndian.putI32(letter.buffer(), letter.offset(), 0);
        }
        letter.datagram(
                message.local().value(), message.localPort(), message.remote().value(), message.remotePort());
        toOutside.add(letter);
        flush();
        return 1;
    }

    private void flush() {
        toInside.flush();
        toOutside.flush();
    }

    @Override
    public void wakeUp() {
        queue.wakeUp();
    }

    Shift<SaContext> shift() {
        return shift;
    }

    /** Another worker takes its place: nobody waits for this one any more. Called by others. */
    void relieve() {
        barrier.leave();
    }

    @Override
    public void onClose() {
        if (!shift.isOver()) { // else they are another's
            contexts.close();
            barrier.leave();
        }
    }
}
