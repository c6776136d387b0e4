// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A judge of fragments is worth what it finds. */
final class ReassemblerTest {
    private static final int HEADER = 20;
    private static final int MORE = 0x2000;

    private final byte[] whole = ClearPacket.from("10.1.0.1").to("10.2.0.1").udp(1, 2, new byte[100]);

    /** A part of the packet's payload as a fragment. */
    private byte[] piece(int from, int to, boolean more) {
        byte[] fragment = new byte[HEADER + to - from];
        System.arraycopy(whole, 0, fragment, 0, HEADER);
        System.arraycopy(whole, HEADER + from, fragment, HEADER, to - from);
        ByteBuffer fields = ByteBuffer.wrap(fragment);
        fields.putShort(2, (short) fragment.length);
        fields.putShort(6, (short) (from / 8 | (more ? MORE : 0))).putShort(10, (short) 0);
        fields.putShort(10, (short) ClearPacket.checksum(fragment, HEADER));
        return fragment;
    }

    private int payload() {
        return whole.length - HEADER;
    }

    @Test
    void fragmentsInAnyOrderBecomeThePacketAgain() {
        List<byte[]> joined =
                Reassembler.join(List.of(piece(64, payload(), false), piece(0, 48, true), piece(48, 64, true)));

        assertThat(joined).hasSize(1);
        assertThat(joined.get(0)).isEqualTo(whole);
    }

    @Test
    void aPacketThatIsNoFragmentIsItself() {
        assertThat(Reassembler.join(List.of(whole))).containsExactly(whole);
    }

    @Test
    void everyFaultIsFound() {
        faulty("no first fragment", piece(64, payload(), false));
        faulty("hole", piece(0, 48, true), piece(64, payload(), false));
        faulty("hole", piece(0, 48, true));
        faulty("overlap", piece(0, 48, true), piece(40, payload(), false));
        faulty("two ends", piece(0, 48, true), piece(48, 56, false), piece(56, payload(), false));
        faulty("a fragment of 50 bytes", piece(0, 50, true), piece(56, payload(), false));
        byte[] damaged = piece(0, 48, true);
        damaged[8] ^= 1;
        faulty("wrong checksum", damaged, piece(48, payload(), false));
    }

    private static void faulty(String fault, byte[]... fragments) {
        assertThatThrownBy(() -> Reassembler.join(List.of(fragments)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(fault);
    }
}
