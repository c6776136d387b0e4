// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;

/** The IPv4 header that tunnel mode puts in front of a packet (RFC 4301, 5.1.2). */
public final class OuterHeader {
    private static final int TTL = 64;
    private static final int IDENTIFICATIONS = 0xFFFF;

    private OuterHeader() {}

    /**
     * Writes the header where the packet begins; its lengths are those of the packet.
     *
     * @param inner index of the inner packet's header
     * @param sequence of the packet
     */
    public static void write(Packet packet, OutboundSa sa, int inner, long sequence) {
        byte[] buffer = packet.buffer();
        boolean dontFragment = switch (sa.dontFragment()) {
            case COPY -> Ipv4Header.dontFragment(buffer, inner);
            case SET -> true;
            case CLEAR -> false;
        };
        Ipv4Header.write(
                buffer,
                packet.offset(),
                packet.length(),
                Ipv4Header.typeOfService(buffer, inner),
                identification(sequence),
                dontFragment,
                TTL,
                sa.protocol(),
                sa.local(),
                sa.remote());
    }

    /** An identification that is never 0: a system that sees 0 puts in one of its own, and AH covers it. */
    public static int identification(long sequence) {
        return (int) (sequence % IDENTIFICATIONS) + 1;
    }
}
