// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Sends batches through system calls that know packets as regions of one array. A batch whose packets lie in several
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
