// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * A device without a network: hosts hand it packets by {@link #fromHost}, the wire by {@link #fromWire}; what it sends goes
 * to two consumers. It carries clear traffic, too. Bounded: a full queue drops. Thread-safe.
 */
public final class InMemoryDevice implements Device {
    private static final int QUEUE = 1024;
    private static final byte[] WAKE_UP = {};

    private final Queue inside;
    private final Queue outside;
    private final LinkedBlockingQueue<byte[]> signals = new LinkedBlockingQueue<>(1);

    /**
     * @param toHost takes clear packets that leave inside
     * @param toWire takes packets that leave outside
     */
    public InMemoryDevice(Consumer<byte[]> toHost, Consumer<byte[]> toWire) {
        inside = new Queue(toHost);
        outside = new Queue(toWire);
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

    private final class Queue implements Port {
        private final LinkedBlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>(QUEUE);
        private final Consumer<byte[]> sink;

        Queue(Consumer<byte[]> sink) {
            this.sink = sink;
        }

        void arrived(byte[] packet) {
            arrived.offer(packet.clone());
            wakeUp();
        }

        @Override
        public void receive(PacketBatch batch) {
            int count = 0;
            while (count < batch.capacity()) {
                byte @Nullable [] bytes = arrived.poll();
                if (bytes == null) {
                    break;
                }
                Packet packet = batch.get(count);
                packet.clear();
                if (bytes.length <= packet.tailroom()) {
                    packet.set(bytes, 0, bytes.length);
                    count++;
                }
            }
            batch.size(count);
        }

        @Override
        public int send(PacketBatch batch) {
            for (int i = 0; i < batch.size(); i++) {
                sink.accept(batch.get(i).toByteArray());
            }
            return batch.size();
        }
    }
}
