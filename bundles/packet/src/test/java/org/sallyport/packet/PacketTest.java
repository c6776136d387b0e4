// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PacketTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    @Test
    void itGrowsIntoItsHeadroomAndNoFurther() {
        var packet = Packet.copyOf(BYTES, 10, 4);
        assertThat(packet.headroom()).isEqualTo(10);
        assertThat(packet.tailroom()).isEqualTo(4);

        packet.prepend(10);
        assertThat(packet.offset()).isZero();
        assertThat(packet.length()).isEqualTo(15);
        assertThatThrownBy(() -> packet.prepend(1)).isInstanceOf(IllegalArgumentException.class);
        packet.prepend(-10);
        assertThat(packet.toByteArray()).isEqualTo(BYTES);
        assertThatThrownBy(() -> packet.prepend(-6)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsWindowStaysInsideItsRegion() {
        var slab = new byte[300];
        var packet = new Packet(slab, 100, 100, 20);
        packet.window(100, 100);

        assertThatThrownBy(() -> packet.window(99, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.window(150, 51)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.window(150, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.length(101)).isInstanceOf(IllegalArgumentException.class);
        assertThat(packet.length()).isEqualTo(100);
        packet.clear();
        assertThat(packet.offset()).isEqualTo(120);
        assertThat(packet.length()).isZero();
    }

    @Test
    void aRegionOutsideItsArrayIsRefused() {
        assertThatThrownBy(() -> new Packet(new byte[10], 5, 6, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Packet(new byte[10], 0, 5, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Packet(new byte[10], -1, 5, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itTakesACopyOfAnother() {
        var packet = new Packet(new byte[20], 0, 20, 4);

        packet.set(Packet.copyOf(BYTES, 1, 0));

        assertThat(packet.toByteArray()).isEqualTo(BYTES);
        assertThat(packet.offset()).isEqualTo(4);
        assertThatThrownBy(() -> packet.set(new byte[17], 0, 17)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePacketsOfABatchShareASlabAndDoNotOverlap() {
        var batch = PacketBatch.allocate(4, 32, 8);
        for (int i = 0; i < 4; i++) {
            batch.get(i).set(BYTES, 0, BYTES.length);
            assertThat(batch.get(i).headroom()).isEqualTo(8);
        }
        batch.size(4);
        batch.get(1).window(32, 32);
        java.util.Arrays.fill(batch.get(1).buffer(), 32, 64, (byte) 9);

        assertThat(batch.isFull()).isTrue();
        assertThat(batch.get(0).buffer()).isSameAs(batch.get(3).buffer());
        assertThat(batch.get(0).toByteArray()).isEqualTo(BYTES);
        assertThat(batch.get(2).toByteArray()).isEqualTo(BYTES);
        assertThatThrownBy(() -> batch.size(5)).isInstanceOf(IllegalArgumentException.class);
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.capacity()).isEqualTo(4);
    }
}
