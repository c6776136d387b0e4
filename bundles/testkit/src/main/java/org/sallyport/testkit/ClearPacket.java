// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import java.nio.ByteBuffer;

/**
 * A whole IPv4 packet in the making (RFC 791), for tests: {@code ClearPacket.from("10.1.0.1").to("10.2.0.1").echo(1, 56)}.
 * Immutable: each method gives another one.
 */
public record ClearPacket(
        String source, String destination, int typeOfService, int identification, int flags, int timeToLive) {
    private static final int HEADER = 20;
    private static final int ICMP = 1;
    private static final int UDP = 17;
    private static final int DONT_FRAGMENT = 0x4000;

    /** A packet of a source, from port or host to be said, with ordinary header fields. */
    public static ClearPacket from(String source) {
        return new ClearPacket(source, "0.0.0.0", 0, 0, 0, 64);
    }

    public ClearPacket to(String newDestination) {
        return new ClearPacket(source, newDestination, typeOfService, identification, flags, timeToLive);
    }

    public ClearPacket typeOfService(int value) {
        return new ClearPacket(source, destination, value, identification, flags, timeToLive);
    }

    public ClearPacket dontFragment() {
        return flags(DONT_FRAGMENT);
    }

    /** The 16 bits of flags and fragment offset. */
    public ClearPacket flags(int bits) {
        return new ClearPacket(source, destination, typeOfService, identification, bits, timeToLive);
    }

    /** An ICMP echo request (RFC 792) with that many bytes of data. */
    public byte[] echo(int sequence, int dataBytes) {
        ByteBuffer icmp = ByteBuffer.allocate(8 + dataBytes);
        icmp.put((byte) 8).put((byte) 0).putShort((short) 0).putShort((short) 0x5A11);
        icmp.putShort((short) sequence);
        while (icmp.hasRemaining()) {
            icmp.put((byte) icmp.position());
        }
        icmp.putShort(2, (short) checksum(icmp.array(), icmp.capacity()));
        return carrying(ICMP, icmp.array());
    }

    /** A UDP datagram (RFC 768) without checksum. */
    public byte[] udp(int sourcePort, int destinationPort, byte[] data) {
        ByteBuffer udp = ByteBuffer.allocate(8 + data.length);
        udp.putShort((short) sourcePort).putShort((short) destinationPort).putShort((short) (8 + data.length));
        udp.putShort((short) 0).put(data);
        return carrying(UDP, udp.array());
    }

    /** A packet with that payload. */
    public byte[] carrying(int protocol, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + payload.length);
        packet.put((byte) 0x45).put((byte) typeOfService).putShort((short) packet.capacity());
        packet.putShort((short) identification).putShort((short) flags);
        packet.put((byte) timeToLive).put((byte) protocol).putShort((short) 0);
        packet.put(address(source)).put(address(destination)).put(payload);
        packet.putShort(10, (short) checksum(packet.array(), HEADER));
        return packet.array();
    }

    /** The Internet checksum over the first bytes of an array, the slow and plain way: word by word, carry by carry. */
    public static int checksum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            int low = i + 1 < length ? bytes[i + 1] & 0xFF : 0;
            sum += (bytes[i] & 0xFF) << 8 | low;
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return ~sum & 0xFFFF;
    }

    private static byte[] address(String text) {
        var bytes = new byte[4];
        String[] numbers = text.split("\\.", -1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return bytes;
    }
}
