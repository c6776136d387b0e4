// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
        int[] lengths = {40, 2_048, 2_049, 65_535, 1_500};
        for (int round = 0; round < 200; round++) { // every place of the ring is used for each of them
            for (int i = 0; i < lengths.length; i++) {
                assertThat(handoff.offer(packet(lengths[i], round + i), i % 2 == 0))
                        .isNotEqualTo(Handoff.Offer.REFUSED);
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
        while (handoff.offer(packet(100, 1), true) != Handoff.Offer.REFUSED) {
            taken++;
        }
        assertThat(taken).isEqualTo(256);
        handoff.release(1);
        assertThat(handoff.offer(packet(100, 1), true)).isEqualTo(Handoff.Offer.BEHIND_OTHERS);
    }

    /** Whoever reads looks, and sleeps if there is nothing: the packet that comes in between must wake it. */
    @Test
    void aReaderThatSleepsIsAlwaysWoken() throws Exception {
        int packets = 300_000;
        var bell = new Semaphore(0);
        var reader = CompletableFuture.supplyAsync(() -> read(packets, bell));
        Packet packet = packet(40, 1);
        for (int sent = 0; sent < packets && !reader.isDone(); ) {
            Handoff.Offer offer = handoff.offer(packet, true);
            if (offer == Handoff.Offer.FIRST) {
                bell.release();
            }
            sent += offer == Handoff.Offer.REFUSED ? 0 : 1;
        }
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo(packets);
    }

    /** @return how many came until all had, or none for a second */
    private int read(int packets, Semaphore bell) {
        int got = 0;
        while (got < packets) {
            int waiting = handoff.size();
            if (waiting > 0) {
                handoff.release(1);
                got++;
            } else if (!acquire(bell)) {
                return got;
            }
        }
        return got;
    }

    private static boolean acquire(Semaphore bell) {
        try {
            return bell.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
