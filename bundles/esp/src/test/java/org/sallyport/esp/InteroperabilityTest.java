// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** What is sealed here opens in Scapy, and what Scapy seals opens here, under every transform set. */
final class InteroperabilityTest {
    private static final int ROOM = 128;
    private static final List<Integer> SIZES = IntStream.concat(
                    IntStream.rangeClosed(0, 17), IntStream.of(63, 64, 100, 255, 512, 1000, 1371, 1399, 1400))
            .boxed()
            .toList();

    private static ScapyPeer scapy;
    private final Esp esp = new Esp();

    @BeforeAll
    static void start() throws IOException {
        scapy = new ScapyPeer();
    }

    @AfterAll
    static void stop() {
        if (scapy != null) {
            scapy.close();
        }
    }

    static List<TransformSet> sets() {
        return TransformSet.all().toList();
    }

    /** An inner packet with that many bytes of payload; every third may not be fragmented. */
    private static byte[] inner(int size) {
        var packet = ClearPacket.from("10.1.0.9").to("10.2.0.7").typeOfService(size % 256);
        var payload = Rounds.bytes(new SplittableRandom(size), size);
        return (size % 3 == 0 ? packet.dontFragment() : packet).carrying(253, payload);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void whatIsSealedHereOpensThere(TransformSet set) throws IOException {
        OutboundSa sa = set.sender(true);
        Set<String> ivs = new HashSet<>();
        for (int size : SIZES) {
            byte[] inner = inner(size);
            var packet = Packet.copyOf(inner, ROOM, ROOM);
            assertThat(esp.seal(packet, sa, World.entropy())).isEqualTo(DropReason.NONE);
            byte[] outer = packet.toByteArray();

            ScapyPeer.Opened opened = scapy.open(set, outer);

            assertThat(opened.inner()).isEqualTo(inner);
            assertThat(opened.sequence()).isEqualTo(sa.sequence());
            assertThat(opened.padding()).hasSizeLessThan(16);
            for (int i = 0; i < opened.padding().length; i++) {
                assertThat(opened.padding()[i]).isEqualTo((byte) (i + 1));
            }
            assertThat(Ipv4Header.typeOfService(outer, 0)).isEqualTo(size % 256);
            assertThat(Ipv4Header.dontFragment(outer, 0)).isEqualTo(size % 3 == 0);
            ivs.add(new String(outer, 28, 8, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        assertThat(sa.sequence()).isEqualTo(SIZES.size());
        if (set.cipher() != TransformSet.Cipher.NULL) {
            assertThat(ivs).hasSize(SIZES.size()); // unpredictable, so never the same
        }
    }

    @ParameterizedTest
    @MethodSource("sets")
    void whatIsSealedThereOpensHere(TransformSet set) throws IOException {
        InboundSa sa = set.receiver(false);
        long sequence = 0;
        for (int size : SIZES) {
            byte[] inner = inner(size);
            byte[] outer = scapy.seal(set, ++sequence, inner);
            var packet = Packet.copyOf(outer, 0, 0);

            assertThat(esp.open(packet, packet.offset() + 20, sa)).isEqualTo(DropReason.NONE);
            assertThat(packet.toByteArray()).isEqualTo(inner);
        }
        boolean protectsOrder = set.authenticator() != TransformSet.Authenticator.NONE;
        assertThat(sa.window().highest()).isEqualTo(protectsOrder ? sequence : 0);
    }
}
