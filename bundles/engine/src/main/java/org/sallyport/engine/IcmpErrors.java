// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Device;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Ticker;

/**
 * The ICMP errors that this gateway writes: "fragmentation needed and DF set" (RFC 792; RFC 1191, 4).
 *
 * <pre>
 * | type 3 | code 4 | checksum | unused 2 | next-hop MTU 2 | header of the packet, and what follows |
 * </pre>
 *
 * They come from the address that the packet was for: the flow that claims it, with its ends exchanged, claims them, so that
 * they reach a sender behind another gateway, too. At most a hundred a second. Owned by one worker.
 */
final class IcmpErrors {
    private static final int PER_SECOND = 100;
    private static final int BURST = 32; // a power of two
    private static final int LONGEST =
            576; // RFC 1812, 4.3.2.3: "without the length of the ICMP datagram exceeding 576 bytes"
    private static final int HEADER = 8;
    private static final int UNREACHABLE = 3;
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int NEXT_HOP_MTU = 6;
    private static final int PRECEDENCE = 0xC0; // RFC 1812, 4.3.2.5: "6 (INTERNETWORK CONTROL)"
    private static final int TTL = 64;
    private static final int QUERIES = 1 << 0 | 1 << 8 | 1 << 13 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 17 | 1 << 18;
    private static final int LOOPBACK = 127;
    private static final int MULTICAST = 224;

    private final Ticker ticker;
    private final Rate rate = new Rate(PER_SECOND, BURST);
    private final PacketBatch memory =
            PacketBatch.allocate(BURST, Device.HEADROOM + LONGEST + Device.TAILROOM, Device.HEADROOM);
    private int written;

    IcmpErrors(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * Tells the sender of a packet how long it may be.
     *
     * @param packet a whole IPv4 packet
     * @return what to send; it lasts for this batch; null if there is nothing to say, or too much was said
     */
    @Nullable
    Packet fragmentationNeeded(Packet packet, int mtu) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (!mayBeAnswered(packet) || !rate.take(ticker.nanos())) {
            return null;
        }
        int quoted = Math.min(packet.length(), LONGEST - Ipv4Header.MIN_LENGTH - HEADER);
        Packet error = memory.get(written++ & BURST - 1);
        error.clear();
        error.length(Ipv4Header.MIN_LENGTH + HEADER + quoted);
        byte[] to = error.buffer();
        int icmp = error.offset() + Ipv4Header.MIN_LENGTH;
        Ipv4Header.write(
                to,
                error.offset(),
                error.length(),
                PRECEDENCE,
                written & 0xFFFF,
                false,
                TTL,
                IpProtocol.ICMP,
                Ipv4Header.destination(buffer, offset),
                Ipv4Header.source(buffer, offset));
        BigEndian.putU8(to, icmp, UNREACHABLE);
        BigEndian.putU8(to, icmp + 1, FRAGMENTATION_NEEDED);
        BigEndian.putI32(to, icmp + 2, 0);
        BigEndian.putU16(to, icmp + NEXT_HOP_MTU, mtu);
        System.arraycopy(buffer, offset, to, icmp + HEADER, quoted);
        BigEndian.putU16(to, icmp + 2, Checksum.of(to, icmp, HEADER + quoted));
        return error;
    }

    /** RFC 1122, 3.2.2: no error about an error, a later fragment, a broadcast, or a source that is no single host. */
    private static boolean mayBeAnswered(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (Ipv4Header.fragmentOffset(buffer, offset) != 0
                || !isHost(Ipv4Header.source(buffer, offset))
                || !isHost(Ipv4Header.destination(buffer, offset))) {
            return false;
        }
        int icmp = offset + Ipv4Header.headerLength(buffer, offset);
        return Ipv4Header.protocol(buffer, offset) != IpProtocol.ICMP
                || icmp < packet.limit() && isQuery(BigEndian.u8(buffer, icmp));
    }

    private static boolean isQuery(int type) {
        return type < Integer.SIZE && (QUERIES >>> type & 1) != 0;
    }

    private static boolean isHost(int address) {
        int first = address >>> 24;
        return first != 0 && first != LOOPBACK && first < MULTICAST;
    }
}
