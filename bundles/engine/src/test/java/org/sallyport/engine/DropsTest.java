// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.BigEndian;
import org.sallyport.testkit.ClearPacket;

/** Whatever is wrong costs the one packet, is counted under its reason, and nothing else happens. */
final class DropsTest {
    private final Pair pair = Pair.negotiated(Suite.AES_SHA1, Suite.NULL_SHA1);
    private final Forge forge = new Forge(pair.left.outbound(0).parameters(), pair.left.registry.snapshot());

    /** The right gateway drops it for that reason; a good packet before and one behind pass. */
    private void drops(byte[] fromWire, DropReason reason) {
        Map<DropReason, Long> before = pair.right.drops();
        byte[] first = Pair.toRight(1, 1);
        byte[] last = Pair.toRight(1, 2);
        pair.left.fromHost(first, last);
        List<byte[]> good = pair.left.takeToWire();

        pair.right.fromWire(good.get(0), fromWire, good.get(1));

        assertThat(pair.right.takeToHost()).containsExactly(first, last);
        assertThat(pair.right.takeToWire()).isEmpty();
        counted(pair.right, before, reason);
    }

    private static void counted(TestGateway gateway, Map<DropReason, Long> before, DropReason reason) {
        var expected = new java.util.EnumMap<DropReason, Long>(DropReason.class);
        expected.putAll(before);
        expected.merge(reason, 1L, Long::sum);
        assertThat(gateway.drops()).isEqualTo(expected);
    }

    private void dropsFromHost(byte[] packet, DropReason reason) {
        Map<DropReason, Long> before = pair.left.drops();
        pair.left.fromHost(packet);
        assertThat(pair.left.takeToWire()).isEmpty();
        assertThat(pair.left.takeToHost()).isEmpty();
        counted(pair.left, before, reason);
    }

    @Test
    void anUnknownSpi() {
        byte[] packet = pair.protectedEcho(1);
        BigEndian.putI32(packet, 20, 0xDEAD);

        drops(packet, DropReason.UNKNOWN_SPI);
    }

    @Test
    void anSpiOfAnotherDestination() {
        byte[] packet = pair.protectedEcho(1);
        packet[19] ^= 1;

        drops(packet, DropReason.UNKNOWN_SPI);
    }

    @ParameterizedTest
    @EnumSource(names = {"AES_SHA1", "NULL_SHA1", "TRIPLE_DES_SHA1", "DES_MD5"})
    void aPacketThatEndsTooEarlyAtEveryLength(Suite suite) {
        var pair = Pair.negotiated(suite);
        pair.left.fromHost(Pair.toRight(0, 1));
        byte[] whole = pair.left.takeToWire().get(0);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (length >= 20) {
                BigEndian.putU16(cut, 2, length);
            }
            pair.right.fromWire(cut);
        }

        assertThat(pair.right.toHost).isEmpty();
        assertThat(pair.right.drops())
                .containsOnlyKeys(DropReason.MALFORMED, DropReason.TRUNCATED, DropReason.NOT_AUTHENTIC)
                .containsEntry(DropReason.MALFORMED, 20L);
        assertThat(pair.right.drops().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(whole.length);
        assertThat(pair.right.inbound(0).window().highest()).isZero();

        pair.right.fromWire(whole);
        assertThat(pair.right.toHost).hasSize(1);
    }

    @Test
    void aPacketShorterThanItsHeaderSays() {
        byte[] packet = pair.protectedEcho(1);

        drops(Arrays.copyOf(packet, packet.length - 1), DropReason.MALFORMED);
    }

    @Test
    void anIcvOrATextOfWhichAnyBitIsForged() {
        byte[] packet = pair.protectedEcho(1);
        for (int index = 24; index < packet.length; index++) { // behind the SPI
            byte[] forged = packet.clone();
            forged[index] ^= (byte) (1 << index % 8);
            pair.right.fromWire(forged);
        }

        assertThat(pair.right.toHost).isEmpty();
        assertThat(pair.right.drops()).containsOnly(Map.entry(DropReason.NOT_AUTHENTIC, packet.length - 24L));
        assertThat(pair.right.inbound(0).window().highest()).isZero();
        assertThat(pair.right.inbound(0).counters().errors()).isEqualTo(packet.length - 24L);
        assertThat(pair.right.inbound(0).counters().packets()).isZero();
    }

    @Test
    void aPadThatDoesNotCount() {
        byte[] text = new byte[48];
        text[45] = 9;
        text[46] = 1;
        text[47] = 4;

        drops(forge.packet(text, 1), DropReason.BAD_PADDING);
    }

    @Test
    void aPadLongerThanThePacket() {
        byte[] text = new byte[16];
        for (int i = 0; i < 14; i++) {
            text[i] = (byte) (i + 1);
        }
        text[14] = 15;
        text[15] = 4;

        drops(forge.packet(text, 1), DropReason.BAD_PADDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 17, 41, 50, 255})
    void aNextHeaderThatIsNotIpv4(int nextHeader) {
        drops(forge.carrying(Pair.toRight(0, 1), nextHeader, 1), DropReason.BAD_NEXT_HEADER);
    }

    @Test
    void aDummyPacket() {
        drops(forge.carrying(new byte[30], 59, 1), DropReason.DUMMY);
    }

