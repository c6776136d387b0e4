// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.Device.Port;
import org.sallyport.packet.PacketBatch;

/**
 * One worker's part of the device: a queue of the TUN, the sockets, and an event that ends its waiting. The worker and
 * whoever changes or closes the descriptors exclude each other by a lock, so that no descriptor is closed under a call; a
 * visitor ends the worker's waiting first.
 */
final class LinuxQueue implements Device.Queue {
    private final int tun;
    private final int event;
    private final Supplier<TunPort> tunPorts;
    private final Supplier<WirePort> wirePorts;
    private final Consumer<LinuxException> onLoss;
    private final ReentrantLock lock = new ReentrantLock(true); // fair: a visitor comes next
    private final AtomicInteger visitors = new AtomicInteger();
    private final Object eventLock = new Object();
    private final Port inside = new Inside();
    private final Port outside = new Outside();
    private TunPort tunPort; // guarded by lock, as those below
    private WirePort wirePort;
    private int[] polled;
    private boolean lost;
    private boolean closed;
    private boolean eventOpen = true; // guarded by eventLock

    /** @param onLoss hears that somebody deleted the interface */
    LinuxQueue(
            int tun,
            int event,
            Supplier<TunPort> tunPorts,
            Supplier<WirePort> wirePorts,
            Consumer<LinuxException> onLoss) {
        this.tun = tun;
        this.event = event;
        this.tunPorts = tunPorts;
        this.wirePorts = wirePorts;
        this.tunPort = tunPorts.get();
        this.wirePort = wirePorts.get();
        this.onLoss = onLoss;
        polled = new int[] {event, tun};
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
        lock.lock();
        try {
            if (!closed && visitors.get() == 0) {
                Native.poll(polled, (int) Math.min(timeoutMillis, Integer.MAX_VALUE));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeUp() {
        synchronized (eventLock) { // against closing; the other lock is held while the worker waits
            if (eventOpen) {
                Native.signal(event);
            }
        }
    }

    @Override
    public void renew() {
        enter();
        try {
            tunPort = tunPorts.get();
            wirePort = wirePorts.get();
        } finally {
            leave();
        }
    }

    /** Keeps the worker out between two of its calls, until {@link #leave}. */
    void enter() {
        visitors.incrementAndGet();
        wakeUp();
        lock.lock();
    }

    /** Ends {@link #enter}. */
    void leave() {
        visitors.decrementAndGet();
        lock.unlock();
    }

    /** Has a TUN again, after {@link #onLoss} or before anybody noticed. For a visitor. */
    void attach(String tunName, boolean offloads, boolean queues) throws LinuxException {
        int result = Native.attachTun(tun, tunName, offloads, queues);
        if (result != -LinuxException.EEXIST) {
            LinuxException.check(result);
        }
        lost = false;
        polled[1] = tun;
    }

    /** Waits for these sockets, too. For a visitor. */
    void watch(int[] sockets) {
        polled = new int[2 + sockets.length];
        polled[0] = event;
        polled[1] = lost ? event : tun;
        System.arraycopy(sockets, 0, polled, 2, sockets.length);
    }

    /** Closes its descriptors. For a visitor. */
    void close() {
        closed = true;
        Native.close(tun);
        synchronized (eventLock) {
            eventOpen = false;
            Native.close(event);
        }
    }

    /** Clear packets. */
    private final class Inside implements Port {
        @Override
        public void receive(PacketBatch batch) {
            lock.lock();
            try {
                int result = closed || lost ? 0 : tunPort.receive(batch);
                if (result < 0) { // waiting for it would end at once, again and again
                    lost = true;
                    polled[1] = event;
                    onLoss.accept(new LinuxException(-result));
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int send(PacketBatch batch) {
            lock.lock();
            try {
                return closed ? 0 : tunPort.send(batch);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Protected packets. */
    private final class Outside implements Port {
        @Override
        public void receive(PacketBatch batch) {
            lock.lock();
            try {
                if (!closed) {
                    wirePort.receive(batch);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int send(PacketBatch batch) {
            lock.lock();
            try {
                return closed ? 0 : wirePort.send(batch);
            } finally {
                lock.unlock();
            }
        }
    }
}
