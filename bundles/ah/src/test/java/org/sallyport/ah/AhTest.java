// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;
import org.sallyport.transform.TransformSnapshot;

final class AhTest {
    private static final Suite TUNNEL = new Suite(Suite.Hash.SHA1, Mode.TUNNEL);
    private static final Suite TRANSPORT = new Suite(Suite.Hash.MD5, Mode.TRANSPORT);
    /** Type of service, flags and fragment offset, TTL, checksum (RFC 4302, 3.3.3.1.1.1). */
    private static final Set<Integer> MUTABLE = Set.of(1, 6, 7, 8, 10, 11);

    private final Ah ah = new Ah();

    static List<Suite> suites() {
        return Suite.all().toList();
    }

    private byte[] sealed(OutboundSa sa, byte[] clear) {
        Packet packet = Samples.roomy(clear);
        assertThat(ah.seal(packet, sa, World.entropy())).isEqualTo(DropReason.NONE);
        return packet.toByteArray();
    }

    private DropReason opened(InboundSa sa, byte[] outer) {
        return ah.open(Packet.copyOf(outer, 0, 0), Samples.headerLength(outer), sa);
    }

    private byte[] clearOf(InboundSa sa, byte[] outer) {
        Packet packet = Packet.copyOf(outer, 0, 0);
        assertThat(ah.open(packet, Samples.headerLength(outer), sa)).isEqualTo(DropReason.NONE);
        return packet.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void packetsOfEveryLengthComeBackAsTheyWere(Suite suite) {
        OutboundSa sender = suite.sender();
        InboundSa receiver = suite.receiver();
        for (int payload = 0; payload < 300; payload++) {
            byte[] clear = Samples.packet(payload);
            assertThat(clearOf(receiver, sealed(sender, clear))).isEqualTo(clear);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aChangeOfAnyByteThatMayNotChangeOnTheWayIsFound(Suite suite) throws ReflectiveOperationException {
        OutboundSa sender = suite.sender();
        sequence(sender, 1000); // no change of one bit makes it 0, which nobody sends
        for (int payload : new int[] {0, 1, 40}) {
            byte[] outer = sealed(sender, Samples.packet(payload));
            for (int index = 0; index < outer.length; index++) {
                for (int bit = 1; bit < 256; bit <<= 1) {
                    DropReason reason = ah.open(
                            Packet.copyOf(Samples.changed(outer, index, bit), 0, 0),
                            Ipv4Header.MIN_LENGTH,
                            suite.receiver());
                    if (MUTABLE.contains(index)) {
                        assertThat(reason).as("byte %d", index).isEqualTo(DropReason.NONE);
                    } else if (index == 21) {
                        assertThat(reason).isEqualTo(DropReason.TRUNCATED); // the header's length
                    } else {
                        assertThat(reason).as("byte %d", index).isEqualTo(DropReason.NOT_AUTHENTIC);
                    }
                }
            }
        }
    }

    @Test
    void theOuterHeaderOfATunnelIsOursFromTheFirstByteToTheLast() {
        byte[] clear = Samples.packet(10);
        byte[] outer = sealed(TUNNEL.sender(), clear);

        assertThat(ClearPacket.checksum(outer, 20)).isZero();
        assertThat(Ipv4Header.isValid(outer, 0, outer.length)).isTrue();
        assertThat(Ipv4Header.totalLength(outer, 0)).isEqualTo(outer.length);
        assertThat(Ipv4Header.typeOfService(outer, 0)).isEqualTo(0xB9);
        assertThat(Ipv4Header.dontFragment(outer, 0)).isTrue();
        assertThat(Ipv4Header.isFragment(outer, 0)).isFalse();
        assertThat(Ipv4Header.protocol(outer, 0)).isEqualTo(51);
        assertThat(Ipv4Header.source(outer, 0)).isEqualTo(0xC0000201);
        assertThat(Ipv4Header.destination(outer, 0)).isEqualTo(0xC0000202);
        assertThat(Arrays.copyOfRange(outer, 20, 32)).containsExactly(4, 4, 0, 0, 0, 0, 0x5A, 0x11, 0, 0, 0, 1);
        assertThat(Arrays.copyOfRange(outer, 44, outer.length)).isEqualTo(clear);
    }

    @Test
    void transportModeKeepsThePacketsOwnHeader() {
        byte[] clear = Samples.packet(10);
        byte[] outer = sealed(TRANSPORT.sender(), clear);

        assertThat(outer).hasSize(clear.length + 24);
        assertThat(ClearPacket.checksum(outer, 20)).isZero();
        byte[] header = Arrays.copyOf(outer, 20);
        BigEndian.putU16(header, 2, clear.length);
        header[9] = (byte) 253;
        assertThat(Samples.checked(header)).isEqualTo(Arrays.copyOf(clear, 20));
        assertThat(outer[20]).isEqualTo((byte) 253);
        assertThat(Arrays.copyOfRange(outer, 44, outer.length)).isEqualTo(Arrays.copyOfRange(clear, 20, clear.length));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theIdentificationIsNeverZero(Suite suite) throws ReflectiveOperationException {
        OutboundSa sender = suite.sender();
        byte[] clear = new ClearPacket(Suite.SENDER, Suite.RECEIVER, 0, 0, 0x4000, 64).carrying(253, new byte[4]);
        for (long sequence : new long[] {0, 1, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFC, 0x1FFFE, 0xFFFFFFFDL}) {
            sequence(sender, sequence);
            byte[] outer = sealed(sender, clear);
            assertThat(Ipv4Header.identification(outer, 0)).as("%d", sequence).isNotZero();
            assertThat(ClearPacket.checksum(outer, 20)).isZero();
            InboundSa receiver = suite.receiver();
            assertThat(opened(receiver, outer)).isEqualTo(DropReason.NONE);
        }
    }

    private static void sequence(OutboundSa sa, long value) throws ReflectiveOperationException {
        Field field = OutboundSa.class.getDeclaredField("sequence");
        field.setAccessible(true);
        field.setLong(sa, value);
    }

    @Test
    void aFragmentIsNotProtectedInTransportModeAndInATunnelItIs() {
        for (int flags : new int[] {0x2000, 1, 0x2001}) {
            byte[] fragment = Samples.header().flags(flags).carrying(253, new byte[16]);
            OutboundSa sender = TRANSPORT.sender();
            assertThat(ah.seal(Samples.roomy(fragment), sender, World.entropy()))
                    .isEqualTo(DropReason.TRANSPORT_FRAGMENT);
            assertThat(sender.sequence()).isZero();
            assertThat(clearOf(TUNNEL.receiver(), sealed(TUNNEL.sender(), fragment)))
                    .isEqualTo(fragment);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void thePacketGrowsByTheOverheadAndTheLargestOneFitsTheLink(Suite suite) {
        byte[] clear = Samples.packet(101);
        assertThat(sealed(suite.sender(), clear)).hasSize(clear.length + ah.overhead(suite.sizes()));
        for (int mtu = 576; mtu <= 1500; mtu++) {
            int largest = ah.largestInner(mtu, suite.sizes());
            assertThat(sealed(suite.sender(), Samples.packet(largest - 20))).hasSize(mtu);
        }
        assertThat(ah.overhead(suite.sizes())).isEqualTo(suite.mode() == Mode.TUNNEL ? 44 : 24);
    }

    @Test
    void withoutRoomAPacketIsRefusedAndNoNumberIsSpent() {
        for (Suite suite : suites()) {
            OutboundSa sender = suite.sender();
            int front = ah.overhead(suite.sizes());
            Packet tight = Packet.copyOf(Samples.packet(9), front - 1, 0);
            assertThat(ah.seal(tight, sender, World.entropy())).isEqualTo(DropReason.TOO_BIG);
            assertThat(ah.seal(Samples.roomy(Samples.packet(65_500)), sender, World.entropy()))
                    .isEqualTo(DropReason.TOO_BIG);
            assertThat(sender.sequence()).isZero();
            Packet fitting = Packet.copyOf(Samples.packet(9), front, 0);
            assertThat(ah.seal(fitting, sender, World.entropy())).isEqualTo(DropReason.NONE);
        }
    }

    @Test
    void withoutATransformNothingIsSealedOrOpenedAndNoNumberIsSpent() {
        OutboundSa sender = TUNNEL.sender();
        InboundSa receiver = TUNNEL.receiver();
        byte[] outer = sealed(sender, Samples.packet(9));
        sender.context().refresh(TransformSnapshot.EMPTY);
        receiver.context().refresh(TransformSnapshot.EMPTY);

        assertThat(ah.seal(Samples.roomy(Samples.packet(9)), sender, World.entropy()))
                .isEqualTo(DropReason.NO_TRANSFORM);
        assertThat(opened(receiver, outer)).isEqualTo(DropReason.NO_TRANSFORM);
        assertThat(sender.sequence()).isEqualTo(1);
    }

    @Test
    void aReplayedPacketIsDroppedAndAForgedNumberDoesNotMoveTheWindow() {
        OutboundSa sender = TUNNEL.sender();
        InboundSa receiver = TUNNEL.receiver();
        byte[] first = sealed(sender, Samples.packet(9));
        byte[] second = sealed(sender, Samples.packet(9));
        byte[] forged = second.clone();
        BigEndian.putI32(forged, 28, 1_000_000);

        assertThat(opened(receiver, second)).isEqualTo(DropReason.NONE);
        assertThat(opened(receiver, second)).isEqualTo(DropReason.REPLAYED);
        assertThat(opened(receiver, forged)).isEqualTo(DropReason.NOT_AUTHENTIC);
        assertThat(receiver.window().highest()).isEqualTo(2);
        assertThat(opened(receiver, first)).isEqualTo(DropReason.NONE);
    }

    @Test
    void aNegotiatedSaStopsAfterItsLastNumber() throws ReflectiveOperationException {
        OutboundSa sender = TUNNEL.sender();
        sequence(sender, 0xFFFFFFFEL);
        sealed(sender, Samples.packet(9));

        assertThat(ah.seal(Samples.roomy(Samples.packet(9)), sender, World.entropy()))
                .isEqualTo(DropReason.SEQUENCE_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 17, 41, 50, 51, 59, 255})
    void aTunnelCarriesNothingButIpv4(int nextHeader) {
        // The transport SA has the same key, so that it can say anything as next header.
        byte[] outer = sealed(
                new Suite(Suite.Hash.SHA1, Mode.TRANSPORT).sender(),
                Samples.header().carrying(nextHeader, new byte[40]));

        assertThat(opened(TUNNEL.receiver(), outer)).isEqualTo(DropReason.BAD_NEXT_HEADER);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void whatIsCutOffOrRandomIsDropped(Suite suite) {
        byte[] outer = sealed(suite.sender(), Samples.packet(50));
        InboundSa receiver = suite.receiver();
        for (int length = 28; length < outer.length; length++) {
            assertThat(opened(receiver, Arrays.copyOf(outer, length)))
                    .isEqualTo(length < 44 ? DropReason.TRUNCATED : DropReason.NOT_AUTHENTIC);
        }
        var random = new SplittableRandom(4302);
        for (int i = 0; i < 100_000; i++) {
            byte[] noise = Rounds.bytes(random, random.nextInt(28, 120));
            int header = Math.min(Math.max(20, Samples.headerLength(noise)), noise.length - 8);
            assertThat(ah.open(Packet.copyOf(noise, 0, 0), header, receiver)).isNotEqualTo(DropReason.NONE);
        }
    }
}
