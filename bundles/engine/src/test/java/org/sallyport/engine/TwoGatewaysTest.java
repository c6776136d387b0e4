// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.testkit.ClearPacket;

/** Two whole gateways, and packets through both. */
final class TwoGatewaysTest {
    @ParameterizedTest
    @EnumSource
    void whatOneHostSendsTheOtherGets(Suite suite) {
        var pair = Pair.manual(suite);
        for (int sequence = 1; sequence <= 200; sequence++) {
            byte[] question = Pair.toRight(0, sequence);
            pair.left.fromHost(question);
            assertThat(pair.left.toWire).hasSize(1).allSatisfy(TwoGatewaysTest::isEsp);
            assertThat(pair.carryRight()).containsExactly(question);

            byte[] answer = Pair.toLeft(0, sequence);
            pair.right.fromHost(answer);
            assertThat(pair.right.toWire).hasSize(1).allSatisfy(TwoGatewaysTest::isEsp);
            assertThat(pair.carryLeft()).containsExactly(answer);
        }
        assertThat(pair.left.outbound(0).counters().packets()).isEqualTo(200);
        assertThat(pair.right.inbound(0).counters().packets()).isEqualTo(200);
        assertThat(pair.right.inbound(0).counters().bytes())
                .isEqualTo(pair.left.outbound(0).counters().bytes())
                .isEqualTo(200 * 84);
        assertThat(pair.left.spd.hits().count(pair.left.outbound(0).parameters().flow()))
                .isEqualTo(200);
        assertThat(pair.left.worker.snapshot().packetsSealed()).isEqualTo(200);
        assertThat(pair.left.worker.snapshot().packetsOpened()).isEqualTo(200);
        assertThat(pair.left.drops()).isEmpty();
        assertThat(pair.right.drops()).isEmpty();
    }

    @Test
    void flowsOfAllSuitesTravelSideBySideInOneBatch() {
        var pair = Pair.negotiated(Suite.values());
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < Worker.BATCH; i++) {
            sent.add(Pair.toRight(i % Suite.values().length, i));
        }

        pair.left.fromHost(sent.toArray(byte[][]::new));

        assertThat(pair.carryRight()).containsExactlyElementsOf(sent);
        assertThat(pair.left.worker.snapshot().outboundBatches()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void packetsOfEveryLengthComeBackAndTheirOuterPacketsAreWellFormed(Suite suite) {
        var pair = Pair.manual(suite);
        for (int length = 0; length <= 300; length++) {
            byte[] packet = ClearPacket.from("10.1.0.1").to("10.2.0.1").carrying(253, new byte[length]);
            pair.left.fromHost(packet);
            isEsp(pair.left.toWire.get(0));
            assertThat(pair.carryRight()).containsExactly(packet);
        }
    }

    @Test
    void bytesBehindAPacketAreNotSentAlong() {
        var pair = Pair.manual(Suite.AES_SHA1);
        byte[] packet = Pair.toRight(0, 1);
        byte[] padded = java.util.Arrays.copyOf(packet, packet.length + 6); // a link that pads

        pair.left.fromHost(padded);

        assertThat(pair.carryRight()).containsExactly(packet);
    }

    @Test
    void aPacketThatNobodyClaimsPassesUnchangedOnADeviceThatCarriesClear() {
        var pair = Pair.manual(Suite.AES_SHA1);
        byte[] packet = ClearPacket.from("10.1.0.1").to("198.51.100.1").echo(1, 10);

        pair.left.fromHost(packet);

        assertThat(pair.left.toWire).containsExactly(packet);
        assertThat(pair.carryRight()).containsExactly(packet);
        assertThat(pair.left.drops()).isEmpty();
    }

    @Test
    void aHubProtectsAnewWhatOneSpokeSendsToTheOther() {
        var toHub = new Tunnel(
                10, "192.0.2.1", "10.1.0.0/24", "192.0.2.9", "10.3.0.0/24", Suite.AES_SHA1, 0x2000, 0x2001, true);
        var hubToSpoke = new Tunnel(
                10,
                "192.0.2.9",
                "10.1.0.0/24",
                "192.0.2.3",
                "10.3.0.0/24",
                Suite.TRIPLE_DES_SHA1,
                0x3000,
                0x3001,
                true);
        var spoke = new TestGateway(toHub);
        var other = new TestGateway(hubToSpoke.otherEnd());
        var hub = new TestGateway(
                toHub.otherEnd(),
                new Tunnel(
                        20,
                        hubToSpoke.local(),
                        hubToSpoke.localNet(),
                        hubToSpoke.remote(),
                        hubToSpoke.remoteNet(),
                        hubToSpoke.suite(),
                        hubToSpoke.sends(),
                        hubToSpoke.takes(),
                        true));
        byte[] packet = ClearPacket.from("10.1.0.1").to("10.3.0.1").echo(1, 100);

        spoke.fromHost(packet);
        hub.fromWire(spoke.takeToWire().toArray(byte[][]::new));
        assertThat(hub.toHost).isEmpty();
        other.fromWire(hub.takeToWire().toArray(byte[][]::new));

        assertThat(other.toHost).containsExactly(packet);
    }

    @Test
    void anotherWorkerOverTheSameDatabasesGoesOnWithTheNextNumber() {
        var pair = Pair.negotiated(Suite.AES_SHA1);
        pair.left.fromHost(Pair.toRight(0, 1), Pair.toRight(0, 2));
        pair.carryRight();

        pair.left.restart();
        pair.right.restart();
        byte[] third = Pair.toRight(0, 3);
        pair.left.fromHost(third);

        assertThat(pair.left.outbound(0).sequence()).isEqualTo(3);
        assertThat(pair.carryRight()).containsExactly(third);
        assertThat(pair.right.inbound(0).window().highest()).isEqualTo(3);
    }

    private static void isEsp(byte[] packet) {
        assertThat(Ipv4Header.isValid(packet, 0, packet.length)).isTrue();
        assertThat(ClearPacket.checksum(packet, 20)).isZero();
        assertThat(Ipv4Header.protocol(packet, 0)).isEqualTo(50);
        assertThat(Ipv4Header.totalLength(packet, 0)).isEqualTo(packet.length);
    }
}
