// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import java.util.Arrays;

/**
 * The fragments that a packet falls into (RFC 791, 3.2). A fragment falls into fragments of the same packet. Options that
 * belong into the first fragment only become "no operation" in the others. Pure functions.
 */
public final class Ipv4Fragments {
    private static final int UNIT = 8; // RFC 791, 3.1: "measured in units of 8 octets"
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;
    private static final int COPIED = 0x80; // RFC 791, 3.1: "the option is copied into all fragments on fragmentation"

    private Ipv4Fragments() {}

    /**
     * How many there are.
     *
     * @param whole a whole IPv4 packet
     * @param largest bytes that one may have
     * @return 0 if nothing fits
     */
    public static int count(Packet whole, int largest) {
        int header = Ipv4Header.headerLength(whole.buffer(), whole.offset());
        int share = share(header, largest);
        return share <= 0 ? 0 : (whole.length() - header + share - 1) / share;
    }

    /** Bytes of payload in each but the last. */
    private static int share(int header, int largest) {
        return (largest - header) / UNIT * UNIT;
    }

    /**
     * Writes one of them.
     *
     * @param index from 0 to below {@link #count}
     * @param piece has room for it; it becomes the fragment
     */
    public static void write(Packet whole, int index, int largest, Packet piece) {
        byte[] from = whole.buffer();
        int header = Ipv4Header.headerLength(from, whole.offset());
        int share = share(header, largest);
        int begin = header + index * share;
        int bytes = Math.min(share, whole.length() - begin);
        boolean last = begin + bytes == whole.length();
        piece.clear();
        piece.length(header + bytes);
        byte[] to = piece.buffer();
        System.arraycopy(from, whole.offset(), to, piece.offset(), header);
        System.arraycopy(from, whole.offset() + begin, to, piece.offset() + header, bytes);
        if (index > 0) {
            dropOptions(to, piece.offset() + Ipv4Header.MIN_LENGTH, piece.offset() + header);
        }
        Ipv4Header.fragment(
                to,
                piece.offset(),
                piece.length(),
                Ipv4Header.fragmentOffset(from, whole.offset()) + index * share,
                !last || Ipv4Header.moreFragments(from, whole.offset()));
    }

    private static void dropOptions(byte[] buffer, int from, int to) {
        int index = from;
        while (index < to) {
            int type = BigEndian.u8(buffer, index);
            if (type == END_OF_OPTIONS) {
                return;
            }
            int length = type == NO_OPERATION || index + 1 == to ? 1 : BigEndian.u8(buffer, index + 1);
            if (length < 1 || length > to - index) {
                return; // nobody can read what follows
            }
            if ((type & COPIED) == 0) {
                Arrays.fill(buffer, index, index + length, (byte) NO_OPERATION);
            }
            index += length;
        }
    }
}
