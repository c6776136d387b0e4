// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Packet;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** Packets that a sender's SA may get: between the gateways, so that they do in either mode. */
final class Samples {
    static final int ROOM = 128;
    private static final int HEADER = 20;

    private Samples() {}

    /** Every field of the header has a value of its own. */
    static ClearPacket header() {
        return new ClearPacket(Suite.SENDER, Suite.RECEIVER, 0xB9, 0x1234, 0x4000, 61);
    }

    /** A packet with that many bytes of payload. */
    static byte[] packet(int payload) {
        return header().carrying(253, Rounds.bytes(new SplittableRandom(payload), payload));
    }

    /** The packet with options, hexadecimal digits, whole words of four bytes. */
    static byte[] withOptions(byte[] packet, String digits) {
        byte[] options = HexFormat.of().parseHex(digits.replace(" ", ""));
        var longer = new byte[packet.length + options.length];
        System.arraycopy(packet, 0, longer, 0, HEADER);
        System.arraycopy(options, 0, longer, HEADER, options.length);
        System.arraycopy(packet, HEADER, longer, HEADER + options.length, packet.length - HEADER);
        longer[0] = (byte) (0x45 + options.length / 4);
        BigEndian.putU16(longer, 2, longer.length);
        return checked(longer);
    }

    /** The packet with the checksum that its header should have. */
    static byte[] checked(byte[] packet) {
        byte[] right = packet.clone();
        BigEndian.putU16(right, 10, 0);
        BigEndian.putU16(right, 10, ClearPacket.checksum(right, headerLength(right)));
        return right;
    }

    static int headerLength(byte[] packet) {
        return (packet[0] & 0x0F) * 4;
    }

    static Packet roomy(byte[] packet) {
        return Packet.copyOf(packet, ROOM, ROOM);
    }

    /** Another value of one byte. */
    static byte[] changed(byte[] packet, int index, int bits) {
        byte[] other = Arrays.copyOf(packet, packet.length);
        other[index] ^= (byte) bits;
        return other;
    }
}
