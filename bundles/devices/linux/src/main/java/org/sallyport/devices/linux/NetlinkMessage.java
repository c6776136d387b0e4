// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.packet.Ipv4Address;

/** An answer from rtnetlink: its type, its fixed part, and its attributes by number. Reads the kernel's byte order. */
final class NetlinkMessage {
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int TYPE_MASK = 0x3FFF;

    private final int type;
    private final ByteBuffer body;
    private final Map<Integer, ByteBuffer> attributes = new HashMap<>();

    /** @param body what stands behind the header; copied */
    NetlinkMessage(int type, ByteBuffer body) {
        this.type = type;
        this.body = ByteBuffer.allocate(body.remaining())
                .order(ByteOrder.nativeOrder())
                .put(body)
                .flip();
    }

    /** Reads the attributes that stand behind a fixed part of that many bytes. */
    NetlinkMessage withAttributes(int fixedBytes) {
        int at = fixedBytes;
        while (at + ATTRIBUTE_HEADER <= body.limit()) {
            int length = body.getShort(at) & 0xFFFF;
            if (length < ATTRIBUTE_HEADER || at + length > body.limit()) {
                break;
            }
            var value = body.slice(at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER);
            attributes.put(body.getShort(at + 2) & TYPE_MASK, value.order(ByteOrder.nativeOrder()));
            at += length + Integer.BYTES - 1 & -Integer.BYTES;
        }
        return this;
    }

    int type() {
        return type;
    }

    int u8(int offset) {
        return body.get(offset) & 0xFF;
    }

    int i32(int offset) {
        return body.getInt(offset);
    }

    boolean has(int attribute) {
        return attributes.containsKey(attribute);
    }

    /** The attribute's bytes, none if it is missing. */
    ByteBuffer bytes(int attribute) {
        return attributes.getOrDefault(attribute, ByteBuffer.allocate(0));
    }

    /** The attribute as a number of 8 or 32 bits, 0 if it is missing. */
    int number(int attribute) {
        ByteBuffer value = bytes(attribute);
        return switch (value.limit()) {
            case 1 -> value.get(0) & 0xFF;
            case Integer.BYTES -> value.getInt(0);
            default -> 0;
        };
    }

    /** The attribute as an address, 0.0.0.0 if it is missing. */
    Ipv4Address address(int attribute) {
        ByteBuffer value = bytes(attribute);
        return value.limit() == Integer.BYTES
                ? new Ipv4Address(value.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0))
                : Ipv4Address.ANY;
    }

    /** The attribute as text, without the zero at its end. */
    String text(int attribute) {
        ByteBuffer value = bytes(attribute).duplicate();
        var text = new byte[value.remaining()];
        value.get(text);
        return new String(text, StandardCharsets.UTF_8).replace("\0", "");
    }
}
