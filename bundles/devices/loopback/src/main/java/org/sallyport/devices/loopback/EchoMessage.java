// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.util.Arrays;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;

/** Echo and echo reply (RFC 792), whole IPv4 packets: type, code, checksum, identifier, sequence number, data. */
final class EchoMessage {
    static final int REQUEST = 8;
    static final int REPLY = 0;

    private static final int HEADER = 8;
    private static final int CHECKSUM = 2;
    private static final int IDENTIFIER = 4;
    private static final int SEQUENCE = 6;
    private static final int OUR_IDENTIFIER = 0x5350;

    private EchoMessage() {}

    /** A packet with such a message. */
    static byte[] packet(int source, int destination, int type, int sequence, byte[] payload) {
        int icmp = Ipv4Header.MIN_LENGTH;
        var bytes = new byte[icmp + HEADER + payload.length];
        Ipv4Header.write(
                bytes,
                0,
                bytes.length,
                0,
                sequence,
                false,
                BuiltInHost.timeToLive(),
                IpProtocol.ICMP,
                source,
                destination);
        BigEndian.putU8(bytes, icmp, type);
        BigEndian.putU16(bytes, icmp + IDENTIFIER, OUR_IDENTIFIER);
        BigEndian.putU16(bytes, icmp + SEQUENCE, sequence);
        System.arraycopy(payload, 0, bytes, icmp + HEADER, payload.length);
        BigEndian.putU16(bytes, icmp + CHECKSUM, Checksum.of(bytes, icmp, HEADER + payload.length));
        return bytes;
    }

    /** Whether a valid IPv4 packet holds a whole ICMP message with a right checksum. */
    static boolean isEcho(byte[] packet) {
        int icmp = Ipv4Header.headerLength(packet, 0);
        int length = Ipv4Header.totalLength(packet, 0) - icmp;
        return !Ipv4Header.isFragment(packet, 0) && length >= HEADER && Checksum.of(packet, icmp, length) == 0;
    }

    static int type(byte[] packet) {
        return BigEndian.u8(packet, Ipv4Header.headerLength(packet, 0));
    }

    static int sequence(byte[] packet) {
        return BigEndian.u16(packet, Ipv4Header.headerLength(packet, 0) + SEQUENCE);
    }

    static byte[] payload(byte[] packet) {
        return Arrays.copyOfRange(
                packet, Ipv4Header.headerLength(packet, 0) + HEADER, Ipv4Header.totalLength(packet, 0));
    }
}
