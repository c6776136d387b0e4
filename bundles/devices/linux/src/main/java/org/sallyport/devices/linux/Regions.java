// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Moves batches through system calls that know packets as regions of one array. A batch whose packets lie in several
 * arrays goes in several calls. Owned by the thread that holds the batch.
 */
final class Regions {
    /** One of the packet calls of {@link Native}, with its descriptor. */
    @FunctionalInterface
    interface Call {
        int move(byte[] slab, int[] offsets, int[] lengths, int from, int count);
    }

    private final int[] offsets = new int[Native.MAX_BATCH];
    private final int[] lengths = new int[Native.MAX_BATCH];

    /**
     * Fills the batch from the place {@code filled} on, until it is full or nothing is left.
     *
     * @return how many packets the batch holds then; or the negative errno of a call that failed before any packet
     */
    int receive(PacketBatch batch, int filled, Call call) {
        int size = filled;
        while (size < batch.capacity()) {
            int count = describeRoom(batch, size);
            int received = call.move(batch.get(size).buffer(), offsets, lengths, 0, count);
            if (received < 0) {
                return size > filled ? size : received;
            }
            for (int i = 0; i < received; i++) {
                batch.get(size + i).length(lengths[i]);
            }
            size += received;
            if (received < count) {
                break;
            }
        }
        return size;
    }

    /** Sends the batch. @return how many packets the kernel took */
    int send(PacketBatch batch, Call call) {
        int sent = 0;
        int next = 0;
        while (next < batch.size()) {
            int count = describePackets(batch, next);
            sent += Math.max(0, call.move(batch.get(next).buffer(), offsets, lengths, 0, count));
            next += count;
        }
        return sent;
    }

    private int describeRoom(PacketBatch batch, int from) {
        int limit = Math.min(batch.capacity() - from, Native.MAX_BATCH);
        int count = 0;
        while (count < limit
                && batch.get(from + count).buffer() == batch.get(from).buffer()) {
            Packet packet = batch.get(from + count);
            packet.clear();
            offsets[count] = packet.offset();
            lengths[count++] = packet.tailroom();
        }
        return count;
    }

    private int describePackets(PacketBatch batch, int from) {
        int limit = Math.min(batch.size() - from, Native.MAX_BATCH);
        int count = 0;
        while (count < limit
                && batch.get(from + count).buffer() == batch.get(from).buffer()) {
            Packet packet = batch.get(from + count);
            offsets[count] = packet.offset();
            lengths[count++] = packet.length();
        }
        return count;
    }
}
