// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import org.osgi.service.component.annotations.Component;
import org.sallyport.ipsec.Authenticator;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.OuterHeader;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Entropy;

/**
 * AH (RFC 4302, 2), in tunnel mode:
 *
 * <pre>
 * | outer IP | next header 1 | length 1 | 0 0 | SPI 4 | sequence 4 | ICV | inner IP packet |
 * </pre>
 *
 * In transport mode the packet's own header takes the place of the outer one, and its payload that of the inner packet; so
 * it does around ESP. The ICV covers all of it, with zeros for itself and for what may change on the way: in the IP header
 * type of service, flags, fragment offset, TTL, checksum, and most options.
 */
@Component
public final class Ah implements PacketProtocol {
    private static final int LENGTH = 1;
    private static final int SPI = 4;
    private static final int SEQUENCE = 8;
    private static final int ICV = 12;
    private static final int UNIT = 4; // RFC 4302, 2.2: the length counts "32-bit words (4-byte units), minus 2"
    private static final int UNITS_NOT_COUNTED = 2;
    private static final int DESTINATION = 16;
    private static final int MAX_PACKET = 65_535;

    @Override
    public int number() {
        return IpProtocol.AH;
    }

    @Override
    public int spiOffset() {
        return SPI;
    }

    @Override
    public DropReason seal(Packet packet, OutboundSa sa, Entropy entropy) {
        Authenticator icv = sa.context().authenticator();
        if (icv == null) {
            return DropReason.NO_TRANSFORM;
        }
        byte[] buffer = packet.buffer();
        int ip = packet.offset();
        boolean tunnel = sa.mode() == Mode.TUNNEL;
        int kept = tunnel ? 0 : Ipv4Header.headerLength(buffer, ip); // of the packet's own header
        if (!tunnel && Ipv4Header.isFragment(buffer, ip)) {
            return DropReason.TRANSPORT_FRAGMENT;
        }
        if (!Ipv4Options.areValid(buffer, ip + Ipv4Header.MIN_LENGTH, ip + kept)) {
            return DropReason.MALFORMED;
        }
        int added = length(icv.icvSize()) + (tunnel ? Ipv4Header.MIN_LENGTH : 0);
        if (packet.length() + added > MAX_PACKET || added > packet.headroom()) {
            return DropReason.TOO_BIG;
        }
        long sequence = sa.nextSequence();
        if (sequence == OutboundSa.EXHAUSTED) {
            return DropReason.SEQUENCE_EXHAUSTED;
        }
        packet.prepend(added);
        int nextHeader = tunnel ? IpProtocol.IPV4 : Ipv4Header.protocol(buffer, ip);
        if (tunnel) {
            OuterHeader.write(packet, sa, ip, sequence);
        } else {
            moveHeader(packet, ip, kept, sequence);
        }
        int header = ip + kept - length(icv.icvSize());
        writeHeader(buffer, header, nextHeader, sa.parameters(), sequence, icv.icvSize());
        int options = packet.offset() + Ipv4Header.MIN_LENGTH;
        int destination = Ipv4Header.destination(buffer, packet.offset());
        authenticate(
                icv,
                packet,
                header,
                Ipv4Options.finalDestination(buffer, options, header, destination),
                sa.parameters(),
                sequence);
        icv.write(buffer, header + ICV);
        return DropReason.NONE;
    }

    private static void moveHeader(Packet packet, int from, int headerLength, long sequence) {
        byte[] buffer = packet.buffer();
        int to = packet.offset();
        System.arraycopy(buffer, from, buffer, to, headerLength);
        if (Ipv4Header.identification(buffer, to) == 0) {
            Ipv4Header.identification(buffer, to, OuterHeader.identification(sequence));
        }
        Ipv4Header.payload(buffer, to, packet.length(), IpProtocol.AH);
    }

    private static void writeHeader(
            byte[] buffer, int header, int nextHeader, SaParameters sa, long sequence, int icvSize) {
        BigEndian.putI32(buffer, header, nextHeader << 24);
        BigEndian.putU8(buffer, header + LENGTH, length(icvSize) / UNIT - UNITS_NOT_COUNTED);
        BigEndian.putI32(buffer, header + SPI, sa.id().spi());
        BigEndian.putI32(buffer, header + SEQUENCE, (int) sequence);
        for (int i = header + ICV + icvSize; i < header + length(icvSize); i++) {
            buffer[i] = 0;
        }
    }

