// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.PacketBatch;

/**
 * A TUN inside, raw sockets outside. Only claimed packets enter the TUN, and what is written to it enters the machine as
 * if it had arrived on a wire. One raw socket a protocol and local address receives; one sends for all, with the gateway's
 * mark.
 *
 * <p>The ports are for one worker. It and whoever changes or closes the descriptors exclude each other by a lock, so that
 * no descriptor is closed under a call; a visitor ends the worker's waiting first.
 */
final class LinuxDevice implements Device, AutoCloseable {
    static final String NAME = "linux";

    /** A raw socket of this protocol receives nothing (raw(7)). */
    private static final int IPPROTO_RAW = 255;

    private static final int[] PROTOCOLS = {IpProtocol.ESP, IpProtocol.AH};
    private static final int MAX_ADDRESSES = (Native.MAX_POLL - 2) / PROTOCOLS.length;

    private final String tunName;
    private final int tun;
    private final int sender;
    private final int event;
    private final ReentrantLock lock = new ReentrantLock(true); // fair: a visitor comes next
    private final AtomicInteger visitors = new AtomicInteger();
    private final Object eventLock = new Object();
    private final Map<Ipv4Address, int[]> receivers = new TreeMap<>();
    private final Inside inside = new Inside();
    private final Outside outside = new Outside();
    private int[] polled;
    private int[] receiving = {};
    private boolean lost;
    private boolean closed;
    private boolean eventOpen = true; // guarded by eventLock
    private volatile DeviceStatus status;

    private LinuxDevice(String tunName, int tun, int sender, int event) {
        this.tunName = tunName;
        this.tun = tun;
        this.sender = sender;
        this.event = event;
        polled = new int[] {event, tun};
        status = describe();
    }

    /** Creates the TUN, and opens what every packet needs. */
    static LinuxDevice open(String tunName) throws LinuxException {
        var opened = new ArrayList<Integer>();
        try {
            opened.add(LinuxException.check(Native.openTun(tunName)));
            opened.add(LinuxException.check(Native.openRaw(IPPROTO_RAW, 0, Numbers.OWN_MARK)));
            opened.add(LinuxException.check(Native.openEvent()));
            return new LinuxDevice(tunName, opened.get(0), opened.get(1), opened.get(2));
        } catch (LinuxException e) {
            opened.forEach(Native::close);
            throw e;
        }
    }

    /**
     * Receives protected packets for these local addresses, and for no others. Thread-safe.
     *
     * @return what could not be done, in words
     */
    List<String> receiveFor(Set<Ipv4Address> addresses) {
        var complaints = new ArrayList<String>();
        visit(() -> {
            if (!closed) {
                receivers.entrySet().removeIf(entry -> !addresses.contains(entry.getKey()) && close(entry.getValue()));
                for (Ipv4Address address : addresses) {
                    open(address, complaints);
                }
                arrangeDescriptors();
            }
        });
        return complaints;
    }

    private static boolean close(int[] fds) {
        Arrays.stream(fds).forEach(Native::close);
        return true;
    }

    private void open(Ipv4Address address, List<String> complaints) {
        if (receivers.containsKey(address)) {
            return;
        }
        if (receivers.size() == MAX_ADDRESSES) {
            complaints.add(address + ": more than " + MAX_ADDRESSES + " local addresses");
            return;
        }
        var fds = new int[PROTOCOLS.length];
        for (int i = 0; i < fds.length; i++) {
            fds[i] = Native.openRaw(PROTOCOLS[i], address.value(), Numbers.OWN_MARK);
            if (fds[i] < 0) {
                complaints.add(address + ": " + LinuxException.words(-fds[i]));
                close(Arrays.copyOf(fds, i));
                return;
            }
        }
        receivers.put(address, fds);
    }

    private void arrangeDescriptors() {
        receiving = receivers.values().stream().flatMapToInt(Arrays::stream).toArray();
        polled = new int[2 + receiving.length];
        polled[0] = event;
        polled[1] = lost ? event : tun;
        System.arraycopy(receiving, 0, polled, 2, receiving.length);
        if (status.present()) {
            status = describe();
        }
    }

    private DeviceStatus describe() {
        var details = new ArrayList<String>();
        details.add("TUN " + tunName);
        for (Ipv4Address address : receivers.keySet()) {
            details.add("ESP and AH for " + address);
        }
        return DeviceStatus.present(NAME, details);
    }

    @Override
    public DeviceStatus status() {
        return status;
    }

    @Override
    public boolean carriesClear() {
        return false;
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

    /** Acts between two calls of the worker. */
    private void visit(Runnable action) {
        visitors.incrementAndGet();
        wakeUp();
        lock.lock();
        try {
            action.run();
        } finally {
            visitors.decrementAndGet();
            lock.unlock();
        }
    }

    /** Closes all descriptors; the TUN ends, and what is claimed falls into the blackhole. */
    @Override
    public void close() {
        visit(() -> {
            if (closed) {
                return;
            }
            closed = true;
            receivers.values().forEach(LinuxDevice::close);
            receiving = new int[0];
            Native.close(tun);
            Native.close(sender);
            synchronized (eventLock) {
                status = DeviceStatus.absent(NAME, "closed");
                eventOpen = false;
                Native.close(event);
            }
        });
    }

    /** Clear packets, by the TUN. */
    private final class Inside implements Port {
        private final Regions regions = new Regions();

        @Override
        public void receive(PacketBatch batch) {
            lock.lock();
            try {
                int size = closed ? 0 : regions.receive(batch, 0, this::read);
                if (size < 0) {
                    lose(new LinuxException(-size));
                }
                batch.size(Math.max(0, size));
            } finally {
                lock.unlock();
            }
        }

        private int read(byte[] slab, int[] offsets, int[] lengths, int from, int count) {
            return Native.readTun(tun, slab, offsets, lengths, from, count);
        }

        /** Someone deleted the interface. Waiting for it would end at once, again and again. */
        private void lose(LinuxException reason) {
            if (!lost) {
                lost = true;
                polled[1] = event;
                status = DeviceStatus.absent(NAME, tunName + " is gone: " + reason.getMessage());
            }
        }

        @Override
        public int send(PacketBatch batch) {
            lock.lock();
            try {
                return closed ? 0 : regions.send(batch, this::write);
            } finally {
                lock.unlock();
            }
        }

        private int write(byte[] slab, int[] offsets, int[] lengths, int from, int count) {
            return Native.writeTun(tun, slab, offsets, lengths, from, count);
        }
    }

    /** Protected packets, by raw sockets. A packet too long for the batch arrives empty. */
    private final class Outside implements Port {
        private final Regions regions = new Regions();
        private int first;

        @Override
        public void receive(PacketBatch batch) {
            lock.lock();
            try {
                int size = 0;
                int sockets = receiving.length;
                first = sockets == 0 ? 0 : (first + 1) % sockets; // none of them starves
                for (int i = 0; i < sockets && size < batch.capacity(); i++) {
                    int socket = receiving[(first + i) % sockets];
                    int filled = regions.receive(
                            batch,
                            size,
                            (slab, at, bytes, from, n) -> Native.receive(socket, slab, at, bytes, from, n));
                    size = Math.max(size, filled);
                }
                batch.size(size);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int send(PacketBatch batch) {
            lock.lock();
            try {
                return closed ? 0 : regions.send(batch, this::write);
            } finally {
                lock.unlock();
            }
        }

        private int write(byte[] slab, int[] offsets, int[] lengths, int from, int count) {
            return Native.send(sender, slab, offsets, lengths, from, count);
        }
    }
}
