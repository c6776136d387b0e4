// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.packet.BigEndian;

/** What segmenting and coalescing need of the headers of TCP (RFC 793, 3.1) and UDP (RFC 768), by their first index. */
final class TransportHeader {
    static final int TCP_LENGTH = 20;
    static final int TCP_CHECKSUM = 16;
    static final int UDP_CHECKSUM = 6;
    static final int FIN = 0x01;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    static final int CWR = 0x80;

    private static final int SEQUENCE = 4;
    private static final int ACKNOWLEDGEMENT = 8;
    private static final int DATA_OFFSET = 12;
    private static final int FLAGS = 13;
    private static final int WINDOW = 14;
    private static final int UDP_DATAGRAM_LENGTH = 4;

    private TransportHeader() {}

    /** Both ports, as one number. */
    static int ports(byte[] buffer, int header) {
        return BigEndian.i32(buffer, header);
    }

    static int sequence(byte[] buffer, int header) {
        return BigEndian.i32(buffer, header + SEQUENCE);
    }

    static void sequence(byte[] buffer, int header, int value) {
        BigEndian.putI32(buffer, header + SEQUENCE, value);
    }

    static int acknowledgement(byte[] buffer, int header) {
        return BigEndian.i32(buffer, header + ACKNOWLEDGEMENT);
    }

    /** Bytes of a TCP header, options included. */
    static int tcpLength(byte[] buffer, int header) {
        return (buffer[header + DATA_OFFSET] >>> 4 & 0x0F) * 4;
    }

    static int flags(byte[] buffer, int header) {
        return BigEndian.u8(buffer, header + FLAGS);
    }

    static void flags(byte[] buffer, int header, int value) {
        BigEndian.putU8(buffer, header + FLAGS, value);
    }

    static int window(byte[] buffer, int header) {
        return BigEndian.u16(buffer, header + WINDOW);
    }

    static int udpLength(byte[] buffer, int header) {
        return BigEndian.u16(buffer, header + UDP_DATAGRAM_LENGTH);
    }

    static void udpLength(byte[] buffer, int header, int value) {
        BigEndian.putU16(buffer, header + UDP_DATAGRAM_LENGTH, value);
    }
}
