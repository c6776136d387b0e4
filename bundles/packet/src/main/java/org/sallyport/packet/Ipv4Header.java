// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/**
 * View of an IPv4 header (RFC 791, 3.1) inside an array; addresses are 32-bit numbers.
 *
 * <pre>
 *  0               1               2               3
 * +-------+-------+---------------+-------------------------------+
 * |Version|  IHL  |Type of Service|          Total Length         |
 * |         Identification        |Flags|     Fragment Offset     |
 * |  Time to Live |    Protocol   |        Header Checksum        |
 * |                       Source Address                          |
 * |                    Destination Address                        |
 * +---------------------------------------------------------------+
 * </pre>
 */
public final class Ipv4Header {
    /** Bytes of a header without options. */
    public static final int MIN_LENGTH = 20;

    private static final int TOTAL_LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    private static final int FLAGS = 6;
    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int FRAGMENT = 0x3FFF;

    private Ipv4Header() {}

    /**
     * Whether a whole IPv4 packet stands there: version, header length and total length agree with the bytes present.
     * Bytes behind the total length are allowed: some links pad.
     */
    public static boolean isValid(byte[] buffer, int offset, int length) {
        if (length < MIN_LENGTH || BigEndian.u8(buffer, offset) >>> 4 != 4) {
            return false;
        }
        int header = headerLength(buffer, offset);
        int total = totalLength(buffer, offset);
        return header >= MIN_LENGTH && total >= header && total <= length;
    }

    /** Bytes of the header, options included. */
    public static int headerLength(byte[] buffer, int offset) {
        return (buffer[offset] & 0x0F) * 4;
    }

    public static int typeOfService(byte[] buffer, int offset) {
        return BigEndian.u8(buffer, offset + 1);
    }

    /** Bytes of header and payload. */
    public static int totalLength(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset + TOTAL_LENGTH);
    }

    public static boolean dontFragment(byte[] buffer, int offset) {
        return (BigEndian.u16(buffer, offset + FLAGS) & DONT_FRAGMENT) != 0;
    }

    /** Whether this is a fragment: "more fragments" is set, or its offset is not zero. */
    public static boolean isFragment(byte[] buffer, int offset) {
        return (BigEndian.u16(buffer, offset + FLAGS) & FRAGMENT) != 0;
    }

    public static int identification(byte[] buffer, int offset) {
        return BigEndian.u16(buffer, offset + IDENTIFICATION);
    }

    /** Sets the identification to the lower 16 bits of a number; the checksum does not follow. */
    public static void identification(byte[] buffer, int offset, int value) {
        BigEndian.putU16(buffer, offset + IDENTIFICATION, value);
    }

    public static int timeToLive(byte[] buffer, int offset) {
        return BigEndian.u8(buffer, offset + TTL);
    }

    public static int protocol(byte[] buffer, int offset) {
        return BigEndian.u8(buffer, offset + PROTOCOL);
    }

    public static int source(byte[] buffer, int offset) {
        return BigEndian.i32(buffer, offset + SOURCE);
    }

    public static int destination(byte[] buffer, int offset) {
        return BigEndian.i32(buffer, offset + DESTINATION);
    }

    /** Sets the total length, in bytes, and the protocol, and the checksum accordingly; options stay. */
    public static void payload(byte[] buffer, int offset, int totalLength, int protocol) {
        BigEndian.putU16(buffer, offset + TOTAL_LENGTH, totalLength);
        BigEndian.putU8(buffer, offset + PROTOCOL, protocol);
        BigEndian.putU16(buffer, offset + CHECKSUM, 0);
        BigEndian.putU16(buffer, offset + CHECKSUM, Checksum.of(buffer, offset, headerLength(buffer, offset)));
    }

    /**
     * Writes a header without options, checksum included.
     *
     * @param totalLength bytes of this header and its payload
     */
    public static void write(
            byte[] buffer,
            int offset,
            int totalLength,
            int typeOfService,
            int identification,
            boolean dontFragment,
            int timeToLive,
            int protocol,
            int source,
            int destination) {
        BigEndian.putU8(buffer, offset, 0x45);
        BigEndian.putU8(buffer, offset + 1, typeOfService);
        BigEndian.putU16(buffer, offset + TOTAL_LENGTH, totalLength);
        BigEndian.putU16(buffer, offset + IDENTIFICATION, identification);
        BigEndian.putU16(buffer, offset + FLAGS, dontFragment ? DONT_FRAGMENT : 0);
        BigEndian.putU8(buffer, offset + TTL, timeToLive);
        BigEndian.putU8(buffer, offset + PROTOCOL, protocol);
        BigEndian.putU16(buffer, offset + CHECKSUM, 0);
        BigEndian.putI32(buffer, offset + SOURCE, source);
        BigEndian.putI32(buffer, offset + DESTINATION, destination);
        BigEndian.putU16(buffer, offset + CHECKSUM, Checksum.of(buffer, offset, MIN_LENGTH));
    }
}
