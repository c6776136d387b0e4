// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/**
 * View of a UDP header (RFC 768) inside an array, and the wire form of datagrams that travel without one.
 *
 * <pre>
 * |  Source Port  | Destination Port |
 * |    Length     |     Checksum     |
 * </pre>
 */
public final class UdpHeader {
    /** Bytes of the header. */
    public static final int LENGTH = 8;

    private static final int DESTINATION_PORT = 2;
    private static final int DATAGRAM_LENGTH = 4;
    private static final int CHECKSUM = 6;
    private static final int TTL = 64;

    private UdpHeader() {}

    public static int sourcePort(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset);
    }

    public static int destinationPort(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset + DESTINATION_PORT);
    }

    /** Bytes of header and payload. */
    public static int length(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset + DATAGRAM_LENGTH);
    }

    /**
     * Writes a header without checksum. RFC 3948, 2.1: "the IPv4 UDP Checksum SHOULD be transmitted as a zero value".
     *
     * @param length bytes of header and payload
     */
    public static void write(byte[] buffer, int offset, int sourcePort, int destinationPort, int length) {
        BigEndian.putU16(buffer, offset, sourcePort);
        BigEndian.putU16(buffer, offset + DESTINATION_PORT, destinationPort);
        BigEndian.putU16(buffer, offset + DATAGRAM_LENGTH, length);
        BigEndian.putU16(buffer, offset + CHECKSUM, 0);
    }

    /**
     * Gives a datagram that leaves its headers: for devices whose wire carries whole IPv4 packets.
     *
     * @return false if there is no room for them
     */
    public static boolean wrap(Packet packet) {
        if (packet.headroom() < Ipv4Header.MIN_LENGTH + LENGTH) {
            return false;
        }
        packet.prepend(LENGTH);
        write(packet.buffer(), packet.offset(), packet.localPort(), packet.remotePort(), packet.length());
        packet.prepend(Ipv4Header.MIN_LENGTH);
        Ipv4Header.write(
                packet.buffer(),
                packet.offset(),
                packet.length(),
                0,
                0,
                false,
                TTL,
                IpProtocol.UDP,
                packet.localAddress(),
                packet.remoteAddress());
        return true;
    }

    /**
     * Takes the headers off a whole IPv4 packet that arrived, if it is a datagram to one of these ports: for devices whose
     * wire carries whole IPv4 packets.
     */
    public static void unwrap(Packet packet, int port, int otherPort) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (!Ipv4Header.isValid(buffer, offset, packet.length())
                || Ipv4Header.protocol(buffer, offset) != IpProtocol.UDP
                || Ipv4Header.isFragment(buffer, offset)) {
            return;
        }
        int header = offset + Ipv4Header.headerLength(buffer, offset);
        int room = offset + Ipv4Header.totalLength(buffer, offset) - header;
        if (room < LENGTH || length(buffer, header) < LENGTH || length(buffer, header) > room) {
            return;
        }
        int destination = destinationPort(buffer, header);
        if (destination == port || destination == otherPort) {
            packet.window(header + LENGTH, length(buffer, header) - LENGTH);
            packet.datagram(
                    Ipv4Header.destination(buffer, offset),
                    destination,
                    Ipv4Header.source(buffer, offset),
                    sourcePort(buffer, header));
        }
    }
}
