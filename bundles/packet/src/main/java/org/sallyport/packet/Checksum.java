// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

/** The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words. */
public final class Checksum {
    private Checksum() {}

    /** The checksum over a range, 0 over a range that contains its own correct checksum. */
    public static int of(byte[] buffer, int offset, int length) {
        return finish(sum(buffer, offset, length));
    }

    /** The sum over a range, not folded: sums of ranges of even length may be added. */
    public static long sum(byte[] buffer, int offset, int length) {
        long sum = 0;
        int index = offset;
        int end = offset + length;
        for (; index + 15 < end; index += 16) {
            long first = BigEndian.i64(buffer, index);
            long second = BigEndian.i64(buffer, index + 8);
            sum += (first >>> 32) + (first & 0xFFFFFFFFL) + (second >>> 32) + (second & 0xFFFFFFFFL);
        }
        for (; index + 3 < end; index += 4) {
            sum += BigEndian.i32(buffer, index) & 0xFFFFFFFFL;
        }
        if (index + 1 < end) {
            sum += BigEndian.u16(buffer, index);
            index += 2;
        }
        if (index < end) {
            sum += (long) BigEndian.u8(buffer, index) << 8;
        }
        return sum;
    }

    /** The sum of the pseudo header of UDP and TCP over IPv4 (RFC 768, RFC 793). */
    public static long pseudoHeader(int source, int destination, int protocol, int length) {
        return (source & 0xFFFFFFFFL) + (destination & 0xFFFFFFFFL) + protocol + length;
    }

    /** The checksum after one of its words changed: RFC 1624, 3, "HC' = ~(~HC + ~m + m')". */
    public static int changed(int checksum, int before, int after) {
        return finish((long) (~checksum & 0xFFFF) + (~before & 0xFFFF) + after);
    }

    /** Folds a sum to 16 bits and complements it. */
    public static int finish(long sum) {
        long folded = (sum >>> 32) + (sum & 0xFFFFFFFFL);
        while (folded >>> 16 != 0) {
            folded = (folded >>> 16) + (folded & 0xFFFF);
        }
        return (int) (~folded & 0xFFFF);
    }
}
