// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;

/** What is sealed here opens in Scapy, and what Scapy seals opens here. */
final class InteroperabilityTest {
    private static ScapyPeer scapy;
    private final Ah ah = new Ah();

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

    static List<Suite> suites() {
        return Suite.all().toList();
    }

    private static List<byte[]> packets() {
        List<byte[]> packets = new ArrayList<>();
        IntStream.concat(IntStream.rangeClosed(0, 9), IntStream.of(63, 64, 511, 1000, 1399, 1400))
                .forEach(payload -> packets.add(Samples.packet(payload)));
        byte[] plain = Samples.packet(40);
        for (String options : List.of(
                "01010101",
                "94040000",
                "820b010203040506070809 01",
                "070704c000020101",
                "4408050011223344",
                "94040000 0707040000000001 85081122 33445566",
                "880400070b040102")) {
            packets.add(Samples.withOptions(plain, options));
        }
        return packets;
    }

    @ParameterizedTest
    @MethodSource("suites")
    void whatIsSealedHereOpensThere(Suite suite) throws IOException {
        OutboundSa sender = suite.sender();
        for (byte[] clear : packets()) {
            Packet packet = Samples.roomy(clear);
            assertThat(ah.seal(packet, sender, World.entropy())).isEqualTo(DropReason.NONE);

            ScapyPeer.Opened opened = scapy.open(suite, packet.toByteArray());

            assertThat(opened.clear()).isEqualTo(clear);
            assertThat(opened.sequence()).isEqualTo(sender.sequence());
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void whatIsSealedThereOpensHere(Suite suite) throws IOException {
        InboundSa receiver = suite.receiver();
        long sequence = 0;
        for (byte[] clear : packets()) {
            byte[] outer = scapy.seal(suite, ++sequence, clear);
            Packet packet = Packet.copyOf(outer, 0, 0);

            assertThat(ah.open(packet, Samples.headerLength(outer), receiver)).isEqualTo(DropReason.NONE);
            assertThat(packet.toByteArray()).isEqualTo(clear);
        }
        assertThat(receiver.window().highest()).isEqualTo(sequence);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theHighHalfOfALongSequenceNumberIsCovered(Suite suite) throws IOException, ReflectiveOperationException {
        OutboundSa sender = suite.sender(true);
        Field sequence = OutboundSa.class.getDeclaredField("sequence");
        sequence.setAccessible(true);
        sequence.setLong(sender, 0x7_FFFF_FFFEL);
        for (long expected : new long[] {0x7_FFFF_FFFFL, 0x8_0000_0000L, 0x8_0000_0001L}) {
            byte[] clear = Samples.packet(33);
            Packet packet = Samples.roomy(clear);
            assertThat(ah.seal(packet, sender, World.entropy())).isEqualTo(DropReason.NONE);

            ScapyPeer.Opened opened = scapy.open(suite, expected >>> 32, packet.toByteArray());

            assertThat(opened.clear()).isEqualTo(clear);
            assertThat(opened.sequence()).isEqualTo(expected & 0xFFFFFFFFL);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void ahAroundEspOpensThere(Suite suite) throws IOException {
        OutboundSa within = suite.espSender();
        OutboundSa around = new Suite(suite.hash(), Mode.TRANSPORT).sender();
        var esp = new Esp();
        for (int payload : new int[] {0, 1, 7, 8, 64, 1300}) {
            byte[] clear = Samples.packet(payload);
            Packet packet = Samples.roomy(clear);
            assertThat(esp.seal(packet, within, World.entropy())).isEqualTo(DropReason.NONE);
            assertThat(ah.seal(packet, around, World.entropy())).isEqualTo(DropReason.NONE);

            assertThat(scapy.openNested(suite, packet.toByteArray())).isEqualTo(clear);
        }
    }
}
