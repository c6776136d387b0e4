// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.transform.Transform;

/** What an attacker on the wire tries against the SAs of a gateway. What else he tries is in {@link DropsTest}. */
final class ArrivalsTest {
    private static final int SEQUENCE = 24;

    private final Pair pair = Pair.negotiated(Suite.AES_SHA1);
    private final Forge forge = new Forge(pair.left.outbound(0).parameters(), pair.left.registry.snapshot());

    private List<byte[]> arrive(byte[]... packets) {
        pair.right.fromWire(Arrays.stream(packets).map(byte[]::clone).toArray(byte[][]::new));
        return pair.right.takeToHost();
    }

    @Test
    void theNumberZeroIsRefused() {
        assertThat(arrive(forge.carrying(Pair.toRight(0, 1), 4, 0))).isEmpty();

        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.REPLAYED, 1L));
    }

    /** The numbers at both edges of a window of 64, each once, whatever came before. */
    @Test
    void theEdgesOfTheWindowAreWhereTheRfcHasThem() {
        List<Integer> taken = new ArrayList<>();
        for (int number : new int[] {64, 1, 0, 65, 1, 2, 65, 129, 65, 66, 128, 130, 66, 67}) {
            if (!arrive(forge.carrying(Pair.toRight(0, number), 4, number)).isEmpty()) {
                taken.add(number);
            }
        }

        assertThat(taken).containsExactly(64, 1, 65, 2, 129, 66, 128, 130, 67);
    }

    /** A forged number, near or far, moves nothing: the next true packet is taken. */
    @ParameterizedTest
    @ValueSource(ints = {2, 63, 64, 1_000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF})
    void aForgedNumberDoesNotMoveTheWindow(int number) {
        byte[] first = pair.protectedEcho(1);
        byte[] second = pair.protectedEcho(2);
        byte[] forged = second.clone();
        BigEndian.putI32(forged, SEQUENCE, number);
        forged[forged.length - 1] ^= 1;

        assertThat(arrive(first)).hasSize(1);
        assertThat(arrive(forged)).isEmpty();
        assertThat(pair.right.inbound(0).window().highest()).isEqualTo(1);
        assertThat(arrive(second)).hasSize(1);
    }

    @Test
    void whatIsNotAuthenticIsNeverDeciphered() {
        Transform original = pair.right.transform("aes-cbc");
        var cipher = new Substitute(original);
        pair.right.install(cipher.transform(), cipher.description(10));
        cipher.used = 0; // its known answers are behind it
        byte[] packet = pair.protectedEcho(1);
        for (int i = 0; i < 16; i++) {
            byte[] forged = packet.clone();
            forged[forged.length - 1 - i * 3] ^= 1;
            assertThat(arrive(forged)).isEmpty();
        }

        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.NOT_AUTHENTIC, 16L));
        assertThat(cipher.used).isZero();
        assertThat(arrive(packet)).hasSize(1);
        assertThat(cipher.used).isEqualTo(1);
    }

    @Test
    void replaysAreRefusedInBothDirections() {
        pair.left.fromHost(Pair.toRight(0, 1));
        pair.right.fromHost(Pair.toLeft(0, 1));
        byte[] there = pair.left.takeToWire().get(0);
        byte[] back = pair.right.takeToWire().get(0);
        pair.right.fromWire(there.clone());
        pair.left.fromWire(back.clone());
        assertThat(pair.right.takeToHost()).hasSize(1);
        assertThat(pair.left.takeToHost()).hasSize(1);

        pair.right.fromWire(there.clone());
        pair.left.fromWire(back.clone());
        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.REPLAYED, 1L));
        assertThat(pair.left.drops()).containsExactly(Map.entry(DropReason.REPLAYED, 1L));
        pair.left.fromWire(there.clone());
        assertThat(pair.left.takeToHost()).as("sent back to its sender").isEmpty();
    }

    @Test
    void theWindowOutlivesATransformAnEngineAndARenewal() {
        byte[] packet = pair.protectedEcho(1);
        assertThat(arrive(packet)).hasSize(1);

        pair.right.remove("aes-cbc");
        pair.right.work();
        pair.right.install("aes-cbc");
        assertThat(arrive(packet)).isEmpty();
        pair.right.restart();
        assertThat(arrive(packet)).isEmpty();
        Tunnel other = Pair.tunnels(false, Suite.AES_SHA1, Suite.AES_SHA1)[1].otherEnd();
        pair.right.sad.change(present -> present.withInbound(
                List.of(new org.sallyport.ipsec.InboundSa(other.inbound(), pair.right.time.nanos()))));
        assertThat(arrive(packet)).isEmpty();
        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.REPLAYED, 3L));
    }

    @Test
    void anInnerFragmentIsCarriedAsItIs() {
        byte[] whole = ClearPacket.from("10.1.0.9").to("10.2.0.7").udp(7, 9, new byte[40]);
        for (int flagsAndOffset : new int[] {0x2000, 0x2005, 0x0005}) {
            byte[] fragment = whole.clone();
            BigEndian.putU16(fragment, 6, flagsAndOffset);
            BigEndian.putU16(fragment, 10, 0);
            BigEndian.putU16(fragment, 10, org.sallyport.packet.Checksum.of(fragment, 0, 20));
            pair.left.fromHost(fragment.clone());
            assertThat(pair.carryRight()).containsExactly(fragment);
        }
    }

    /** Of a tunnel within the tunnel only the outer one is opened; what it carries goes where policy says. */
    @Test
    void aTunnelWithinATunnelIsNotOpened() {
        byte[] inner = forge.carrying(Pair.toRight(0, 1), 4, 1);
        byte[] packet = forge.carrying(inner, 4, 2);
        for (int depth = 3; depth < 10; depth++) {
            packet = forge.carrying(packet, 4, depth);
        }

        assertThat(arrive(packet)).isEmpty();
        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.SELECTOR_MISMATCH, 1L));
        assertThat(pair.right.inbound(0).window().highest()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void noSaHasAReservedSpi(int spi) {
        byte[] packet = pair.protectedEcho(1);
        BigEndian.putI32(packet, 20, spi);

        assertThat(arrive(packet)).isEmpty();
        assertThat(pair.right.drops()).containsExactly(Map.entry(DropReason.UNKNOWN_SPI, 1L));
        byte[] ah = ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).carrying(IpProtocol.AH, new byte[40]);
        assertThat(arrive(ah)).isEmpty();
    }
}
