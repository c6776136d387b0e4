// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Device;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Protected packets, by raw and UDP sockets. Datagrams of one flow come from the kernel in one piece and go to it in one
 * piece, where it can do that. A packet too long for its room arrives empty. For one worker, under its queue's lock.
 */
final class WirePort {
    private static final int SLOTS = 32;
    private static final int LONGEST = 65_535;
    private static final int SLOT = Device.HEADROOM + LONGEST;
    private static final int VIEWS = 256;

    private final Sockets sockets;
    private final boolean receives;
    private final UdpSender sender;
    private final Regions regions = new Regions();
    private final byte[] slab;
    private final Packet[] views;
    private final int[] offsets = new int[SLOTS];
    private final int[] lengths = new int[SLOTS];
    private final int[] segments = new int[SLOTS];
    private final int[] addresses = new int[SLOTS];
    private final int[] ports = new int[SLOTS];
    private final Sockets.@Nullable Udp[] origins = new Sockets.Udp[SLOTS];
    private final PacketBatch bare = new PacketBatch(VIEWS);
    private int filled;
    private int slot;
    private int within;
    private int first;

    /** @param receives whether this is the queue that outside packets arrive at */
    WirePort(Sockets sockets, Offloads offloads, boolean receives) {
        this.sockets = sockets;
        this.receives = receives;
        this.sender = new UdpSender(sockets, offloads);
        this.slab = new byte[receives ? SLOTS * SLOT : 0];
        this.views = new Packet[receives ? VIEWS : 0];
        for (int i = 0; i < views.length; i++) {
            views[i] = new Packet(slab, 0, SLOT, Device.HEADROOM);
        }
    }

    /** Adds packets to an empty batch. */
    void receive(PacketBatch batch) {
        if (!receives) {
            return;
        }
        if (slot == filled) {
            fill();
        }
        while (slot < filled && !batch.isFull() && batch.size() < VIEWS) {
            batch.add(take(views[batch.size()]));
        }
    }

    private void fill() {
        for (int i = 0; i < SLOTS; i++) {
            offsets[i] = i * SLOT + Device.HEADROOM;
            lengths[i] = LONGEST;
        }
        slot = 0;
        within = 0;
        filled = 0;
        int[] raw = sockets.raw();
        Sockets.Udp[] udp = sockets.udp();
        int all = raw.length + udp.length;
        first = all == 0 ? 0 : (first + 1) % all; // none of them starves
        for (int i = 0; i < all && filled < SLOTS; i++) {
            int next = (first + i) % all;
            if (next < raw.length) {
                fillRaw(raw[next]);
            } else {
                fillUdp(udp[next - raw.length]);
            }
        }
    }

    private void fillRaw(int socket) {
        int received = Native.receive(socket, slab, offsets, lengths, filled, SLOTS - filled);
        for (int i = 0; i < received; i++) {
            segments[filled++] = 0;
            origins[filled - 1] = null;
        }
    }

    private void fillUdp(Sockets.Udp socket) {
        int received = Native.receiveUdp(
                socket.fd(), slab, offsets, lengths, filled, SLOTS - filled, segments, addresses, ports);
        for (int i = 0; i < received; i++) {
            origins[filled++] = socket;
        }
    }

    /** The next packet: a whole slot, or the next datagram of a piece. */
    private Packet take(Packet view) {
        int begin = offsets[slot] + within;
        int end = offsets[slot] + lengths[slot];
        int length = segments[slot] == 0 ? lengths[slot] : Math.min(segments[slot], end - begin);
        int room = within == 0 ? slot * SLOT : begin;
        boolean isLast = begin + length == end;
        view.place(room, isLast ? (slot + 1) * SLOT : begin + length, begin, length);
        Sockets.Udp origin = origins[slot];
        if (origin != null) {
            view.datagram(origin.address(), origin.port(), addresses[slot], ports[slot]);
        }
        within += length;
        if (isLast) {
            slot++;
            within = 0;
        }
        return view;
    }

    /** Sends a batch. @return how many packets went */
    int send(PacketBatch batch) {
        int sent = sender.send(batch);
        bare.clear();
        for (int i = 0; i < batch.size(); i++) {
            if (!batch.get(i).isDatagram()) {
                bare.add(batch.get(i));
            }
            if (bare.isFull()) {
                sent += sendBare();
            }
        }
        return sent + sendBare();
    }

    private int sendBare() {
        int sent = regions.send(
                bare,
                (packets, at, bytes, from, count) -> Native.send(sockets.sender(), packets, at, bytes, from, count));
        bare.clear();
        return sent;
    }
}
