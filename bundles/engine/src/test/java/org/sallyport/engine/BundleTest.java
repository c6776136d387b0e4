// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.ah.Ah;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** Flows under AH, under AH around ESP, and in transport mode, between two whole gateways. */
final class BundleTest {
    private static final int AH_BYTES = 24;

    private TestGateway left;
    private TestGateway right;

    private void gateways(Protection protection, int flows) {
        left = protection.gateway(true, flows);
        right = protection.gateway(false, flows);
    }

    private static byte[] echo(Protection protection, boolean toRight, int sequence) {
        return ClearPacket.from(protection.host(toRight))
                .to(protection.host(!toRight))
                .echo(sequence, 40 + sequence % 200);
    }

    private static List<byte[]> carry(TestGateway from, TestGateway to) {
        to.fromWire(from.takeToWire().toArray(byte[][]::new));
        return to.takeToHost();
    }

    private byte[] protectedEcho(Protection protection, int sequence) {
        left.fromHost(echo(protection, true, sequence));
        return left.takeToWire().get(0);
    }

    private void drops(byte[] fromWire, DropReason reason) {
        Map<DropReason, Long> before = right.drops();
        right.fromWire(fromWire);
        assertThat(right.takeToHost()).isEmpty();
        assertThat(right.takeToWire()).isEmpty();
        assertThat(right.drops().getOrDefault(reason, 0L)).isEqualTo(before.getOrDefault(reason, 0L) + 1);
        assertThat(total(right.drops())).isEqualTo(total(before) + 1);
    }

    private static long total(Map<DropReason, Long> drops) {
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    @ParameterizedTest
    @EnumSource
    void whatOneEndSendsTheOtherGets(Protection protection) {
        gateways(protection, 1);
        long bytes = 0;
        for (int sequence = 1; sequence <= 200; sequence++) {
            byte[] question = echo(protection, true, sequence);
            bytes += question.length;
            left.fromHost(question);
            assertThat(left.toWire).singleElement().satisfies(packet -> isWellFormed(packet, protection));
            assertThat(carry(left, right)).singleElement().satisfies(packet -> isSame(packet, question));

            byte[] answer = echo(protection, false, sequence);
            right.fromHost(answer);
            assertThat(right.toWire).singleElement().satisfies(packet -> isWellFormed(packet, protection));
            assertThat(carry(right, left)).singleElement().satisfies(packet -> isSame(packet, answer));
        }
        assertThat(left.drops()).isEmpty();
        assertThat(right.drops()).isEmpty();
        for (OutboundSa sa : left.sad.snapshot().outbound()) {
            assertThat(sa.counters().packets()).isEqualTo(200);
            assertThat(sa.counters().bytes()).isEqualTo(bytes);
        }
        for (InboundSa sa : right.sad.snapshot().inbound()) {
            assertThat(sa.counters().packets()).isEqualTo(200);
            assertThat(sa.counters().bytes()).isEqualTo(bytes);
            assertThat(sa.window().highest()).isEqualTo(200);
        }
        assertThat(left.worker.snapshot().packetsSealed()).isEqualTo(200);
        assertThat(left.worker.snapshot().packetsOpened()).isEqualTo(200);
    }

    private static void isWellFormed(byte[] packet, Protection protection) {
        assertThat(Ipv4Header.isValid(packet, 0, packet.length)).isTrue();
        assertThat(ClearPacket.checksum(packet, 20)).isZero();
        assertThat(Ipv4Header.protocol(packet, 0)).isEqualTo(protection.ah ? IpProtocol.AH : IpProtocol.ESP);
        if (protection.name().contains("AROUND")) {
            assertThat(packet[20]).isEqualTo((byte) IpProtocol.ESP);
        }
        assertThat(Ipv4Header.identification(packet, 0) != 0 || !protection.ah).isTrue();
    }

    /** AH gives a packet an identification that had none. */
    private static void isSame(byte[] packet, byte[] sent) {
        byte[] expected = sent.clone();
        System.arraycopy(packet, 4, expected, 4, 2);
        System.arraycopy(packet, 10, expected, 10, 2);
        assertThat(packet).isEqualTo(expected);
        assertThat(ClearPacket.checksum(packet, 20)).isZero();
    }

    private static byte[] withoutAh(byte[] packet) {
        byte[] stripped = new byte[packet.length - AH_BYTES];
        System.arraycopy(packet, 0, stripped, 0, 20);
        System.arraycopy(packet, 20 + AH_BYTES, stripped, 20, stripped.length - 20);
        Ipv4Header.payload(stripped, 0, stripped.length, IpProtocol.ESP);
        return stripped;
    }

    @ParameterizedTest
    @EnumSource(names = {"AH_AROUND_ESP_TUNNEL", "AH_AROUND_ESP_TRANSPORT"})
    void aPacketWhoseAhWasTakenOffIsDropped(Protection protection) {
        gateways(protection, 1);
        byte[] packet = protectedEcho(protection, 1);

        drops(withoutAh(packet), DropReason.NOT_BUNDLED);

        right.sad
                .snapshot()
                .inbound()
                .forEach(sa -> assertThat(sa.window().highest()).isZero());
        right.fromWire(packet);
        assertThat(right.toHost).hasSize(1);
    }

    /** What a sender makes that has the keys of AH and puts something else inside. */
    private byte[] forged(OutboundSa sa, byte[] inside) {
        Packet packet = Packet.copyOf(inside, 64, 64);
        assertThat(new Ah().seal(packet, sa, World.entropy())).isEqualTo(DropReason.NONE);
        return packet.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"AH_AROUND_ESP_TUNNEL", "AH_AROUND_ESP_TRANSPORT"})
    void whatAhCarriesInPlaceOfItsEspIsDropped(Protection protection) {
        gateways(protection, 2);
        SaParameters ah =
                protection.parameters(true, 0, true, SaOptions.DEFAULT).get(1);
        var forger = new OutboundSa(ah, 0);
        forger.context().refresh(left.registry.snapshot());
        byte[] udp = ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).udp(7, 9, new byte[30]);
        drops(forged(forger, udp), DropReason.NOT_BUNDLED);

