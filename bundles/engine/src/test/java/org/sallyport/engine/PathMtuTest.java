// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Mode;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Reassembler;
import org.sallyport.testkit.Rounds;

/** Packets that are too long for their way: cut before or behind protection, or refused with word to their sender. */
final class PathMtuTest {
    private static final ClearPacket RIGHTWARD = ClearPacket.from("10.1.0.9").to("10.2.0.7");

    private static ClearPacket numbered(int identification) {
        return new ClearPacket("10.1.0.9", "10.2.0.7", 0, identification, 0, 64);
    }

    @ParameterizedTest
    @EnumSource
    void aPacketThatMayBeCutIsCutBeforeItIsProtected(Suite suite) {
        for (DontFragment rule : DontFragment.values()) {
            var pair = Ends.of(suite).dontFragment(rule).pair();
            pair.left.outbound(0).pathMtu().link(1300);
            Rounds.of(40, random -> {
                byte[] packet = numbered(random.nextInt(65_536))
                        .carrying(17, Rounds.bytes(random, 1300 + random.nextInt(5_000)));

                pair.left.fromHost(packet);

                assertThat(pair.left.toWire).hasSizeGreaterThan(1).allSatisfy(outer -> {
                    assertThat(outer.length).isLessThanOrEqualTo(1300);
                    assertThat(Ipv4Header.isFragment(outer, 0)).isFalse();
                    assertThat(Ipv4Header.dontFragment(outer, 0)).isEqualTo(rule == DontFragment.SET);
                });
                assertThat(Reassembler.join(pair.carryRight())).containsExactly(packet);
            });
            assertThat(pair.left.drops()).isEmpty();
            assertThat(pair.right.drops()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLongestPacketThatFitsIsNotTouchedAndOneByteMoreIs(Suite suite) {
        for (Ends ends : List.of(Ends.of(suite), Ends.of(suite).inUdp())) {
            for (int link = 1300; link < 1320; link++) {
                var pair = ends.pair();
                pair.left.outbound(0).pathMtu().link(link);
                int longest = toldMtu(pair, RIGHTWARD.dontFragment().carrying(17, new byte[1400]));

                pair.left.fromHost(RIGHTWARD.dontFragment().carrying(17, new byte[longest - 20]));
                assertThat(pair.left.toWire).hasSize(1);
                assertThat(pair.left.takeToWire().get(0).length)
                        .isLessThanOrEqualTo(link)
                        .isGreaterThan(link - 16);
                pair.left.fromHost(RIGHTWARD.dontFragment().carrying(17, new byte[longest - 19]));
                assertThat(pair.left.toWire).isEmpty();
                pair.left.fromHost(RIGHTWARD.carrying(17, new byte[longest - 19]));
                assertThat(pair.left.toWire).hasSize(2);
            }
        }
    }

    /** How long the sender of a packet that does not pass is told that it may be. */
    private static int toldMtu(Pair pair, byte[] packet) {
        pair.left.fromHost(packet);
        byte[] error = pair.left.takeToHost().get(0);
        return BigEndian.u16(error, 26);
    }

    @Test
    void theSenderOfOneThatMayNotBeCutIsTold() {
        var pair = Pair.manual(Suite.AES_SHA1);
        byte[] packet = RIGHTWARD.dontFragment().echo(1, 1472);

        pair.left.fromHost(packet);

        assertThat(pair.left.toWire).isEmpty();
        assertThat(pair.left.drops()).containsExactly(java.util.Map.entry(DropReason.FRAGMENTATION_NEEDED, 1L));
        byte[] error = pair.left.takeToHost().get(0);
        assertThat(error).hasSize(576);
        assertThat(ClearPacket.checksum(error, 20)).isZero();
        assertThat(ClearPacket.checksum(Arrays.copyOfRange(error, 20, 576), 556))
                .isZero();
        assertThat(Ipv4Header.isValid(error, 0, error.length)).isTrue();
        assertThat(Ipv4Header.source(error, 0)).isEqualTo(0x0A020007);
        assertThat(Ipv4Header.destination(error, 0)).isEqualTo(0x0A010009);
        assertThat(Arrays.copyOfRange(error, 20, 22)).containsExactly(3, 4);
        assertThat(BigEndian.u16(error, 26)).isEqualTo(1438); // 1500 - 20 - 8 - 16 - 12, whole blocks, less the trailer
        assertThat(Arrays.copyOfRange(error, 28, 576)).isEqualTo(Arrays.copyOf(packet, 548));
    }

    @Test
    void errorsAreWrittenAboutWhatMayBeAnsweredOnly() {
        var pair = Pair.manual(Suite.AES_SHA1);
        ClearPacket any = new ClearPacket("10.1.0.9", "10.2.0.7", 0, 1, 0x4000, 64);
        byte[] icmpError = new byte[1480];
        icmpError[0] = 3;
        pair.left.fromHost(
                any.carrying(1, icmpError),
                any.flags(0x4000 | 0x2000 | 10).carrying(17, new byte[1480]),
                any.flags(0x4000 | 10).carrying(17, new byte[1480]));
        assertThat(pair.left.takeToHost()).isEmpty();

        pair.left.fromHost(any.flags(0x4000 | 0x2000).carrying(17, new byte[1480]));
        assertThat(pair.left.takeToHost()).hasSize(1);
        assertThat(pair.left.drops()).containsExactly(java.util.Map.entry(DropReason.FRAGMENTATION_NEEDED, 4L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.5", "255.255.255.255", "127.0.0.1", "0.0.0.0"})
    void nobodyIsToldWhereTheSourceIsNoHost(String source) {
        var gateway = new TestGateway(
                new Tunnel(10, Pair.LEFT, "0.0.0.0/0", Pair.RIGHT, "10.2.0.0/24", Suite.AES_SHA1, 1000, 1001, true));

        gateway.fromHost(ClearPacket.from(source).to("10.2.0.7").dontFragment().carrying(17, new byte[1480]));

        assertThat(gateway.toHost).isEmpty();
        assertThat(gateway.drops()).containsOnlyKeys(DropReason.FRAGMENTATION_NEEDED);
    }

    @Test
    void aHundredErrorsASecondAndNoMore() {
        var pair = Pair.manual(Suite.NULL_SHA1);
        byte[] packet = RIGHTWARD.dontFragment().echo(1, 1472);
        for (int i = 0; i < 40; i++) {
            pair.left.fromHost(packet, packet, packet);
        }
        assertThat(pair.left.takeToHost()).hasSize(32);
        pair.left.time.pass(100_000_000);
        for (int i = 0; i < 40; i++) {
            pair.left.fromHost(packet);
        }
        assertThat(pair.left.takeToHost()).hasSize(10);
        assertThat(pair.left.drops()).containsEntry(DropReason.FRAGMENTATION_NEEDED, 160L);
    }

    @Test
    void aSenderBehindAPeerIsToldThroughItsTunnel() {
        var toHub = new Tunnel(
                10, "192.0.2.1", "10.1.0.0/24", "192.0.2.9", "10.3.0.0/24", Suite.NULL_SHA1, 0x2000, 0x2001, true);
        var onward = new Tunnel(
                20, "192.0.2.9", "10.1.0.0/24", "192.0.2.3", "10.3.0.0/24", Suite.AES_SHA1, 0x3000, 0x3001, true);
        var spoke = new TestGateway(toHub);
        var hub = new TestGateway(toHub.otherEnd(), onward);
        byte[] packet =
                ClearPacket.from("10.1.0.1").to("10.3.0.1").dontFragment().carrying(17, new byte[1430]);

        spoke.fromHost(packet);
        hub.fromWire(spoke.takeToWire().toArray(byte[][]::new));
        assertThat(hub.toHost).isEmpty();
        spoke.fromWire(hub.takeToWire().toArray(byte[][]::new));

        assertThat(spoke.toHost).hasSize(1);
        byte[] error = spoke.toHost.get(0);
        assertThat(Arrays.copyOfRange(error, 20, 22)).containsExactly(3, 4);
        assertThat(Ipv4Header.destination(error, 0)).isEqualTo(0x0A010001);
        assertThat(hub.drops()).containsOnlyKeys(DropReason.FRAGMENTATION_NEEDED);
    }

    @Test
    void whereTheOuterPacketMayBeCutItIsCutBehindProtection() {
        var pair = Ends.of(Suite.AES_SHA1).dontFragment(DontFragment.CLEAR).pair();
        pair.left.outbound(0).pathMtu().link(1000);
        byte[] packet = RIGHTWARD.dontFragment().echo(1, 2_900);

        pair.left.fromHost(packet);

        List<byte[]> outer = pair.left.takeToWire();
        assertThat(outer).hasSize(4).allSatisfy(fragment -> {
            assertThat(fragment.length).isLessThanOrEqualTo(1000);
            assertThat(Ipv4Header.isFragment(fragment, 0)).isTrue();
        });
        pair.right.fromWire(Reassembler.join(outer).toArray(byte[][]::new));
        assertThat(pair.right.takeToHost()).containsExactly(packet);
        assertThat(pair.left.drops()).isEmpty();
    }

    @Test
    void transportModeProtectsTheWholePacketAndCutsIt() {
        for (Suite suite : Suite.values()) {
            var pair = Ends.of(suite).mode(Mode.TRANSPORT).pair();
            pair.left.outbound(0).pathMtu().link(700);
            byte[] packet = numbered(7).echo(1, 2_000);

            pair.left.fromHost(packet);

            List<byte[]> outer = pair.left.takeToWire();
            assertThat(outer)
                    .hasSizeBetween(3, 4)
                    .allSatisfy(fragment ->
                            assertThat(Ipv4Header.identification(fragment, 0)).isNotZero());
            pair.right.fromWire(Reassembler.join(outer).toArray(byte[][]::new));
            assertThat(pair.right.takeToHost()).containsExactly(packet);
        }
    }

    @Test
    void fragmentsOfAPacketWithoutIdentificationGetOne() {
        var pair = Ends.of(Suite.AES_SHA1).mode(Mode.TRANSPORT).pair();
        pair.left.fromHost(RIGHTWARD.echo(1, 2_000));

        int identification = Ipv4Header.identification(pair.left.toWire.get(0), 0);
        assertThat(identification).isNotZero();
        assertThat(Ipv4Header.identification(pair.left.toWire.get(1), 0)).isEqualTo(identification);
        assertThat(Reassembler.join(pair.left.takeToWire())).hasSize(1);
    }

    @Test
    void transportModeCountsOptionsAndTellsWhatFits() {
        var pair = Ends.of(Suite.AES_SHA1).mode(Mode.TRANSPORT).pair();
        byte[] options = new byte[36];
        Arrays.fill(options, (byte) 1);
        byte[] packet = ClearPacket.withOptions(RIGHTWARD.dontFragment().carrying(17, new byte[1425]), options);
        int longest = toldMtu(pair, packet);

        for (int length = 1300; length < 1430; length++) {
            packet = ClearPacket.withOptions(RIGHTWARD.dontFragment().carrying(17, new byte[length]), options);
            pair.left.fromHost(packet);
            boolean fits = packet.length <= longest;
            assertThat(pair.left.toWire).hasSize(fits ? 1 : 0);
            pair.left.takeToWire().forEach(outer -> assertThat(outer.length).isLessThanOrEqualTo(1500));
        }
    }

    @ParameterizedTest
    @EnumSource
    void underAhToo(Protection protection) {
        TestGateway left = protection.gateway(true, 1);
        TestGateway right = protection.gateway(false, 1);
        left.sad.snapshot().outbound().forEach(sa -> sa.pathMtu().link(1300));
        for (int length = 1_150; length < 3_000; length += 7) {
            byte[] packet = new ClearPacket(protection.host(true), protection.host(false), 0, length, 0, 64)
                    .carrying(17, Rounds.bytes(new java.util.SplittableRandom(length), length));
            left.fromHost(packet);
            assertThat(left.toWire).allSatisfy(outer -> assertThat(outer.length).isLessThanOrEqualTo(1300));
            right.fromWire(Reassembler.join(left.takeToWire()).toArray(byte[][]::new));
            byte[] got = Reassembler.join(right.takeToHost()).get(0);
            assertThat(Arrays.copyOfRange(got, 20, got.length)).isEqualTo(Arrays.copyOfRange(packet, 20, got.length));
        }
        assertThat(left.drops()).isEmpty();
        assertThat(right.drops()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSenderIsToldFitsExactlyUnderAhToo(Protection protection) {
        for (int link = 1300; link < 1320; link++) {
            TestGateway left = protection.gateway(true, 1);
            for (var sa : left.sad.snapshot().outbound()) {
                sa.pathMtu().link(link);
            }
            ClearPacket any = ClearPacket.from(protection.host(true))
                    .to(protection.host(false))
                    .dontFragment();
            left.fromHost(any.carrying(17, new byte[1400]));
            int longest = BigEndian.u16(left.takeToHost().get(0), 26);
            left.fromHost(any.carrying(17, new byte[longest - 20]));
            assertThat(left.takeToWire().get(0).length)
                    .isLessThanOrEqualTo(link)
                    .isGreaterThan(link - 16);
            left.fromHost(any.carrying(17, new byte[longest - 19]));
            assertThat(left.takeToWire()).isEmpty();
        }
    }

    @Test
    void aDatagramIsNeverCutTheClearPacketIs() {
        for (DontFragment rule : DontFragment.values()) {
            var pair = Ends.of(Suite.AES_SHA1).inUdp().dontFragment(rule).pair();
            pair.left.outbound(0).pathMtu().link(1200);
            byte[] packet = RIGHTWARD.echo(1, 3_000);

            pair.left.fromHost(packet);
            assertThat(pair.left.toWire).hasSize(3).allSatisfy(outer -> {
                assertThat(outer.length).isLessThanOrEqualTo(1200);
                assertThat(Ipv4Header.isFragment(outer, 0)).isFalse();
            });
            assertThat(Reassembler.join(pair.carryRight())).containsExactly(packet);

            pair.left.fromHost(RIGHTWARD.dontFragment().echo(1, 3_000));
            assertThat(pair.left.toWire).isEmpty();
            assertThat(pair.left.takeToHost()).hasSize(1);
        }
    }

    @Test
    void aBatchOfLongPacketsAsksForMoreMemoryThanThereIsAndLosesNothing() {
        var pair = Pair.manual(Suite.AES_SHA1);
        pair.left.outbound(0).pathMtu().link(576);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(numbered(i).carrying(17, Rounds.bytes(new java.util.SplittableRandom(i), 9_000)));
        }

        pair.left.fromHost(sent.toArray(byte[][]::new));

        assertThat(pair.left.toWire).hasSize(100 * 19);
        List<byte[]> got = new ArrayList<>();
        for (byte[] outer : pair.left.takeToWire()) {
            pair.right.fromWire(outer);
            got.addAll(pair.right.takeToHost());
        }
        assertThat(Reassembler.join(got)).containsExactlyElementsOf(sent);
    }

    @Test
    void whatTheOuterPacketMetTheInnerOneHearsOf() {
        Pair pair = Pair.manual(Suite.AES_SHA1);
        innerHears(pair.left, pair.right);
        for (Protection protection : List.of(Protection.AH_TUNNEL, Protection.AH_AROUND_ESP_TUNNEL)) {
            innerHears(protection.gateway(true, 1), protection.gateway(false, 1));
        }
    }

    private static void innerHears(TestGateway left, TestGateway right) {
        for (int codepoint = 0; codepoint < 4; codepoint++) {
            byte[] packet = RIGHTWARD.typeOfService(0xB8 | codepoint).echo(1, 10);
            left.fromHost(packet);
            byte[] outer = left.takeToWire().get(0);
            assertThat(outer[1] & 0xFF).isEqualTo(0xB8 | codepoint);
            outer[1] |= 3; // a router on the way is congested
            BigEndian.putU16(outer, 10, 0);
            BigEndian.putU16(outer, 10, ClearPacket.checksum(outer, 20));

            right.fromWire(outer);

            byte[] expected =
                    RIGHTWARD.typeOfService(codepoint == 0 ? 0xB8 : 0xBB).echo(1, 10);
            assertThat(right.takeToHost()).containsExactly(expected);
        }
    }
}
