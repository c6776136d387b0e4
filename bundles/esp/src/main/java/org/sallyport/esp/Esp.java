// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.OuterHeader;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.RemoteEnd;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.UdpHeader;
import org.sallyport.runtime.Entropy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.Protector;

/**
 * ESP (RFC 4303, 2), in tunnel mode:
 *
 * <pre>
 * | outer IP | SPI 4 | sequence 4 | IV | inner IP packet | 1 2 3 ... | pad length 1 | next header 1 | ICV |
 *            |<--------- integrity covers -------------------------------------------------------->|
 *                                      |<--------- the cipher covers ------------------------------>|
 * </pre>
 *
 * In transport mode the packet's own header takes the place of the outer one, and its payload that of the inner packet. In
 * UDP (RFC 3948) the datagram begins with the SPI.
 */
@Component
public final class Esp implements PacketProtocol {
    private static final int HEADER = 8;
    private static final int SEQUENCE = 4;
    private static final int TRAILER = 2;
    private static final int ALIGNMENT = 4; // RFC 4303, 2.4: "right aligned within a 4-byte word"
    private static final int TTL = 64;
    private static final int MAX_PACKET = 65_535;

    @Override
    public int number() {
        return IpProtocol.ESP;
    }

    @Override
    public int spiOffset() {
        return 0;
    }

    @Override
    public DropReason seal(Packet packet, OutboundSa sa, Entropy entropy) {
        Protector protector = sa.context().protector();
        if (protector == null) {
            return DropReason.NO_TRANSFORM;
        }
        byte[] buffer = packet.buffer();
        boolean tunnel = sa.mode() == Mode.TUNNEL;
        CipherSpec cipher = protector.cipher();
        int ip = packet.offset();
        if (!tunnel && Ipv4Header.isFragment(buffer, ip)) {
            return DropReason.TRANSPORT_FRAGMENT;
        }
        int ipLength = tunnel ? Ipv4Header.MIN_LENGTH : Ipv4Header.headerLength(buffer, ip);
        int inner = tunnel ? ip : ip + ipLength;
        int innerLength = packet.limit() - inner;
        int textLength = align(innerLength + TRAILER, cipher.blockSize());
        int front = ipLength + HEADER + cipher.ivSize();
        int behind = textLength - innerLength + protector.icvSize();
        if (front + innerLength + behind > MAX_PACKET
                || front - (inner - ip) > packet.headroom()
                || behind > packet.tailroom()) {
            return DropReason.TOO_BIG;
        }
        long sequence = sa.nextSequence();
        if (sequence == OutboundSa.EXHAUSTED) {
            return DropReason.SEQUENCE_EXHAUSTED;
        }
        writeTrailer(
                buffer, packet.limit(), inner + textLength, tunnel ? IpProtocol.IPV4 : Ipv4Header.protocol(buffer, ip));
        packet.window(inner - front, front + innerLength + behind);
        int header = packet.offset() + ipLength;
        if (tunnel) {
            OuterHeader.write(packet, sa, ip, sequence);
        } else {
            System.arraycopy(buffer, ip, buffer, packet.offset(), ipLength);
            Ipv4Header.payload(buffer, packet.offset(), packet.length(), IpProtocol.ESP);
        }
        seal(buffer, header, inner, textLength, sa, sequence, entropy, protector);
        SaEnds.UdpPorts ports = sa.udp();
        if (ports != null) {
            toDatagram(packet, header, sa, ports);
        }
        return DropReason.NONE;
    }

    private static void seal(
            byte[] buffer,
            int header,
            int text,
            int textLength,
            OutboundSa sa,
            long sequence,
            Entropy entropy,
            Protector protector) {
        BigEndian.putI32(buffer, header, sa.spi());
        BigEndian.putI32(buffer, header + SEQUENCE, (int) sequence);
        sa.writeIv(protector.cipher(), buffer, header + HEADER, entropy);
        protector.seal(buffer, header, HEADER, text, textLength, (int) (sequence >>> Integer.SIZE));
    }

    private static void toDatagram(Packet packet, int header, OutboundSa sa, SaEnds.UdpPorts ports) {
        RemoteEnd peer = sa.remoteEnd();
        packet.window(header, packet.limit() - header);
        packet.datagram(sa.local(), ports.local(), peer.address(), peer.port());
    }

    private static int align(int length, int blockSize) {
        int unit = Math.max(ALIGNMENT, blockSize);
        return (length + unit - 1) / unit * unit;
    }

    private static void writeTrailer(byte[] buffer, int from, int to, int nextHeader) {
        int padLength = to - TRAILER - from;
        for (int i = 0; i < padLength; i++) {
            buffer[from + i] = (byte) (i + 1); // RFC 4303, 2.4: "1, 2, 3, ..."
        }
        BigEndian.putU8(buffer, to - 2, padLength);
        BigEndian.putU8(buffer, to - 1, nextHeader);
    }

