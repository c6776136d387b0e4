// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;

/**
 * Cuts what the kernel handed over in one piece into the packets that a wire would carry: TCP segments, or UDP datagrams of
 * one size, each with its own headers and checksums. Owned by the thread of its port.
 */
final class Segmenter {
    private byte[] buffer = {};
    private int type;
    private int ip;
    private int transport;
    private int headers;
    private int end;
    private int segmentSize;
    private int next;
    private int index;

    /**
     * Takes a packet to cut.
     *
     * @param virtio index of its virtio header; the packet stands behind it
     * @param length bytes of the packet
     * @return false if it is none that can be cut
     */
    boolean begin(byte[] newBuffer, int virtio, int length) {
        end = 0;
        buffer = newBuffer;
        type = VirtioHeader.type(buffer, virtio);
        segmentSize = VirtioHeader.segmentSize(buffer, virtio);
        ip = virtio + VirtioHeader.LENGTH;
        if (segmentSize == 0 || !Ipv4Header.isValid(buffer, ip, length)) {
            return false;
        }
        transport = ip + Ipv4Header.headerLength(buffer, ip);
        int protocol = Ipv4Header.protocol(buffer, ip);
        int room = ip + length - transport;
        if (type == VirtioHeader.TCP4 && protocol == IpProtocol.TCP && room >= TransportHeader.TCP_LENGTH) {
            headers = transport - ip + TransportHeader.tcpLength(buffer, transport);
        } else if (type == VirtioHeader.UDP && protocol == IpProtocol.UDP && room >= 8) {
            headers = transport - ip + 8;
        } else {
            return false;
        }
        if (headers < transport - ip + 8 || headers >= length) {
            return false;
        }
        end = ip + length;
        next = ip + headers;
        index = 0;
        return true;
    }

    /** Whether there is another segment. */
    boolean hasNext() {
        return next < end;
    }

    /** Writes the next segment. @return false if it does not fit the packet, or forbids itself */
    boolean next(Packet into) {
        int payload = Math.min(segmentSize, end - next);
        into.clear();
        if (headers + payload + 1 > into.tailroom()) {
            next = end;
            return false;
        }
        byte[] out = into.buffer();
        int at = into.offset();
        System.arraycopy(buffer, ip, out, at, headers);
        System.arraycopy(buffer, next, out, at + headers, payload);
        into.length(headers + payload);
        boolean last = next + payload == end;
        int header = at + transport - ip;
        if (type == VirtioHeader.TCP4) {
            finishTcp(out, header, last);
        } else {
            TransportHeader.udpLength(out, header, headers - (transport - ip) + payload);
        }
        Ipv4Header.identification(out, at, Ipv4Header.identification(out, at) + index);
        Ipv4Header.payload(out, at, into.length(), Ipv4Header.protocol(out, at));
        checksum(out, at, header, into.limit());
        next += payload;
        index++;
        return true;
    }

    private void finishTcp(byte[] out, int header, boolean last) {
        TransportHeader.sequence(out, header, TransportHeader.sequence(out, header) + index * segmentSize);
        int flags = TransportHeader.flags(out, header);
        if (!last) {
            flags &= ~(TransportHeader.FIN | TransportHeader.PSH);
        }
        if (index > 0) {
            flags &= ~TransportHeader.CWR; // RFC 3168, 6.1.2: on the first segment only
        }
        TransportHeader.flags(out, header, flags);
    }

    private void checksum(byte[] out, int at, int header, int limit) {
        int place = header + (type == VirtioHeader.TCP4 ? TransportHeader.TCP_CHECKSUM : TransportHeader.UDP_CHECKSUM);
        BigEndian.putU16(out, place, 0);
        int sum = transportChecksum(out, at, header, limit);
        BigEndian.putU16(out, place, type == VirtioHeader.UDP && sum == 0 ? 0xFFFF : sum);
    }

    /** The checksum over pseudo header and segment; 0 if the segment holds its own right one. */
    static int transportChecksum(byte[] buffer, int ip, int header, int limit) {
        long pseudo = Checksum.pseudoHeader(
                Ipv4Header.source(buffer, ip),
                Ipv4Header.destination(buffer, ip),
                Ipv4Header.protocol(buffer, ip),
                limit - header);
        return Checksum.finish(pseudo + Checksum.sum(buffer, header, limit - header));
    }

    /** Completes the checksum of a packet that is not cut, where its virtio header asks for it. */
    static void completeChecksum(byte[] buffer, int virtio, int length) {
        if (!VirtioHeader.needsChecksum(buffer, virtio)) {
            return;
        }
        int ip = virtio + VirtioHeader.LENGTH;
        int start = VirtioHeader.checksumStart(buffer, virtio);
        int place = start + VirtioHeader.checksumOffset(buffer, virtio);
        if (place + 2 <= length) {
            int sum = Checksum.of(buffer, ip + start, length - start);
            boolean udp = Ipv4Header.protocol(buffer, ip) == IpProtocol.UDP;
            BigEndian.putU16(buffer, ip + place, udp && sum == 0 ? 0xFFFF : sum); // RFC 768: zero means none
        }
    }
}
