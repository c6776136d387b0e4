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
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1FFF;
    private static final int FRAGMENT_UNIT = 8;
    private static final int CONGESTION = 3; // both bits: "congestion experienced" (RFC 3168, 5)

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
        return (BigEndian.u16(buffer, offset + FLAGS) & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0;
    }

    /** Whether this is a fragment, and not the last one. */
    public static boolean moreFragments(byte[] buffer, int offset) {
        return (BigEndian.u16(buffer, offset + FLAGS) & MORE_FRAGMENTS) != 0;
    }

    /** Where the payload belongs in that of the whole packet, in bytes. */
    public static int fragmentOffset(byte[] buffer, int offset) {
        return (BigEndian.u16(buffer, offset + FLAGS) & FRAGMENT_OFFSET) * FRAGMENT_UNIT;
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
        sum(buffer, offset);
    }

    /**
     * Makes the packet a fragment, checksum included; it may be cut further.
     *
     * @param position where its payload belongs, in bytes, a multiple of 8
     * @param more whether it is not the last
     */
    static void fragment(byte[] buffer, int offset, int totalLength, int position, boolean more) {
        BigEndian.putU16(buffer, offset + TOTAL_LENGTH, totalLength);
        int units = position / FRAGMENT_UNIT & FRAGMENT_OFFSET;
        BigEndian.putU16(buffer, offset + FLAGS, units | (more ? MORE_FRAGMENTS : 0));
        sum(buffer, offset);
    }

    /**
     * Tells an inner packet of congestion that its outer one met. RFC 4301, 5.1.2.1: if the inner header is ECN-capable and
     * the outer one has "congestion experienced", the inner one gets it, too; the checksum follows.
     */
    public static void inheritCongestion(byte[] buffer, int outer, int inner) {
        int congestion = buffer[inner + 1] & CONGESTION;
        if ((buffer[outer + 1] & CONGESTION) == CONGESTION && congestion != 0 && congestion != CONGESTION) {
            int before = BigEndian.u16(buffer, inner);
            buffer[inner + 1] |= CONGESTION;
            BigEndian.putU16(
                    buffer,
                    inner + CHECKSUM,
                    Checksum.changed(BigEndian.u16(buffer, inner + CHECKSUM), before, BigEndian.u16(buffer, inner)));
        }
    }

    private static void sum(byte[] buffer, int offset) {
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
