// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Device;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Packets on their way from one worker to another, which owns their SA. One writes, one reads; bounded: what finds no room
 * is dropped by the writer.
 */
final class Handoff {
    private static final int SLOTS = 256;
    private static final int LARGEST = 2_048; // bytes: each two workers have such a ring in each direction

    /** What became of a packet that was offered. */
    enum Offer {
        /** There was no room. */
        REFUSED,
        /** It waits behind others, of which the reader knows. */
        BEHIND_OTHERS,
        /** It waits, and the reader may have seen none before it gave up looking: somebody must wake it. */
        FIRST
    }

    private final PacketBatch memory =
            PacketBatch.allocate(SLOTS, Device.HEADROOM + LARGEST + Device.TAILROOM, Device.HEADROOM);
    private final @Nullable Packet[] large = new @Nullable Packet[SLOTS]; // what a slot is too small for
    private final boolean[] fromInside = new boolean[SLOTS];
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong read = new AtomicLong();

    /** Copies a packet into it. For the writer. */
    Offer offer(Packet packet, boolean cameFromInside) {
        long next = written.getPlain();
        if (next - read.getAcquire() == SLOTS) {
            return Offer.REFUSED;
        }
        int slot = (int) next & SLOTS - 1;
        if (packet.length() <= LARGEST) {
            memory.get(slot).set(packet);
        } else {
            large[slot] = copy(packet);
        }
        fromInside[slot] = cameFromInside;
        written.set(next + 1);
        // Each side writes, then reads what the other wrote: one of them sees the other. So all four are volatile.
        return read.get() == next ? Offer.FIRST : Offer.BEHIND_OTHERS;
    }

    /** Jumbo frames, and packets whose fragments the kernel joined. */
    private static Packet copy(Packet packet) {
        int room = Device.HEADROOM + packet.length() + Device.TAILROOM;
        var copy = new Packet(new byte[room], 0, room, Device.HEADROOM);
        copy.set(packet);
        return copy;
    }

    /** How many packets wait. For the reader. */
    int size() {
        return (int) (written.get() - read.getPlain());
    }

    /** The packet at that place of those that wait. For the reader. */
    Packet get(int place) {
        Packet own = large[slot(place)];
        return own == null ? memory.get(slot(place)) : own;
    }

    /** Whether that packet came from inside. For the reader. */
    boolean cameFromInside(int place) {
        return fromInside[slot(place)];
    }

    private int slot(int place) {
        return (int) (read.getPlain() + place) & SLOTS - 1;
    }

    /** Gives the room of that many packets back. For the reader. */
    void release(int packets) {
        for (int i = 0; i < packets; i++) {
            large[slot(i)] = null;
        }
        read.set(read.getPlain() + packets);
    }
}
