// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.Arrays;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * Joins packets of one flow that follow each other, so that the kernel takes them in one piece and could cut them again
 * exactly as they were: the rules of generic receive offload. TCP: in sequence, nothing but ACK and PSH, equal headers and
 * options, right checksums, no segment longer than the first, none behind a shorter one. UDP likewise, by size.
 *
 * <p>It moves no payload: a group is a list of regions. Order within a flow is kept. Owned by the thread of its port.
 */
final class Coalescer {
    private static final int MAX = Native.MAX_BATCH;
    private static final int OPEN = 8;
    private static final int MAX_DATAGRAMS = 64; // UDP_MAX_SEGMENTS of older kernels
    private static final int MAX_LENGTH = 65_535;
    private static final int IP_LENGTH = Ipv4Header.MIN_LENGTH;
    private static final int VERSION_AND_LENGTH = 0x45;
    private static final int ADDRESSES = 12;
    private static final int NONE = -1;

    private final boolean datagrams;

    // A group: its first and last packet, what it may still take.
    private final int[] first = new int[MAX];
    private final int[] last = new int[MAX];
    private final int[] count = new int[MAX];
    private final int[] headers = new int[MAX];
    private final int[] segment = new int[MAX];
    private final int[] total = new int[MAX];
    private final int[] sequence = new int[MAX];
    private final boolean[] push = new boolean[MAX];
    private final boolean[] valid = new boolean[MAX];
    private final int[] next = new int[MAX]; // of each packet, the one behind it in its group
    private final int[] open = new int[OPEN];
    private int opened;
    private int groups;

    // The arrangement, for the system call.
    final int[] offsets = new int[MAX];
    final int[] lengths = new int[MAX];
    final int[] sizes = new int[MAX];
    final byte[] virtio = new byte[MAX * VirtioHeader.LENGTH];

    /** @param datagrams whether the kernel also takes UDP datagrams in one piece */
    Coalescer(boolean datagrams) {
        this.datagrams = datagrams;
    }

    /**
     * Arranges packets that lie in one array.
     *
     * @return how many groups they make
     */
    int arrange(PacketBatch batch, int from, int to) {
        groups = 0;
        opened = 0;
        for (int i = from; i < to; i++) {
            place(batch, i, i - from);
        }
        int region = 0;
        for (int group = 0; group < groups; group++) {
            region = describe(batch, from, group, region);
        }
        return groups;
    }

    private void place(PacketBatch batch, int place, int packet) {
        Packet candidate = batch.get(place);
        byte[] buffer = candidate.buffer();
        int ip = candidate.offset();
        int headerLength = headerLength(buffer, ip, candidate.length());
        next[packet] = NONE;
        if (headerLength == 0) {
            closeFlow(batch, place - packet, candidate);
            begin(packet, candidate.length(), 0, false);
            return;
        }
        int group = find(batch, place - packet, buffer, ip);
        if (group != NONE && fits(batch, place - packet, group, candidate, headerLength)) {
            append(group, packet, candidate, headerLength);
            return;
        }
        if (group != NONE) {
            close(group);
        }
        int fresh = begin(packet, candidate.length() - headerLength, headerLength, true);
        sequence[fresh] = TransportHeader.sequence(buffer, ip + IP_LENGTH) + segment[fresh];
        push[fresh] = isTcp(buffer, ip) && hasPush(buffer, ip);
        if (!push[fresh]) {
            leaveOpen(fresh);
        }
    }