        byte[] ahInAh = protectedEcho(protection, 1);
        drops(forged(forger, ahInAh), DropReason.NOT_BUNDLED);

        byte[] espOfAnotherBundle = withoutAh(ahInAh);
        BigEndian.putI32(espOfAnotherBundle, 20, Protection.SPI + 10);
        drops(forged(forger, espOfAnotherBundle), DropReason.NOT_BUNDLED);

        byte[] espOfNobody = withoutAh(ahInAh);
        BigEndian.putI32(espOfNobody, 20, 0xDEAD);
        drops(forged(forger, espOfNobody), DropReason.UNKNOWN_SPI);

        byte[] cut = Arrays.copyOf(withoutAh(ahInAh), 22);
        Ipv4Header.payload(cut, 0, cut.length, IpProtocol.ESP);
        drops(forged(forger, cut), DropReason.TRUNCATED);
    }

    @ParameterizedTest
    @EnumSource(names = {"AH_TRANSPORT", "ESP_TRANSPORT", "AH_AROUND_ESP_TRANSPORT"})
    void aFragmentIsNotProtectedInTransportMode(Protection protection) {
        gateways(protection, 1);
        left.fromHost(ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).flags(0x2000).carrying(17, new byte[64]));

        assertThat(left.toWire).isEmpty();
        assertThat(left.drops()).containsOnly(Map.entry(DropReason.TRANSPORT_FRAGMENT, 1L));
        left.sad.snapshot().outbound().forEach(sa -> assertThat(sa.sequence()).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void aFragmentThatArrivesIsDropped(Protection protection) {
        gateways(protection, 1);
        byte[] packet = protectedEcho(protection, 1);
        packet[6] |= 0x20; // AH itself would not notice

        drops(packet, DropReason.OUTER_FRAGMENT);
    }

    @Test
    void bothSasOfABundleGoOnAfterARestartAndWhenAProtocolReturns() {
        gateways(Protection.AH_AROUND_ESP_TUNNEL, 1);
        protectedEcho(Protection.AH_AROUND_ESP_TUNNEL, 1);
        PacketProtocol ah = left.protocols.byNumber(IpProtocol.AH);
        left.protocols = left.protocols.without(ah);
        left.fromHost(echo(Protection.AH_AROUND_ESP_TUNNEL, true, 2));
        assertThat(left.takeToWire()).isEmpty();
        assertThat(left.drops()).containsOnlyKeys(DropReason.NO_PROTOCOL);

        left.protocols = left.protocols.with(ah);
        left.restart();
        right.restart();
        byte[] third = echo(Protection.AH_AROUND_ESP_TUNNEL, true, 3);
        left.fromHost(third);

        assertThat(carry(left, right)).containsExactly(third);
        assertThat(left.sad.snapshot().outbound())
                .extracting(OutboundSa::sequence)
                .containsExactly(3L, 2L);
    }

    @Test
    void aTransformThatLeavesStopsItsBundleAlone() {
        gateways(Protection.AH_AROUND_ESP_TUNNEL, 1);
        left.remove("hmac-sha1");
        left.fromHost(echo(Protection.AH_AROUND_ESP_TUNNEL, true, 1));
        assertThat(left.takeToWire()).isEmpty();
        assertThat(left.drops()).containsOnlyKeys(DropReason.NO_TRANSFORM);

        left.install("hmac-sha1");
        byte[] packet = echo(Protection.AH_AROUND_ESP_TUNNEL, true, 2);
        left.fromHost(packet);
        assertThat(carry(left, right)).containsExactly(packet);
    }

    @Test
    void anSaThatProtectedAsMuchAsItMayStops() {
        gateways(Protection.ESP_TRANSPORT, 1);
        byte[] packet = echo(Protection.ESP_TRANSPORT, true, 1);
        SaOptions options = SaOptions.DEFAULT.withByteLimit(3L * packet.length);
        left.sad.change(present -> new SadSnapshot(
                present.inbound(),
                List.of(new OutboundSa(
                        Protection.ESP_TRANSPORT
                                .parameters(true, 0, true, options)
                                .get(0),
                        0))));
        for (int i = 0; i < 3; i++) {
            left.fromHost(packet);
            assertThat(left.takeToWire()).hasSize(1);
        }
        left.fromHost(packet);

        assertThat(left.takeToWire()).isEmpty();
        assertThat(left.drops()).containsOnly(Map.entry(DropReason.VOLUME_EXHAUSTED, 1L));
        left.outbound(0).counters().clear();
        left.fromHost(packet);
        assertThat(left.takeToWire()).as("clearing counters renews no key").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void mutatedPacketsCostNothingButThemselves(Protection protection) {
        gateways(protection, 2);
        var random = new SplittableRandom(51);
        List<byte[]> templates = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            byte[] clear = ClearPacket.from(protection.host(true))
                    .to(protection.host(false))
                    .typeOfService(4)
                    .udp(7, 9, Rounds.bytes(random, 32));
            BigEndian.putU16(clear, 4, 1 + i);
            Ipv4Header.payload(clear, 0, clear.length, IpProtocol.UDP);
            left.fromHost(clear);
            byte[] good = left.takeToWire().get(0);
            if (templates.size() < 20) {
                templates.add(good);
            }
            right.fromWire(mutated(random, templates), good, mutated(random, templates));
            List<byte[]> arrived = right.takeToHost();
            assertThat(arrived.stream().anyMatch(packet -> Arrays.equals(packet, clear)))
                    .isTrue();
            right.takeToWire();
        }
        assertThat(right.worker.snapshot().failures()).isZero();
        assertThat(right.drops()).doesNotContainKey(DropReason.PROVIDER_FAILED);
    }

    private static byte[] mutated(SplittableRandom random, List<byte[]> templates) {
        byte[] packet = templates.get(random.nextInt(templates.size())).clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
        }
        if (random.nextInt(2) == 0 && packet.length >= 20) {
            BigEndian.putU16(packet, 2, packet.length);
        }
        return packet;
    }
}
