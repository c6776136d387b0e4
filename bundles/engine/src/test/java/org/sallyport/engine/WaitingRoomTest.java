// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Packet;

/** Packets whose SAs are still negotiated. */
final class WaitingRoomTest {
    private final Tunnel[] tunnels = Pair.tunnels(false, Suite.AES_SHA1, Suite.AES_SHA1);
    private final TestGateway gateway = new TestGateway();
    private final List<Flow> asked = new ArrayList<>();

    @BeforeEach
    void twoFlowsWithoutSas() {
        gateway.claim(List.of(tunnels[0].entry(), tunnels[1].entry()));
        gateway.negotiator = asked::add;
    }

    private void nothingLeft() {
        assertThat(gateway.takeToWire()).isEmpty();
    }

    private long dropped() {
        return gateway.drops().getOrDefault(DropReason.NO_SA, 0L);
    }

    @Test
    void theNewestFewAreSentInOrderWhenTheirSasAreThere() {
        for (int i = 1; i <= WaitingRoom.PACKETS + 3; i++) {
            gateway.fromHost(Pair.toRight(0, i));
        }
        nothingLeft();
        assertThat(asked).containsExactly(tunnels[0].flow());
        assertThat(dropped()).isEqualTo(3);
        assertThat(gateway.spd.hits().count(tunnels[0].flow())).isEqualTo(WaitingRoom.PACKETS + 3);

        gateway.secure(tunnels[0]);
        gateway.work();
        assertThat(gateway.spd.hits().count(tunnels[0].flow())).isEqualTo(WaitingRoom.PACKETS + 3);
        assertThat(gateway.spd.hits().unprotectedCount(tunnels[0].flow())).isEqualTo(3);
        var other = new TestGateway(tunnels[0].otherEnd());
        other.fromWire(gateway.takeToWire().toArray(byte[][]::new));
        assertThat(other.takeToHost())
                .containsExactly(IntStream.rangeClosed(4, WaitingRoom.PACKETS + 3)
                        .mapToObj(i -> Pair.toRight(0, i))
                        .toArray(byte[][]::new));
        assertThat(dropped()).isEqualTo(3);
    }

    @Test
    void longPacketsAreFewerAndTheRoomIsFreeAgainWhenTheyLeave() {
        var room = new WaitingRoom(flow -> true);
        List<Flow> flows = IntStream.range(0, WaitingRoom.FLOWS)
                .mapToObj(i -> new Flow("m", i, 0))
                .toList();
        Packet jumbo = Packet.copyOf(new byte[9_000], 0, 0);
        for (int round = 0; round < 3; round++) {
            int kept = 0;
            for (Flow flow : flows) {
                for (int i = 0; i < WaitingRoom.PACKETS; i++) {
                    kept += room.take(flow, jumbo, 0) ? 0 : 1;
                }
            }
            assertThat(kept).isEqualTo(WaitingRoom.BYTES / 9_000);
            assertThat(round == 0 ? room.tire(WaitingRoom.PATIENCE_NANOS) : room.leave(flow -> true))
                    .hasSize(kept);
        }
    }

    @Test
    void oneFlowDoesNotWaitForAnother() {
        gateway.fromHost(Pair.toRight(0, 1), Pair.toRight(1, 1));
        gateway.secure(tunnels[1]);
        gateway.claim(List.of(tunnels[0].entry(), tunnels[1].entry()));
        gateway.work();
        assertThat(gateway.takeToWire()).hasSize(1);
        assertThat(dropped()).isZero();
    }

    @Test
    void whereNobodyNegotiatesNothingWaits() {
        gateway.negotiator = flow -> false;
        gateway.fromHost(Pair.toRight(0, 1));
        assertThat(dropped()).isEqualTo(1);
        gateway.secure(tunnels[0]);
        gateway.work();
        nothingLeft();
    }

    @Test
    void itIsAskedForOnceASecond() {
        for (int i = 0; i < 10; i++) {
            gateway.fromHost(Pair.toRight(0, i));
        }
        assertThat(asked).hasSize(1);
        gateway.time.pass(1_000_000_000);
        gateway.fromHost(Pair.toRight(0, 10));
        assertThat(asked).hasSize(2);
    }

    @Test
    void nobodyWaitsForEver() {
        gateway.fromHost(Pair.toRight(0, 1));
        gateway.time.pass(WaitingRoom.PATIENCE_NANOS - 1);
        gateway.work();
        assertThat(dropped()).isZero();
        gateway.time.pass(1);
        gateway.work();
        assertThat(dropped()).isEqualTo(1);
        gateway.secure(tunnels[0]);
        gateway.work();
        nothingLeft();
    }
}
