// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.packet.Ipv4Address;

/**
 * A TUN inside, raw and UDP sockets outside. Only claimed packets enter the TUN, and what is written to it enters the machine
 * as if it had arrived on a wire. The TUN has a queue a worker; the first worker receives what arrives outside.
 */
final class LinuxDevice implements Device, AutoCloseable {
    static final String NAME = "linux";

    private final String tunName;
    private final Offloads offloads;
    private final Sockets sockets;
    private final int first;
    private final List<LinuxQueue> queues;
    private boolean closed; // guarded by all queues
    private volatile String lost = "";
    private volatile List<String> socketDetails = List.of();

    private LinuxDevice(String tunName, Offloads offloads, Sockets sockets, int[] tuns, int[] events) {
        this.tunName = tunName;
        this.offloads = offloads;
        this.sockets = sockets;
        this.first = tuns[0];
        this.queues = IntStream.range(0, tuns.length)
                .mapToObj(i -> new LinuxQueue(
                        tuns[i],
                        events[i],
                        () -> new TunPort(tuns[i], offloads),
                        () -> new WirePort(sockets, offloads, i == 0),
                        reason -> lost = String.valueOf(reason.getMessage())))
                .toList();
    }

    /**
     * Creates the TUN, and opens what every packet needs.
     *
     * @param workers how many queues it has
     */
    static LinuxDevice open(String tunName, int workers) throws LinuxException {
        var tuns = new int[workers];
        var events = new int[workers];
        Arrays.fill(tuns, -1);
        Arrays.fill(events, -1);
        try {
            boolean many = workers > 1;
            int first = Native.openTun(tunName, true, many);
            var offloads = new Offloads(first >= 0 || -first != LinuxException.EINVAL);
            tuns[0] = offloads.headers() ? first : Native.openTun(tunName, false, many);
            LinuxException.check(tuns[0]);
            offloads.probeTun(tuns[0]);
            for (int i = 0; i < workers; i++) {
                tuns[i] = i == 0 ? tuns[0] : LinuxException.check(Native.openTun(tunName, offloads.headers(), true));
                events[i] = LinuxException.check(Native.openEvent());
            }
            return new LinuxDevice(tunName, offloads, Sockets.open(offloads), tuns, events);
        } catch (LinuxException e) {
            IntStream.concat(Arrays.stream(tuns), Arrays.stream(events))
                    .filter(fd -> fd >= 0)
                    .forEach(Native::close);
            throw e;
        }
    }

    /**
     * Receives protected packets for these local addresses, and for no others. Thread-safe.
     *
     * @param ports UDP ports to receive at, at each of them
     * @return what could not be done, in words
     */
    List<String> receiveFor(Set<Ipv4Address> addresses, Set<Integer> ports) {
        var complaints = new ArrayList<String>();
        visit(() -> {
            if (!closed) {
                complaints.addAll(sockets.receiveFor(addresses, ports));
                socketDetails = sockets.details();
                queues.get(0)
                        .watch(IntStream.concat(
                                        Arrays.stream(sockets.raw()),
                                        Arrays.stream(sockets.udp()).mapToInt(Sockets.Udp::fd))
                                .toArray());
            }
        });
        return complaints;
    }

    /** Makes the TUN again if another program deleted it; if that fails, the status says why. Thread-safe. */
    void attach() {
        visit(() -> {
            if (closed) {
                return;
            }
            try {
                for (LinuxQueue queue : queues) {
                    queue.attach(tunName, offloads.headers(), queues.size() > 1);
                }
                offloads.probeTun(first);
                lost = "";
            } catch (LinuxException e) {
                lost = String.valueOf(e.getMessage());
            }
        });
    }

    @Override
    public DeviceStatus status() {
        if (!lost.isEmpty()) {
            return DeviceStatus.absent(NAME, lost.equals("closed") ? lost : tunName + " is gone: " + lost);
        }
        var details = new ArrayList<String>();
        details.add("TUN " + tunName + (queues.size() > 1 ? ", " + queues.size() + " queues" : ""));
        details.addAll(offloads.details());
        details.addAll(socketDetails);
        return DeviceStatus.present(NAME, details);
    }

    @Override
    public boolean carriesClear() {
        return false;
    }

    @Override
    public List<Queue> queues() {
        return List.copyOf(queues);
    }

    /** Acts while no worker is in a call. */
    private void visit(Runnable action) {
        queues.forEach(LinuxQueue::enter);
        try {
            action.run();
        } finally {
            queues.forEach(LinuxQueue::leave);
        }
    }

    /** Closes all descriptors; the TUN ends, and what is claimed falls into the blackhole. */
    @Override
    public void close() {
        visit(() -> {
            if (!closed) {
                closed = true;
                lost = "closed";
                sockets.close();
                queues.forEach(LinuxQueue::close);
            }
        });
    }
}
