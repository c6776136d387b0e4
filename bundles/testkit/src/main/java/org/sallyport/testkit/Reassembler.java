// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes whole packets of fragments (RFC 791, 3.2), and is strict: no overlap, no second end, no wrong checksum. */
public final class Reassembler {
    private static final int MORE = 0x2000;
    private static final int OFFSET = 0x1FFF;
    private static final int PAIR = 8; // source and destination

    private Reassembler() {}

    /** The whole packets, in the order of their first fragments. @throws IllegalArgumentException if one is not complete */
    public static List<byte[]> join(List<byte[]> packets) {
        Map<ByteBuffer, List<byte[]>> groups = new LinkedHashMap<>();
        List<byte[]> singles = new ArrayList<>();
        for (byte[] packet : packets) {
            if (ClearPacket.checksum(packet, header(packet)) != 0) {
                throw new IllegalArgumentException("wrong checksum");
            }
            if ((flags(packet) & (MORE | OFFSET)) == 0) {
                singles.add(packet);
            } else {
                ByteBuffer key = ByteBuffer.allocate(PAIR + 3);
                key.put(packet, 12, PAIR).put(packet[9]).put(packet, 4, 2).flip();
                groups.computeIfAbsent(key, none -> new ArrayList<>()).add(packet);
            }
        }
        groups.values().forEach(group -> singles.add(whole(group)));
        return singles;
    }

    private static byte[] whole(List<byte[]> fragments) {
        var payload = new byte[65_535];
        var filled = new boolean[payload.length];
        byte[] first = {};
        int end = -1;
        for (byte[] fragment : fragments) {
            int at = (flags(fragment) & OFFSET) * 8;
            int bytes = fragment.length - header(fragment);
            for (int i = at; i < at + bytes; i++) {
                require(!filled[i], "overlap at " + i);
                filled[i] = true;
            }
            System.arraycopy(fragment, header(fragment), payload, at, bytes);
            first = at == 0 ? fragment : first;
            if ((flags(fragment) & MORE) == 0) {
                require(end < 0, "two ends");
                end = at + bytes;
            } else {
                require(bytes % 8 == 0, "a fragment of " + bytes + " bytes");
            }
        }
        require(first.length > 0, "no first fragment");
        for (int i = 0; i < payload.length; i++) {
            require(filled[i] == i < end, "hole, or too much, at " + i);
        }
        int header = header(first);
        byte[] packet = Arrays.copyOf(first, header + end);
        System.arraycopy(payload, 0, packet, header, end);
        ByteBuffer fields = ByteBuffer.wrap(packet);
        fields.putShort(2, (short) packet.length).putShort(6, (short) 0).putShort(10, (short) 0);
        fields.putShort(10, (short) ClearPacket.checksum(packet, header));
        return packet;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static int header(byte[] packet) {
        return (packet[0] & 0x0F) * 4;
    }

    private static int flags(byte[] packet) {
        return ByteBuffer.wrap(packet).getShort(6);
    }
}
