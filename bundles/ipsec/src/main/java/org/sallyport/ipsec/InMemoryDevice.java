// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.packet.UdpHeader;

/**
 * A device without a network: hosts hand it packets by {@link #fromHost}, the wire by {@link #fromWire}; what it sends goes
 * to two consumers, as whole IPv4 packets. It carries clear traffic, too. Bounded: a full queue drops. Thread-safe.
 */
public final class InMemoryDevice implements Device, Device.Queue {
    private static final int QUEUE = 1024;
    private static final int BATCH = 256;
    private static final int LARGEST = 9_216; // a jumbo frame
    private static final int IKE = 500;
    private static final byte[] WAKE_UP = {};

    private final Side inside;
    private final Side outside;
    private final LinkedBlockingQueue<byte[]> signals = new LinkedBlockingQueue<>(1);

    /**
     * @param toHost takes clear packets that leave inside
     * @param toWire takes packets that leave outside
     */
    public InMemoryDevice(Consumer<byte[]> toHost, Consumer<byte[]> toWire) {
        inside = new Side(toHost);
        outside = new Side(toWire);
    }

    /** A host behind this gateway sends a packet. */
    public void fromHost(byte[] packet) {
        inside.arrived(packet);
    }

    /** A packet arrives outside. */
    public void fromWire(byte[] packet) {
        outside.arrived(packet);
    }

    @Override
    public DeviceStatus status() {
        return DeviceStatus.present("in-memory", List.of());
    }

    @Override
    public boolean carriesClear() {
        return true;
    }

    @Override
    public List<Queue> queues() {
        return List.of(this);
    }

    @Override
    public Port inside() {
        return inside;
    }

    @Override
    public Port outside() {
        return outside;
    }

    @Override
    public void await(long timeoutMillis) {
        try {
            byte[] signal = signals.poll(timeoutMillis, TimeUnit.MILLISECONDS);
            if (signal == null) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        signals.offer(WAKE_UP);
    }

    @Override
    public void renew() {
        inside.memory = Side.allocate();
        outside.memory = Side.allocate();
    }

    private final class Side implements Port {
        private final LinkedBlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>(QUEUE);
        private volatile PacketBatch memory = allocate();
        private final Consumer<byte[]> sink;

        Side(Consumer<byte[]> sink) {
            this.sink = sink;
        }

        static PacketBatch allocate() {
            return PacketBatch.allocate(BATCH, HEADROOM + LARGEST + TAILROOM, HEADROOM);
        }

        void arrived(byte[] packet) {
            arrived.offer(packet.clone());
            wakeUp();
        }

        @Override
        public void receive(PacketBatch batch) {
            int limit = Math.min(batch.capacity(), memory.capacity());
            while (batch.size() < limit) {
                byte @Nullable [] bytes = arrived.poll();
                if (bytes == null) {
                    return;
                }
                Packet packet = memory.get(batch.size());
                if (bytes.length <= LARGEST) {
                    packet.set(bytes, 0, bytes.length);
                    if (this == outside) {
                        UdpHeader.unwrap(packet, IKE, SaEnds.UdpPorts.NAT_TRAVERSAL);
                    }
                    batch.add(packet);
                }
            }
        }

        @Override
        public int send(PacketBatch batch) {
            int sent = 0;
            for (int i = 0; i < batch.size(); i++) {
                Packet packet = batch.get(i);
                if (!packet.isDatagram() || UdpHeader.wrap(packet)) {
                    sink.accept(packet.toByteArray());
                    sent++;
                }
            }
            return sent;
        }
    }
}
