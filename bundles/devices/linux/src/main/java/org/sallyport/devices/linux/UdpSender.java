// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.jspecify.annotations.Nullable;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Sends datagrams. Neighbours to one peer, of equal length but for a shorter last one, go to the kernel in one piece
 * (UDP_SEGMENT), until it refuses that. For one worker, under its queue's lock.
 */
final class UdpSender {
    private static final int MAX_SEGMENTS = 64; // UDP_MAX_SEGMENTS of older kernels
    private static final int MAX_BYTES = 65_000;
    private static final int EIO = 5;
    private static final int EAGAIN = 11;
    private static final int EINVAL = 22;
    private static final int ENOBUFS = 105;

    private final Sockets sockets;
    private final Offloads offloads;
    private final int[] offsets = new int[Native.MAX_BATCH];
    private final int[] lengths = new int[Native.MAX_BATCH];
    private final int[] sizes = new int[Native.MAX_BATCH];
    private final int[] addresses = new int[Native.MAX_BATCH];
    private final int[] ports = new int[Native.MAX_BATCH];
    private final int[] single = {1};
    private final int[] address = {0};
    private final int[] port = {0};
    private final int[] offset = new int[MAX_SEGMENTS];
    private final int[] length = new int[MAX_SEGMENTS];
    private int regions;
    private int groups;
    private int groupBytes;
    private boolean groupClosed;

    UdpSender(Sockets sockets, Offloads offloads) {
        this.sockets = sockets;
        this.offloads = offloads;
    }

    /** Sends the datagrams of a batch. @return how many went */
    int send(PacketBatch batch) {
        int sent = 0;
        @Nullable Packet before = null;
        regions = 0;
        groups = 0;
        for (int i = 0; i < batch.size(); i++) {
            Packet packet = batch.get(i);
            if (!packet.isDatagram()) {
                continue;
            }
            if (before != null && (!together(before, packet) || regions == Native.MAX_BATCH)) {
                sent += flush(before);
            }
            add(packet);
            before = packet;
        }
        return before == null ? sent : sent + flush(before);
    }

    /** Whether one call can send both: one array, one socket. */
    private static boolean together(Packet one, Packet other) {
        return one.buffer() == other.buffer()
                && one.localAddress() == other.localAddress()
                && one.localPort() == other.localPort();
    }

    private void add(Packet packet) {
        if (joins(packet)) {
            sizes[groups - 1]++;
            groupClosed = packet.length() < lengths[regions - sizes[groups - 1] + 1];
        } else {
            sizes[groups] = 1;
            addresses[groups] = packet.remoteAddress();
            ports[groups++] = packet.remotePort();
            groupBytes = 0;
            groupClosed = packet.length() == 0;
        }
        groupBytes += packet.length();
        offsets[regions] = packet.offset();
        lengths[regions++] = packet.length();
    }

    private boolean joins(Packet packet) {
        return groups > 0
                && !groupClosed
                && offloads.sendsSegments()
                && sizes[groups - 1] < MAX_SEGMENTS
                && groupBytes + packet.length() <= MAX_BYTES
                && packet.length() > 0
                && packet.length() <= lengths[regions - sizes[groups - 1]]
                && addresses[groups - 1] == packet.remoteAddress()
                && ports[groups - 1] == packet.remotePort();
    }

    private int flush(Packet of) {
        int fd = socket(of);
        int sent = 0;
        if (fd >= 0) {
            int result = Native.sendUdp(fd, of.buffer(), offsets, lengths, regions, sizes, addresses, ports, groups);
            int done = Math.max(0, result);
            for (int i = 0; i < done; i++) {
                sent += sizes[i];
            }
            if (done < groups && result != -EAGAIN && result != -ENOBUFS) {
                sent += sendRest(fd, of.buffer(), done, sent);
            }
        }
        regions = 0;
        groups = 0;
        return sent;
    }

    private int socket(Packet packet) {
        for (Sockets.Udp socket : sockets.udp()) {
            if (socket.address() == packet.localAddress() && socket.port() == packet.localPort()) {
                return socket.fd();
            }
        }
        return -1;
    }

    /** Group by group, to learn why: one that the kernel refuses does not hold up those behind it. */
    private int sendRest(int fd, byte[] slab, int fromGroup, int fromRegion) {
        int sent = 0;
        int region = fromRegion;
        for (int group = fromGroup; group < groups; group++) {
            int size = sizes[group];
            int result = sendGroup(fd, slab, group, region, size);
            if (result == -EAGAIN || result == -ENOBUFS) {
                return sent;
            }
            if (result >= 0) {
                sent += size;
            } else if (size > 1) {
                boolean fits = sendGroup(fd, slab, group, region, 1) > 0; // none is longer than the first
                int alone = fits ? 1 : 0;
                for (int i = 1; i < size; i++) {
                    alone += Math.max(0, sendGroup(fd, slab, group, region + i, 1));
                }
                if (fits && (result == -EIO || result == -EINVAL)) { // else they are too long for the link
                    offloads.refusedSend(-result);
                }
                sent += alone;
            }
            region += size;
        }
        return sent;
    }

    private int sendGroup(int fd, byte[] slab, int group, int region, int size) {
        address[0] = addresses[group];
        port[0] = ports[group];
        single[0] = size;
        System.arraycopy(offsets, region, offset, 0, size);
        System.arraycopy(lengths, region, length, 0, size);
        return Native.sendUdp(fd, slab, offset, length, size, single, address, port, 1);
    }
}
