// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import org.osgi.service.component.annotations.Component;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Entropy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.Protector;

/**
 * ESP in tunnel mode (RFC 4303, 2).
 *
 * <pre>
 * | outer IP | SPI 4 | sequence 4 | IV | inner IP packet | 1 2 3 ... | pad length 1 | next header 1 | ICV |
 *            |<--------- integrity covers -------------------------------------------------------->|
 *                                      |<--------- the cipher covers ------------------------------>|
 * </pre>
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
        CipherSpec cipher = protector.cipher();
        int inner = packet.offset();
        int textLength = align(packet.length() + TRAILER, cipher);
        int front = Ipv4Header.MIN_LENGTH + HEADER + cipher.ivSize();
        int behind = textLength - packet.length() + protector.icvSize();
        int total = front + packet.length() + behind;
        if (total > MAX_PACKET || front > packet.headroom() || behind > packet.tailroom()) {
            return DropReason.TOO_BIG;
        }
        long sequence = sa.nextSequence();
        if (sequence == OutboundSa.EXHAUSTED) {
            return DropReason.SEQUENCE_EXHAUSTED;
        }
        byte[] buffer = packet.buffer();
        int typeOfService = Ipv4Header.typeOfService(buffer, inner);
        boolean dontFragment = Ipv4Header.dontFragment(buffer, inner);
        writeTrailer(buffer, packet.limit(), inner + textLength);
        packet.window(inner - front, total);

        int header = packet.offset() + Ipv4Header.MIN_LENGTH;
        SaParameters parameters = sa.parameters();
        BigEndian.putI32(buffer, header, parameters.id().spi());
        BigEndian.putI32(buffer, header + SEQUENCE, (int) sequence);
        sa.writeIv(cipher, buffer, header + HEADER, entropy);
        protector.seal(buffer, header, HEADER, inner, textLength);
        Ipv4Header.write(
                buffer,
                packet.offset(),
                total,
                typeOfService,
                (int) sequence & 0xFFFF,
                dontFragment,
                TTL,
                IpProtocol.ESP,
                parameters.local().value(),
                parameters.remote().value());
        return DropReason.NONE;
    }

    private static int align(int length, CipherSpec cipher) {
        int unit = Math.max(ALIGNMENT, cipher.blockSize());
        return (length + unit - 1) / unit * unit;
    }

    private static void writeTrailer(byte[] buffer, int from, int to) {
        int padLength = to - TRAILER - from;
        for (int i = 0; i < padLength; i++) {
            buffer[from + i] = (byte) (i + 1); // RFC 4303, 2.4: "1, 2, 3, ..."
        }
        BigEndian.putU8(buffer, to - 2, padLength);
        BigEndian.putU8(buffer, to - 1, IpProtocol.IPV4);
    }

    @Override
    public DropReason open(Packet packet, InboundSa sa) {
        Protector protector = sa.context().protector();
        if (protector == null) {
            return DropReason.NO_TRANSFORM;
        }
        byte[] buffer = packet.buffer();
        CipherSpec cipher = protector.cipher();
        int header = packet.offset() + Ipv4Header.headerLength(buffer, packet.offset());
        int text = header + HEADER + cipher.ivSize();
        int textLength = packet.limit() - protector.icvSize() - text;
        if (textLength < TRAILER || textLength % Math.max(ALIGNMENT, cipher.blockSize()) != 0) {
            return DropReason.TRUNCATED;
        }
        long sequence = BigEndian.i32(buffer, header + SEQUENCE) & 0xFFFFFFFFL;
        if (!sa.window().check(sequence)) {
            return DropReason.REPLAYED;
        }
        if (!protector.open(buffer, header, HEADER, text, textLength)) {
            return DropReason.NOT_AUTHENTIC;
        }
        if (!sa.window().commit(sequence)) {
            return DropReason.REPLAYED;
        }
        return unwrap(packet, buffer, text, textLength);
    }

    private static DropReason unwrap(Packet packet, byte[] buffer, int text, int textLength) {
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
        if (nextHeader != IpProtocol.IPV4) {
            return DropReason.BAD_NEXT_HEADER;
        }
        packet.window(text, padding - text);
        return DropReason.NONE;
    }

    @Override
    public int overhead(CipherSpec cipher, int icvSize) {
        return Ipv4Header.MIN_LENGTH + HEADER + cipher.ivSize() + align(TRAILER, cipher) + icvSize;
    }

    @Override
    public int largestInner(int outerMtu, CipherSpec cipher, int icvSize) {
        int unit = Math.max(ALIGNMENT, cipher.blockSize());
        int room = outerMtu - Ipv4Header.MIN_LENGTH - HEADER - cipher.ivSize() - icvSize;
        return room / unit * unit - TRAILER;
    }
}
