// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.packet.Packet;

final class HandoffTest {
    private final Handoff handoff = new Handoff();

    private static Packet packet(int length, int content) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) content);
        return Packet.copyOf(bytes, 0, 0);
    }

    /** What the kernel joins of fragments is as long as IPv4 allows. */
    @Test
    void packetsOfAnySizeGoThroughInTheirOrder() {
        int[] lengths = {40, 9_216, 9_217, 65_535, 1_500};
        for (int round = 0; round < 200; round++) { // every place of the ring is used for each of them
            for (int i = 0; i < lengths.length; i++) {
                assertThat(handoff.offer(packet(lengths[i], round + i), i % 2 == 0))
                        .isTrue();
            }
            assertThat(handoff.size()).isEqualTo(lengths.length);
            for (int i = 0; i < lengths.length; i++) {
                Packet got = handoff.get(i);
                assertThat(got.length()).isEqualTo(lengths[i]);
                assertThat(got.buffer()[got.offset()]).isEqualTo((byte) (round + i));
                assertThat(got.buffer()[got.limit() - 1]).isEqualTo((byte) (round + i));
                assertThat(got.headroom()).isPositive();
                assertThat(handoff.cameFromInside(i)).isEqualTo(i % 2 == 0);
            }
            handoff.release(lengths.length);
        }
    }

    @Test
    void whatFindsNoRoomIsRefused() {
        int taken = 0;
        while (handoff.offer(packet(100, 1), true)) {
            taken++;
        }
        assertThat(taken).isEqualTo(256);
        handoff.release(1);
        assertThat(handoff.offer(packet(100, 1), true)).isTrue();
    }
}