    /** Bytes of the headers of a packet that may be joined with others; 0 for one that must go alone. */
    private int headerLength(byte[] buffer, int ip, int length) {
        if (length < IP_LENGTH + 9
                || BigEndian.u8(buffer, ip) != VERSION_AND_LENGTH
                || Ipv4Header.isFragment(buffer, ip)
                || Ipv4Header.totalLength(buffer, ip) != length) {
            return 0;
        }
        int header = ip + IP_LENGTH;
        int size;
        if (isTcp(buffer, ip)) {
            size = length < IP_LENGTH + TransportHeader.TCP_LENGTH ? 0 : TransportHeader.tcpLength(buffer, header);
            boolean plain = size >= TransportHeader.TCP_LENGTH
                    && (TransportHeader.flags(buffer, header) & ~TransportHeader.PSH) == TransportHeader.ACK;
            if (!plain) {
                return 0;
            }
        } else if (datagrams && Ipv4Header.protocol(buffer, ip) == IpProtocol.UDP) {
            size = 8;
            boolean plain = TransportHeader.udpLength(buffer, header) == length - IP_LENGTH
                    && BigEndian.u16(buffer, header + TransportHeader.UDP_CHECKSUM) != 0;
            if (!plain) {
                return 0;
            }
        } else {
            return 0;
        }
        boolean hasPayload = IP_LENGTH + size < length;
        return hasPayload && Segmenter.transportChecksum(buffer, ip, header, ip + length) == 0 ? IP_LENGTH + size : 0;
    }

    private static boolean isTcp(byte[] buffer, int ip) {
        return Ipv4Header.protocol(buffer, ip) == IpProtocol.TCP;
    }

    private static boolean hasPush(byte[] buffer, int ip) {
        return (TransportHeader.flags(buffer, ip + IP_LENGTH) & TransportHeader.PSH) != 0;
    }

    private int begin(int packet, int payload, int headerLength, boolean checked) {
        int group = groups++;
        first[group] = packet;
        last[group] = packet;
        count[group] = 1;
        headers[group] = headerLength;
        segment[group] = payload;
        total[group] = headerLength + payload;
        push[group] = false;
        valid[group] = checked;
        return group;
    }

    private void leaveOpen(int group) {
        if (opened == OPEN) {
            System.arraycopy(open, 1, open, 0, OPEN - 1); // the oldest takes no more
            opened--;
        }
        open[opened++] = group;
    }

    private void close(int group) {
        for (int i = 0; i < opened; i++) {
            if (open[i] == group) {
                System.arraycopy(open, i + 1, open, i, opened - i - 1);
                opened--;
                return;
            }
        }
    }

    /** A packet that goes alone must not overtake, nor be overtaken by, what its flow sent before. */
    private void closeFlow(PacketBatch batch, int base, Packet packet) {
        if (opened > 0 && packet.length() >= IP_LENGTH + 8) {
            int group = find(batch, base, packet.buffer(), packet.offset());
            if (group != NONE) {
                close(group);
            }
        }
    }

    private int find(PacketBatch batch, int base, byte[] buffer, int ip) {
        for (int i = opened - 1; i >= 0; i--) {
            int head = batch.get(base + first[open[i]]).offset();
            if (BigEndian.i64(buffer, ip + ADDRESSES) == BigEndian.i64(buffer, head + ADDRESSES)
                    && TransportHeader.ports(buffer, ip + IP_LENGTH) == TransportHeader.ports(buffer, head + IP_LENGTH)
                    && Ipv4Header.protocol(buffer, ip) == Ipv4Header.protocol(buffer, head)) {
                return open[i];
            }
        }
        return NONE;
    }

    private boolean fits(PacketBatch batch, int base, int group, Packet candidate, int headerLength) {
        byte[] buffer = candidate.buffer();
        int ip = candidate.offset();
        int head = batch.get(base + first[group]).offset();
        int payload = candidate.length() - headerLength;
        if (headerLength != headers[group]
                || payload > segment[group]
                || total[group] + payload > MAX_LENGTH
                || buffer[ip + 1] != buffer[head + 1] // type of service
                || Ipv4Header.timeToLive(buffer, ip) != Ipv4Header.timeToLive(buffer, head)
                || Ipv4Header.dontFragment(buffer, ip) != Ipv4Header.dontFragment(buffer, head)
                || !isIdentified(buffer, ip, head, group)) {
            return false;
        }
        if (!isTcp(buffer, ip)) {
            return count[group] < MAX_DATAGRAMS;
        }
        int tcp = ip + IP_LENGTH;
        int headTcp = head + IP_LENGTH;
        return TransportHeader.sequence(buffer, tcp) == sequence[group]
                && TransportHeader.acknowledgement(buffer, tcp) == TransportHeader.acknowledgement(buffer, headTcp)
                && TransportHeader.window(buffer, tcp) == TransportHeader.window(buffer, headTcp)
                && Arrays.equals(
                        buffer,
                        tcp + TransportHeader.TCP_LENGTH,
                        ip + headerLength,
                        buffer,
                        headTcp + TransportHeader.TCP_LENGTH,
                        head + headerLength);
    }