    @Test
    void anInnerPacketOutsideTheSelectors() {
        byte[] stranger = ClearPacket.from("10.9.0.1").to("10.2.0.7").echo(1, 5);
        byte[] elsewhere = ClearPacket.from("10.1.0.9").to("10.9.0.7").echo(1, 5);
        byte[] otherFlow = Pair.toRight(1, 1);

        drops(forge.carrying(stranger, 4, 1), DropReason.SELECTOR_MISMATCH);
        drops(forge.carrying(elsewhere, 4, 2), DropReason.SELECTOR_MISMATCH);
        drops(forge.carrying(otherFlow, 4, 3), DropReason.SELECTOR_MISMATCH);
    }

    @Test
    void anInnerPacketThatIsMalformed() {
        byte[] inner = Pair.toRight(0, 1);
        byte[] version6 = inner.clone();
        version6[0] = 0x65;
        byte[] tooLong = inner.clone();
        BigEndian.putU16(tooLong, 2, inner.length + 1);
        byte[] headerTooLong = inner.clone();
        headerTooLong[0] = 0x4F;
        BigEndian.putU16(headerTooLong, 2, 40);

        drops(forge.carrying(new byte[0], 4, 1), DropReason.MALFORMED);
        drops(forge.carrying(Arrays.copyOf(inner, 19), 4, 2), DropReason.MALFORMED);
        drops(forge.carrying(version6, 4, 3), DropReason.MALFORMED);
        drops(forge.carrying(tooLong, 4, 4), DropReason.MALFORMED);
        drops(forge.carrying(headerTooLong, 4, 5), DropReason.MALFORMED);
    }

    @Test
    void aReplayedPacketAndOneOlderThanTheWindow() {
        byte[] first = pair.protectedEcho(1);
        byte[] second = pair.protectedEcho(2);
        pair.right.fromWire(second);
        assertThat(pair.right.takeToHost()).hasSize(1);

        drops(second, DropReason.REPLAYED);
        for (int i = 0; i < 64; i++) {
            pair.right.fromWire(pair.protectedEcho(i));
        }
        pair.right.takeToHost();
        drops(first, DropReason.REPLAYED);
        drops(forge.carrying(Pair.toRight(0, 1), 4, 0), DropReason.REPLAYED);
    }

    @Test
    void aManualSaHasNoWindowAndTakesAPacketTwice() {
        var pair = Pair.manual(Suite.AES_SHA1);
        byte[] packet = pair.protectedEcho(1);

        pair.right.fromWire(packet, packet);

        assertThat(pair.right.toHost).hasSize(2);
        assertThat(pair.right.drops()).isEmpty();
    }

    @Test
    void aClearPacketThatShouldHaveBeenProtected() {
        drops(Pair.toRight(0, 1), DropReason.CLEAR_TEXT);
    }

    @Test
    void aFragmentOfAProtectedPacket() {
        byte[] packet = pair.protectedEcho(1);
        byte[] first = packet.clone();
        BigEndian.putU16(first, 6, 0x2000);
        byte[] later = packet.clone();
        BigEndian.putU16(later, 6, 3);

        drops(first, DropReason.OUTER_FRAGMENT);
        drops(later, DropReason.OUTER_FRAGMENT);
    }

    @Test
    void aPacketOfAProtocolThatIsNotInstalled() {
        byte[] ah = ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).carrying(51, new byte[40]);
        drops(ah, DropReason.NO_PROTOCOL);

        byte[] esp = pair.protectedEcho(1);
        pair.right.protocols = Protocols.NONE;
        pair.right.fromWire(esp);
        assertThat(pair.right.toHost).isEmpty();
        assertThat(pair.right.drops()).containsEntry(DropReason.NO_PROTOCOL, 2L);
        pair.left.protocols = Protocols.NONE;
        dropsFromHost(Pair.toRight(0, 2), DropReason.NO_PROTOCOL);
    }

    @Test
    void aMalformedPacketOfAHost() {
        byte[] packet = Pair.toRight(0, 1);
        byte[] version = packet.clone();
        version[0] = 0x65;
        byte[] header = packet.clone();
        header[0] = 0x44;
        byte[] length = packet.clone();
        BigEndian.putU16(length, 2, packet.length + 1);

        dropsFromHost(new byte[0], DropReason.MALFORMED);
        dropsFromHost(Arrays.copyOf(packet, 19), DropReason.MALFORMED);
        dropsFromHost(version, DropReason.MALFORMED);
        dropsFromHost(header, DropReason.MALFORMED);
        dropsFromHost(length, DropReason.MALFORMED);
    }

    @Test
    void aClaimedPacketWithoutAnSa() {
        pair.left.sad.change(present -> SadSnapshot.EMPTY);

        dropsFromHost(Pair.toRight(0, 1), DropReason.NO_SA);
    }

    @Test
    void aNegotiatedSaWithoutNumbersLeft() throws Exception {
        var sequence = org.sallyport.ipsec.OutboundSa.class.getDeclaredField("sequence");
        sequence.setAccessible(true);
        sequence.setLong(pair.left.outbound(0), 0xFFFFFFFEL);
        pair.left.fromHost(Pair.toRight(0, 1));
        assertThat(pair.carryRight()).hasSize(1);

        dropsFromHost(Pair.toRight(0, 2), DropReason.SEQUENCE_EXHAUSTED);
        assertThat(pair.left.outbound(0).counters().errors()).isEqualTo(1);
    }
}
