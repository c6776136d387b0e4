// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

final class OutletTest {
    private final List<Integer> sent = new ArrayList<>();
    private final DropCounters drops = new DropCounters();
    private boolean fails;
    private int taken = 1_000;
    private final Outlet outlet = new Outlet(
            new Device.Port() {
                @Override
                public void receive(PacketBatch batch) {}

                @Override
                public int send(PacketBatch batch) {
                    if (fails) {
                        throw new IllegalStateException("a device that fails");
                    }
                    for (int i = 0; i < batch.size(); i++) {
                        sent.add((int) batch.get(i).buffer()[batch.get(i).offset()]);
                    }
                    return Math.min(taken, batch.size());
                }
            },
            drops);

    @Test
    void whatIsBorrowedAndAddedLeavesInOrderHoweverMuchItIs() {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Packet packet = outlet.borrow();
            packet.length(1);
            packet.buffer()[packet.offset()] = (byte) (i % 100);
            outlet.add(packet);
            expected.add(i % 100);
        }
        outlet.flush();
        outlet.flush();
        assertThat(sent).isEqualTo(expected);
    }

    /** As a datagram that is cut in several: each piece is borrowed and added while packets of others wait. */
    @Test
    void whatIsLentStaysWhatItIsWhenOthersLeaveBeforeIt() {
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < Worker.BATCH - 1; i++) {
            outlet.add(Packet.copyOf(new byte[] {(byte) 99}, 0, 0));
            expected.add(99);
        }
        for (int i = 0; i < 7; i++) {
            Packet piece = outlet.borrow();
            piece.length(1);
            piece.buffer()[piece.offset()] = (byte) i;
            outlet.add(piece);
            expected.add(i);
        }
        outlet.flush();
        assertThat(sent).isEqualTo(expected);
    }

    @Test
    void whatTheDeviceRefusesIsCounted() {
        taken = 1;
        for (int i = 0; i < 3; i++) {
            outlet.add(outlet.borrow());
        }
        outlet.flush();
        assertThat(drops.snapshot()).isEqualTo(Map.of(DropReason.DEVICE_REFUSED, 2L));
    }

    @Test
    void whatARoundThatFailedLeftIsForgotten() {
        outlet.add(outlet.borrow());
        fails = true;
        assertThatThrownBy(outlet::flush).isInstanceOf(IllegalStateException.class);
        fails = false;

        outlet.clear();
        outlet.flush();

        assertThat(sent).isEmpty();
    }
}