    /** RFC 6864, 4.1: the identification of a packet that may not be fragmented means nothing; of others it counts on. */
    private boolean isIdentified(byte[] buffer, int ip, int head, int group) {
        int expected = Ipv4Header.identification(buffer, head) + count[group] & 0xFFFF;
        return Ipv4Header.dontFragment(buffer, ip) || Ipv4Header.identification(buffer, ip) == expected;
    }

    private void append(int group, int packet, Packet candidate, int headerLength) {
        int payload = candidate.length() - headerLength;
        next[last[group]] = packet;
        last[group] = packet;
        count[group]++;
        total[group] += payload;
        sequence[group] += payload;
        boolean tcp = isTcp(candidate.buffer(), candidate.offset());
        push[group] = tcp && hasPush(candidate.buffer(), candidate.offset());
        if (payload < segment[group] || push[group]) {
            close(group);
        }
    }

    private int describe(PacketBatch batch, int base, int group, int from) {
        int region = from;
        Packet head = batch.get(base + first[group]);
        boolean joined = count[group] > 1;
        offsets[region] = head.offset();
        lengths[region++] = head.length();
        for (int packet = next[first[group]]; packet != NONE; packet = next[packet]) {
            Packet following = batch.get(base + packet);
            offsets[region] = following.offset() + headers[group];
            lengths[region++] = following.length() - headers[group];
        }
        sizes[group] = count[group];
        if (joined) {
            join(head.buffer(), head.offset(), group);
        } else {
            int flags = valid[group] ? VirtioHeader.DATA_VALID : 0;
            VirtioHeader.write(virtio, group * VirtioHeader.LENGTH, flags, VirtioHeader.NO_SEGMENTS, 0, 0, 0, 0);
        }
        return region;
    }

    /** Makes the first packet's headers those of the whole, its checksum the sum of the pseudo header. */
    private void join(byte[] buffer, int ip, int group) {
        int header = ip + IP_LENGTH;
        boolean tcp = isTcp(buffer, ip);
        int place = tcp ? TransportHeader.TCP_CHECKSUM : TransportHeader.UDP_CHECKSUM;
        Ipv4Header.payload(buffer, ip, total[group], Ipv4Header.protocol(buffer, ip));
        if (tcp) {
            if (push[group]) {
                TransportHeader.flags(buffer, header, TransportHeader.flags(buffer, header) | TransportHeader.PSH);
            }
        } else {
            TransportHeader.udpLength(buffer, header, total[group] - IP_LENGTH);
        }
        long pseudo = Checksum.pseudoHeader(
                Ipv4Header.source(buffer, ip),
                Ipv4Header.destination(buffer, ip),
                Ipv4Header.protocol(buffer, ip),
                total[group] - IP_LENGTH);
        BigEndian.putU16(buffer, header + place, ~Checksum.finish(pseudo) & 0xFFFF);
        VirtioHeader.write(
                virtio,
                group * VirtioHeader.LENGTH,
                VirtioHeader.NEEDS_CHECKSUM,
                tcp ? VirtioHeader.TCP4 : VirtioHeader.UDP,
                headers[group],
                segment[group],
                IP_LENGTH,
                place);
    }
}
