// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * View of the header in front of each packet of a TUN with offloads (virtio 1.1, 5.1.6), in the machine's byte order:
 *
 * <pre>
 * | flags 1 | segmentation type 1 | header length 2 | segment size 2 | checksum start 2 | checksum offset 2 |
 * </pre>
 */
final class VirtioHeader {
    /** Bytes of it. */
    static final int LENGTH = Native.VIRTIO_HEADER;

    /** The transport checksum holds the sum of the pseudo header only, and is to be completed. */
    static final int NEEDS_CHECKSUM = 1;
    /** The transport checksum was found right. */
    static final int DATA_VALID = 2;

    static final int NO_SEGMENTS = 0;
    static final int TCP4 = 1;
    /** UDP datagrams of one size. */
    static final int UDP = 5;

    private static final int TYPE_MASK = 0x7F; // the highest bit: ECN
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    private VirtioHeader() {}

    static boolean needsChecksum(byte[] buffer, int offset) {
        return (buffer[offset] & NEEDS_CHECKSUM) != 0;
    }

    static int type(byte[] buffer, int offset) {
        return buffer[offset + 1] & TYPE_MASK;
    }

    /** Bytes of payload in each segment but the last. */
    static int segmentSize(byte[] buffer, int offset) {
        return get(buffer, offset + 4);
    }

    /** Where the checksummed part begins, from the packet's first byte. */
    static int checksumStart(byte[] buffer, int offset) {
        return get(buffer, offset + 6);
    }

    /** Where the checksum stands, from there. */
    static int checksumOffset(byte[] buffer, int offset) {
        return get(buffer, offset + 8);
    }

    static void write(
            byte[] buffer,
            int offset,
            int flags,
            int type,
            int headerLength,
            int segmentSize,
            int checksumStart,
            int checksumOffset) {
        buffer[offset] = (byte) flags;
        buffer[offset + 1] = (byte) type;
        SHORT.set(buffer, offset + 2, (short) headerLength);
        SHORT.set(buffer, offset + 4, (short) segmentSize);
        SHORT.set(buffer, offset + 6, (short) checksumStart);
        SHORT.set(buffer, offset + 8, (short) checksumOffset);
    }

    private static int get(byte[] buffer, int index) {
        return (short) SHORT.get(buffer, index) & 0xFFFF;
    }
}
