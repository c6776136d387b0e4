// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;

/**
 * Limits the segments of TCP connections to what the way carries, in the packets that open them: in the option that says how
 * long a segment their sender takes (RFC 793, 3.1). Options that make no sense stay as they are. Pure functions.
 */
final class MssClamp {
    private static final int TCP_HEADER = 20;
    private static final int DATA_OFFSET = 12;
    private static final int FLAGS = 13;
    private static final int CHECKSUM = 16;
    private static final int SYN = 0x02;
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int SEGMENT_SIZE = 2;
    private static final int SEGMENT_SIZE_LENGTH = 4;

    private MssClamp() {}

    /** Whether a whole IPv4 packet opens a TCP connection, or answers one that does. */
    static boolean opens(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (Ipv4Header.protocol(buffer, offset) != IpProtocol.TCP) {
            return false;
        }
        int tcp = offset + Ipv4Header.headerLength(buffer, offset);
        return tcp + TCP_HEADER <= packet.limit()
                && (buffer[tcp + FLAGS] & SYN) != 0
                && Ipv4Header.fragmentOffset(buffer, offset) == 0;
    }

    /** Limits the segments of a connection that the packet opens. */
    static void clamp(Packet packet, int largest) {
        byte[] buffer = packet.buffer();
        int tcp = packet.offset() + Ipv4Header.headerLength(buffer, packet.offset());
        int end = tcp + (BigEndian.u8(buffer, tcp + DATA_OFFSET) >>> 4) * 4;
        int option = tcp + TCP_HEADER;
        while (option < end && end <= packet.limit()) {
            int kind = buffer[option];
            if (kind == END) {
                return;
            }
            int length = kind == NO_OPERATION ? 1 : option + 1 < end ? BigEndian.u8(buffer, option + 1) : 0;
            if (length < 1 || kind != NO_OPERATION && length < 2 || length > end - option) {
                return;
            }
            if (kind == SEGMENT_SIZE && length == SEGMENT_SIZE_LENGTH) {
                clamp(buffer, tcp, option + 2, largest);
            }
            option += length;
        }
    }

    private static void clamp(byte[] buffer, int tcp, int at, int largest) {
        int before = BigEndian.u16(buffer, at);
        if (before <= largest) {
            return;
        }
        BigEndian.putU16(buffer, at, largest);
        boolean straddles = (at - tcp) % 2 != 0; // its bytes belong to two words of the sum
        BigEndian.putU16(
                buffer,
                tcp + CHECKSUM,
                Checksum.changed(
                        BigEndian.u16(buffer, tcp + CHECKSUM),
                        straddles ? swapped(before) : before,
                        straddles ? swapped(largest) : largest));
    }

    private static int swapped(int word) {
        return (word & 0xFF) << 8 | word >>> 8;
    }
}