    @Override
    public DropReason open(Packet packet, int header, InboundSa sa) {
        Protector protector = sa.context().protector();
        if (protector == null) {
            return DropReason.NO_TRANSFORM;
        }
        byte[] buffer = packet.buffer();
        CipherSpec cipher = protector.cipher();
        int text = header + HEADER + cipher.ivSize();
        int textLength = packet.limit() - protector.icvSize() - text;
        if (textLength < TRAILER || textLength % Math.max(ALIGNMENT, cipher.blockSize()) != 0) {
            return DropReason.TRUNCATED;
        }
        long sequence = sa.sequence(BigEndian.i32(buffer, header + SEQUENCE));
        if (!sa.window().check(sequence)) {
            return DropReason.REPLAYED;
        }
        if (!protector.open(buffer, header, HEADER, text, textLength, (int) (sequence >>> Integer.SIZE))) {
            return DropReason.NOT_AUTHENTIC;
        }
        if (!protector.equals(sa.context().protector())) {
            return DropReason.PROVIDER_FAILED; // it took so long that another worker has the SA, and its window
        }
        if (!sa.window().commit(sequence)) {
            return DropReason.REPLAYED;
        }
        return unwrap(packet, header, text, textLength, sa.mode());
    }

    private static DropReason unwrap(Packet packet, int header, int text, int textLength, Mode mode) {
        byte[] buffer = packet.buffer();
        int end = text + textLength;
        int nextHeader = BigEndian.u8(buffer, end - 1);
        int padLength = BigEndian.u8(buffer, end - 2);
        int padding = end - TRAILER - padLength;
        if (padding < text) {
            return DropReason.BAD_PADDING;
        }
        for (int i = 0; i < padLength; i++) {
            if (BigEndian.u8(buffer, padding + i) != i + 1) {
                return DropReason.BAD_PADDING;
            }
        }
        if (nextHeader == IpProtocol.NONE) {
            return DropReason.DUMMY;
        }
        if (mode == Mode.TRANSPORT) {
            return restore(packet, header, text, padding - text, nextHeader);
        }
        if (nextHeader != IpProtocol.IPV4) {
            return DropReason.BAD_NEXT_HEADER;
        }
        if (!packet.isDatagram() && padding - text >= Ipv4Header.MIN_LENGTH) { // else its outer header is gone
            Ipv4Header.inheritCongestion(buffer, packet.offset(), text);
        }
        packet.window(text, padding - text);
        return DropReason.NONE;
    }

    /** Transport mode: the header that the packet came with stands in front of the payload again. */
    private static DropReason restore(Packet packet, int header, int payload, int payloadLength, int protocol) {
        byte[] buffer = packet.buffer();
        if (packet.isDatagram()) { // its headers are gone; the ESP header and the room in front take a new one
            int ip = Math.max(payload - Ipv4Header.MIN_LENGTH, packet.offset() - packet.headroom());
            int moved =
                    ip + Ipv4Header.MIN_LENGTH; // a later datagram of a piece has no room in front, but padding behind
            if (moved + payloadLength > packet.limit()) {
                return DropReason.TOO_BIG;
            }
            if (moved != payload) {
                System.arraycopy(buffer, payload, buffer, moved, payloadLength);
            }
            packet.window(ip, Ipv4Header.MIN_LENGTH + payloadLength);
            Ipv4Header.write(
                    buffer,
                    ip,
                    packet.length(),
                    0,
                    0,
                    false,
                    TTL,
                    protocol,
                    packet.remoteAddress(),
                    packet.localAddress());
            TransportChecksum.renew(buffer, ip, packet.length());
            return DropReason.NONE;
        }
        int ipLength = header - packet.offset();
        System.arraycopy(buffer, packet.offset(), buffer, payload - ipLength, ipLength);
        packet.window(payload - ipLength, ipLength + payloadLength);
        Ipv4Header.payload(buffer, packet.offset(), packet.length(), protocol);
        return DropReason.NONE;
    }

    @Override
    public int overhead(SaSizes sizes) {
        return front(sizes) + align(TRAILER, sizes.blockSize()) + sizes.icvSize();
    }

    @Override
    public int largestInner(int outerMtu, SaSizes sizes) {
        int unit = Math.max(ALIGNMENT, sizes.blockSize());
        int kept = sizes.mode() == Mode.TUNNEL ? 0 : Ipv4Header.MIN_LENGTH;
        int room = outerMtu - kept - front(sizes) - sizes.icvSize();
        return kept + room / unit * unit - TRAILER;
    }

    private static int front(SaSizes sizes) {
        return (sizes.mode() == Mode.TUNNEL ? Ipv4Header.MIN_LENGTH : 0)
                + (sizes.udp() ? UdpHeader.LENGTH : 0)
                + HEADER
                + sizes.ivSize();
    }
}
