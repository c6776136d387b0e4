// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/**
 * Up to a fixed number of packets that travel together.
 *
 * <p>A batch made by {@link #allocate} owns memory, one slab for all its packets, and a device fills it. A batch made by
 * its constructor only refers to packets of others: it sorts them by where they go next. Owned by one thread.
 */
public final class PacketBatch {
    private final Packet[] packets;
    private int size;

    /** An empty list of at most that many packets. */
    public PacketBatch(int capacity) {
        packets = new Packet[capacity];
    }

    /**
     * An empty batch with memory for that many packets.
     *
     * @param packetCapacity bytes a packet, headroom and tailroom included
     * @param headroom bytes of it in front of what a device writes
     */
    public static PacketBatch allocate(int capacity, int packetCapacity, int headroom) {
        var batch = new PacketBatch(capacity);
        var slab = new byte[capacity * packetCapacity];
        for (int i = 0; i < capacity; i++) {
            batch.packets[i] = new Packet(slab, i * packetCapacity, packetCapacity, headroom);
        }
        return batch;
    }

    /** How many packets are in the batch. */
    public int size() {
        return size;
    }

    /** How many packets the batch can hold. */
    public int capacity() {
        return packets.length;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public boolean isFull() {
        return size == packets.length;
    }

    /** The packet at that place, below {@link #size}; a filling device may also ask for those below {@link #capacity}. */
    public Packet get(int index) {
        return packets[index];
    }

    /** Says how many packets a device filled. */
    public void size(int newSize) {
        if (newSize < 0 || newSize > packets.length) {
            throw new IllegalArgumentException("size " + newSize + " of a batch for " + packets.length);
        }
        size = newSize;
    }

    /** Adds a reference to a packet of another batch. */
    public void add(Packet packet) {
        packets[size++] = packet;
    }

    /** Forgets the packets of a referring batch, or empties those of an owning one. */
    public void clear() {
        size = 0;
    }

    @Override
    public String toString() {
        return "PacketBatch[" + size + " of " + packets.length + "]";
    }
}
