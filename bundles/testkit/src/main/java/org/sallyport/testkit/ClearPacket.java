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
    private static final int TCP = 6;
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

    /** A TCP segment (RFC 793) with these flags, options and data. Its options are a multiple of 4 bytes. */
    public byte[] tcp(int tcpFlags, byte[] options, byte[] data) {
        ByteBuffer tcp = ByteBuffer.allocate(HEADER + options.length + data.length);
        tcp.putShort((short) 40_000).putShort((short) 80).putInt(0x01020304).putInt(0x05060708);
        tcp.put((byte) ((HEADER + options.length) / 4 << 4))
                .put((byte) tcpFlags)
                .putShort((short) 0xFFFF);
        tcp.putInt(0).put(options).put(data);
        byte[] packet = carrying(TCP, tcp.array());
        int sum = transportChecksum(packet);
        packet[HEADER + 16] = (byte) (sum >> 8);
        packet[HEADER + 17] = (byte) sum;
        return packet;
    }

    /** The checksum of a packet's transport protocol, pseudo header included: 0 if the packet contains its right one. */
    public static int transportChecksum(byte[] packet) {
        int header = (packet[0] & 0x0F) * 4;
        ByteBuffer summed = ByteBuffer.allocate(12 + packet.length - header);
        summed.put(packet, 12, 8).put((byte) 0).put(packet[9]).putShort((short) (packet.length - header));
        summed.put(packet, header, packet.length - header);
        return checksum(summed.array(), summed.capacity());
    }

    /** The packet with these options in its header, a multiple of 4 bytes. */
    public static byte[] withOptions(byte[] packet, byte[] options) {
        ByteBuffer longer = ByteBuffer.allocate(packet.length + options.length);
        longer.put(packet, 0, HEADER).put(options).put(packet, HEADER, packet.length - HEADER);
        longer.put(0, (byte) (0x45 + options.length / 4)).putShort(2, (short) longer.capacity());
        longer.putShort(10, (short) 0);
        longer.putShort(10, (short) checksum(longer.array(), HEADER + options.length));
        return longer.array();
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