    /** Takes the packet, and the part of its sequence number that does not travel. The packet is afterwards as before. */
    private static void authenticate(
            Authenticator icv, Packet packet, int header, int destination, SaParameters sa, long sequence) {
        byte[] buffer = packet.buffer();
        int ip = packet.offset();
        int word0 = BigEndian.i32(buffer, ip);
        int word1 = BigEndian.i32(buffer, ip + 4);
        int word2 = BigEndian.i32(buffer, ip + 8);
        int written = BigEndian.i32(buffer, ip + DESTINATION);
        BigEndian.putI32(buffer, ip, word0 & 0xFF00FFFF); // type of service
        BigEndian.putI32(buffer, ip + 4, word1 & 0xFFFF0000); // flags, fragment offset
        BigEndian.putI32(buffer, ip + 8, word2 & 0x00FF0000); // TTL, checksum
        BigEndian.putI32(buffer, ip + DESTINATION, destination);
        icv.update(buffer, ip, Ipv4Header.MIN_LENGTH);
        BigEndian.putI32(buffer, ip, word0);
        BigEndian.putI32(buffer, ip + 4, word1);
        BigEndian.putI32(buffer, ip + 8, word2);
        BigEndian.putI32(buffer, ip + DESTINATION, written);
        Ipv4Options.authenticate(icv, buffer, ip + Ipv4Header.MIN_LENGTH, header);
        icv.update(buffer, header, ICV);
        icv.updateZeros(icv.icvSize());
        int behind = header + ICV + icv.icvSize(); // padding of the ICV is covered as it is
        icv.update(buffer, behind, packet.limit() - behind);
        if (sa.options().extendedSequence()) {
            icv.updateNumber((int) (sequence >>> Integer.SIZE)); // RFC 4302, 2.5.1
        }
    }

    @Override
    public DropReason open(Packet packet, int header, InboundSa sa) {
        Authenticator icv = sa.context().authenticator();
        if (icv == null) {
            return DropReason.NO_TRANSFORM;
        }
        byte[] buffer = packet.buffer();
        int length = length(icv.icvSize());
        if (header + length > packet.limit()
                || BigEndian.u8(buffer, header + LENGTH) != length / UNIT - UNITS_NOT_COUNTED) {
            return DropReason.TRUNCATED;
        }
        if (!Ipv4Options.areValid(buffer, packet.offset() + Ipv4Header.MIN_LENGTH, header)) {
            return DropReason.MALFORMED;
        }
        long sequence = sa.sequence(BigEndian.i32(buffer, header + SEQUENCE));
        if (!sa.window().check(sequence)) {
            return DropReason.REPLAYED;
        }
        int destination = Ipv4Header.destination(buffer, packet.offset()); // ours: a source route ends here
        authenticate(icv, packet, header, destination, sa.parameters(), sequence);
        if (!icv.matches(buffer, header + ICV)) {
            return DropReason.NOT_AUTHENTIC;
        }
        if (!icv.equals(sa.context().authenticator())) {
            return DropReason.PROVIDER_FAILED; // it took so long that another worker has the SA, and its window
        }
        if (!sa.window().commit(sequence)) {
            return DropReason.REPLAYED;
        }
        return unwrap(packet, header, length, sa.mode());
    }

    private static DropReason unwrap(Packet packet, int header, int length, Mode mode) {
        byte[] buffer = packet.buffer();
        int nextHeader = BigEndian.u8(buffer, header);
        int payload = header + length;
        if (mode == Mode.TUNNEL) {
            if (packet.limit() - payload >= Ipv4Header.MIN_LENGTH) {
                Ipv4Header.inheritCongestion(buffer, packet.offset(), payload);
            }
            packet.window(payload, packet.limit() - payload);
            return nextHeader == IpProtocol.IPV4 ? DropReason.NONE : DropReason.BAD_NEXT_HEADER;
        }
        int from = packet.offset();
        packet.prepend(-length);
        System.arraycopy(buffer, from, buffer, packet.offset(), header - from);
        Ipv4Header.payload(buffer, packet.offset(), packet.length(), nextHeader);
        return DropReason.NONE;
    }

    /** Bytes of the header: RFC 4302, 2.6: with an ICV padded to "an integral multiple of 32 bits (IPv4)". */
    private static int length(int icvSize) {
        return ICV + (icvSize + UNIT - 1) / UNIT * UNIT;
    }

    @Override
    public int overhead(SaSizes sizes) {
        return (sizes.mode() == Mode.TUNNEL ? Ipv4Header.MIN_LENGTH : 0) + length(sizes.icvSize());
    }

    @Override
    public int largestInner(int outerMtu, SaSizes sizes) {
        return outerMtu - overhead(sizes);
    }
}
