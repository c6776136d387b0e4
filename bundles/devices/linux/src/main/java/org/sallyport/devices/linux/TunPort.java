// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.ipsec.Device;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Clear packets, by one queue of the TUN. What the kernel hands over in one piece is cut into packets here, and what belongs
 * together goes back in one piece. For one worker, under its queue's lock.
 */
final class TunPort {
    /** A segment's room: a jumbo frame. */
    private static final int LARGEST = 9_216;

    private static final int SEGMENTS = 256;
    private static final int SLOTS = 64;
    private static final int LONGEST = 65_535;
    private static final int SLOT = Device.HEADROOM + LONGEST + Device.TAILROOM;
    private static final int READ_BYTES = 128 * 1024; // what a batch makes of it stays in the cache

    private final int tun;
    private final int virtioLength;
    private final byte[] slab = new byte[SLOTS * SLOT];
    private final Packet[] views = new Packet[SLOTS];
    private final int[] offsets = new int[Native.MAX_BATCH];
    private final int[] lengths = new int[Native.MAX_BATCH];
    private final PacketBatch segments =
            PacketBatch.allocate(SEGMENTS, Device.HEADROOM + LARGEST + Device.TAILROOM, Device.HEADROOM);
    private final Segmenter segmenter = new Segmenter();
    private final Coalescer coalescer;
    private final int[] singles = new int[Native.MAX_BATCH];
    private int filled;
    private int slot;

    TunPort(int tun, Offloads offloads) {
        this.tun = tun;
        this.virtioLength = offloads.headers() ? VirtioHeader.LENGTH : 0;
        this.coalescer = new Coalescer(offloads.datagrams());
        for (int i = 0; i < SLOTS; i++) {
            views[i] = new Packet(slab, i * SLOT, SLOT, Device.HEADROOM);
        }
        java.util.Arrays.fill(singles, 1);
    }

    /** Adds packets to an empty batch. @return the negative errno of a TUN that is gone, else 0 */
    int receive(PacketBatch batch) {
        while (!batch.isFull() && batch.size() < SEGMENTS) {
            if (segmenter.hasNext()) {
                Packet segment = segments.get(batch.size());
                if (segmenter.next(segment)) {
                    batch.add(segment);
                }
            } else if (slot < filled) {
                take(batch, slot++);
            } else {
                if (!batch.isEmpty()) {
                    return 0; // the batch holds packets of these slots
                }
                int result = fill();
                if (result <= 0) {
                    return result;
                }
            }
        }
        return 0;
    }

    private int fill() {
        for (int i = 0; i < SLOTS; i++) {
            offsets[i] = i * SLOT + Device.HEADROOM - virtioLength;
            lengths[i] = virtioLength + LONGEST;
        }
        slot = 0;
        filled = 0;
        int result = Native.readTun(tun, slab, offsets, lengths, SLOTS, READ_BYTES);
        filled = Math.max(0, result);
        return result;
    }

    private void take(PacketBatch batch, int place) {
        int length = lengths[place] - virtioLength;
        int virtio = offsets[place];
        if (virtioLength == 0 || VirtioHeader.type(slab, virtio) == VirtioHeader.NO_SEGMENTS) {
            Packet view = views[place];
            view.clear();
            view.length(Math.max(0, length));
            if (virtioLength > 0) {
                Segmenter.completeChecksum(slab, virtio, length);
            }
            batch.add(view);
        } else {
            segmenter.begin(slab, virtio, length);
        }
    }

    /** Writes a batch. @return how many packets went */
    int send(PacketBatch batch) {
        int sent = 0;
        int from = 0;
        while (from < batch.size()) {
            int to = from + 1;
            while (to < batch.size()
                    && to - from < Native.MAX_BATCH
                    && batch.get(to).buffer() == batch.get(from).buffer()) {
                to++;
            }
            sent += Math.max(0, virtioLength > 0 ? sendJoined(batch, from, to) : sendSingly(batch, from, to));
            from = to;
        }
        return sent;
    }

    private int sendJoined(PacketBatch batch, int from, int to) {
        int groups = coalescer.arrange(batch, from, to);
        return Native.writeTun(
                tun,
                batch.get(from).buffer(),
                coalescer.offsets,
                coalescer.lengths,
                to - from,
                coalescer.sizes,
                coalescer.virtio,
                groups);
    }

    private int sendSingly(PacketBatch batch, int from, int to) {
        var at = new int[to - from];
        var bytes = new int[to - from];
        for (int i = from; i < to; i++) {
            at[i - from] = batch.get(i).offset();
            bytes[i - from] = batch.get(i).length();
        }
        return Native.writeTun(tun, batch.get(from).buffer(), at, bytes, to - from, singles, null, to - from);
    }
}
