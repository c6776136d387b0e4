// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.sallyport.packet.Ipv4Address;

/** A request to rtnetlink under construction (netlink(7), rtnetlink(7)): a header, a fixed part, attributes. */
final class NetlinkRequest {
    static final int REPLACE = 0x100;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;

    /** Bytes of struct nlmsghdr: length, type, flags, sequence number, port. */
    static final int HEADER = 16;

    private static final int REQUEST = 0x1;
    private static final int ACKNOWLEDGE = 0x4;
    private static final int DUMP = 0x300;
    private static final int ATTRIBUTE_HEADER = 4;

    private final ByteBuffer buffer =
            ByteBuffer.allocate(Native.MAX_NETLINK_REQUEST).order(ByteOrder.nativeOrder());

    private NetlinkRequest(int type, int flags) {
        buffer.putInt(0).putShort((short) type).putShort((short) (REQUEST | flags));
        buffer.putInt(0).putInt(0);
    }

    /** Asks for all objects of a kind. */
    static NetlinkRequest dump(int type) {
        return new NetlinkRequest(type, DUMP);
    }

    /** Changes an object. */
    static NetlinkRequest change(int type, int flags) {
        return new NetlinkRequest(type, ACKNOWLEDGE | flags);
    }

    NetlinkRequest u8(int... values) {
        for (int value : values) {
            buffer.put((byte) value);
        }
        return this;
    }

    NetlinkRequest u32(int... values) {
        for (int value : values) {
            buffer.putInt(value);
        }
        return this;
    }

    /** A 32-bit number in the machine's byte order. */
    NetlinkRequest attribute(int type, int value) {
        attributeHeader(type, Integer.BYTES);
        buffer.putInt(value);
        return this;
    }

    /** An address, in network byte order. */
    NetlinkRequest attribute(int type, Ipv4Address address) {
        attributeHeader(type, Integer.BYTES);
        buffer.order(ByteOrder.BIG_ENDIAN).putInt(address.value()).order(ByteOrder.nativeOrder());
        return this;
    }

    NetlinkRequest attribute(int type, byte value) {
        attributeHeader(type, 1);
        buffer.put(value);
        return pad();
    }

    NetlinkRequest attribute(int type, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        attributeHeader(type, bytes.length + 1);
        buffer.put(bytes).put((byte) 0);
        return pad();
    }

    private void attributeHeader(int type, int bytes) {
        buffer.putShort((short) (ATTRIBUTE_HEADER + bytes)).putShort((short) type);
    }

    private NetlinkRequest pad() {
        while (buffer.position() % Integer.BYTES != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    /** The bytes of the finished request. */
    byte[] toByteArray() {
        buffer.putInt(0, buffer.position());
        var bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }
}
