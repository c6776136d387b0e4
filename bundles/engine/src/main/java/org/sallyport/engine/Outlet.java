// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * What leaves by one side of a queue: gathered, and sent when there is enough of it or the worker says so. It lends packets
 * for what was not received but made here. Owned by one worker.
 */
final class Outlet {
    /** Bytes that a packet it lends may have: a jumbo frame. */
    static final int LARGEST = 9_216;

    private static final int LENT_AT_ONCE = 64;

    private final Device.Port port;
    private final DropCounters drops;
    private final PacketBatch waiting = new PacketBatch(Worker.BATCH);
    private final PacketBatch own =
            PacketBatch.allocate(LENT_AT_ONCE, Device.HEADROOM + LARGEST + Device.TAILROOM, Device.HEADROOM);
    private int lent;

    Outlet(Device.Port port, DropCounters drops) {
        this.port = port;
        this.drops = drops;
    }

    /** Forgets what a round that failed left here: the memory of its packets may hold others by now. */
    void clear() {
        waiting.clear();
        lent = 0;
    }

    /** Takes a packet, whose memory stays as it is until {@link #flush}. */
    void add(Packet packet) {
        if (waiting.isFull()) {
            send();
        }
        waiting.add(packet);
    }

    /** An empty packet; it is the borrower's until he adds it or borrows another. */
    Packet borrow() {
        if (lent == own.capacity()) {
            flush();
        }
        Packet packet = own.get(lent++);
        packet.clear();
        return packet;
    }

    /** Sends all that waits; what was lent comes back. */
    void flush() {
        send();
        lent = 0;
    }

    /** What the device refuses is dropped and counted. */
    private void send() {
        if (!waiting.isEmpty()) {
            for (int refused = waiting.size() - port.send(waiting); refused > 0; refused--) {
                drops.count(DropReason.DEVICE_REFUSED);
            }
            waiting.clear();
        }
    }
}
