// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import org.sallyport.ipsec.Authenticator;
import org.sallyport.packet.BigEndian;

/** Options of an IPv4 header (RFC 791, 3.1), as an ICV sees them: from an index to the end of the header. */
final class Ipv4Options {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int LOOSE_SOURCE_ROUTE = 131;
    private static final int STRICT_SOURCE_ROUTE = 137;
    private static final int TYPE_AND_LENGTH = 2;
    private static final int POINTER = 2;

    private Ipv4Options() {}

    /** Whether each option ends where the next one begins. */
    static boolean areValid(byte[] buffer, int from, int end) {
        for (int at = from; at < end; at += length(buffer, at, end)) {
            if (length(buffer, at, end) == 0) {
                return false;
            }
        }
        return true;
    }

    /** Bytes of one option; 0 if it is malformed. What stands behind the end of all options belongs to that end. */
    private static int length(byte[] buffer, int at, int end) {
        int type = BigEndian.u8(buffer, at);
        if (type == END) {
            return end - at;
        }
        if (type == NO_OPERATION) {
            return 1;
        }
        int length = at + 1 < end ? BigEndian.u8(buffer, at + 1) : 0;
        return length >= TYPE_AND_LENGTH && length <= end - at ? length : 0;
    }

    /** RFC 4302, 3.3.3.1.1.2: "the entire option is viewed as a unit", and zeroed if anything in it may change. */
    static void authenticate(Authenticator icv, byte[] buffer, int from, int end) {
        for (int at = from; at < end; at += length(buffer, at, end)) {
            int length = length(buffer, at, end);
            if (isImmutable(BigEndian.u8(buffer, at))) {
                icv.update(buffer, at, length);
            } else {
                icv.updateZeros(length);
            }
        }
    }

    /** RFC 4302, A1: end, no operation, the three security options, router alert, multi-destination delivery. */
    private static boolean isImmutable(int type) {
        return switch (type) {
            case END, NO_OPERATION, 130, 133, 134, 148, 149 -> true;
            default -> false;
        };
    }

    /**
     * Where the packet goes in the end: the last address of a source route that is not used up, or else where its header
     * says. RFC 4302, 3.3.3.1.1.1: the destination is "mutable but predictable".
     */
    static int finalDestination(byte[] buffer, int from, int end, int destination) {
        for (int at = from; at < end; at += length(buffer, at, end)) {
            int type = BigEndian.u8(buffer, at);
            if (type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE) {
                int length = length(buffer, at, end);
                boolean open = length > POINTER + Integer.BYTES && BigEndian.u8(buffer, at + POINTER) < length;
                return open ? BigEndian.i32(buffer, at + length - Integer.BYTES) : destination;
            }
        }
        return destination;
    }
}
