// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/**
 * A million random packets and a million mutated ones a suite, from both sides, and good ones between them: those pass, nothing
 * leaks, nothing is thrown, nothing is kept.
 */
final class RandomPacketsTest {
    private static final int ROUNDS = 16_500;
    private static final long MILLION = 1_000_000;
    private static final long FLAT_BYTES = 8 << 20;
    private static final int BAD = 61; // on either side, a round
    private static final int GOOD = 3; // with the bad ones a whole batch

    private final SplittableRandom random = new SplittableRandom(4303);
    private Pair pair = Pair.manual(Suite.NULL_SHA1, Suite.AES_SHA1);
    private final Set<ByteBuffer> genuine = new HashSet<>();
    private final List<byte[]> templates = new ArrayList<>();
    private long randomOnes;
    private long mutatedOnes;

    @ParameterizedTest
    @EnumSource
    void goodOnesPassAndNothingLeaks(Suite suite) {
        pair = Pair.manual(suite, suite);
        boolean authenticates = suite != Suite.AES_ALONE;
        collectTemplates();
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            before = round == ROUNDS / 2 ? used() : before;
            Set<ByteBuffer> good = new HashSet<>();
            Set<ByteBuffer> handedIn = new HashSet<>();
            fromHost(good, handedIn);
            List<byte[]> crossing = pair.left.takeToWire();
            assertThat(crossing.stream().filter(RandomPacketsTest::isClaimed)).isEmpty();
            fromWire(crossing);
            Set<ByteBuffer> arrived = new HashSet<>();
            pair.right.takeToHost().stream()
                    .filter(RandomPacketsTest::isClaimed)
                    .forEach(packet -> arrived.add(ByteBuffer.wrap(packet)));
            assertThat(arrived.containsAll(good)).isTrue();
            arrived.removeAll(handedIn);
            arrived.removeAll(genuine); // an outer header may change where no ICV covers it
            if (authenticates) {
                assertThat(arrived).isEmpty();
            }
        }
        assertThat(randomOnes).isGreaterThan(MILLION);
        assertThat(mutatedOnes).isGreaterThan(MILLION);
        assertThat(used() - before).as("bytes that stay").isLessThan(FLAT_BYTES);
        assertThat(pair.left.drops()).containsOnlyKeys(DropReason.MALFORMED);
        var expected = new ArrayList<>(List.of(
                DropReason.MALFORMED,
                DropReason.UNKNOWN_SPI,
                DropReason.TRUNCATED,
                DropReason.CLEAR_TEXT,
                DropReason.NO_PROTOCOL,
                DropReason.OUTER_FRAGMENT));
        expected.addAll(
                authenticates
                        ? List.of(DropReason.NOT_AUTHENTIC)
                        : List.of(
                                DropReason.BAD_PADDING,
                                DropReason.BAD_NEXT_HEADER,
                                DropReason.DUMMY,
                                DropReason.SELECTOR_MISMATCH));
        assertThat(pair.right.drops().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Clear packets of both flows, and their protected ones. */
    private void collectTemplates() {
        for (int flow = 0; flow < 2; flow++) {
            byte[] clear = Pair.toRight(flow, 1);
            pair.left.fromHost(clear);
            genuine.add(ByteBuffer.wrap(clear));
            templates.add(clear);
            templates.addAll(pair.left.takeToWire());
        }
    }

    private void fromHost(Set<ByteBuffer> good, Set<ByteBuffer> handedIn) {
        for (int i = 0; i < BAD; i++) {
            byte[] packet = bad();
            if (Ipv4Header.isValid(packet, 0, packet.length)) {
                handedIn.add(ByteBuffer.wrap(Arrays.copyOf(packet, Ipv4Header.totalLength(packet, 0))));
            }
            pair.left.device.fromHost(packet);
        }
        for (int i = 0; i < GOOD; i++) {
            byte[] packet = ClearPacket.from("10.1.0.200").to("10.2.0.200").udp(7, 9, Rounds.bytes(random, 32));
            good.add(ByteBuffer.wrap(packet));
            handedIn.add(ByteBuffer.wrap(packet));
            pair.left.device.fromHost(packet);
        }
        pair.left.work();
    }

    private void fromWire(List<byte[]> crossing) {
        for (int i = 0; i < BAD; i++) {
            pair.right.device.fromWire(bad());
        }
        crossing.forEach(pair.right.device::fromWire);
        pair.right.work();
        pair.right.work(); // two batches at most
        pair.right.takeToWire();
        pair.right.heard.lines.clear(); // the test's memory, not the engine's
    }

    private byte[] bad() {
        if (random.nextBoolean()) {
            randomOnes++;
            return Rounds.bytes(random, random.nextInt(120));
        }
        mutatedOnes++;
        byte[] packet = templates.get(random.nextInt(templates.size())).clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(4) == 0) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
        }
        if (random.nextInt(4) == 0 && packet.length >= 20) {
            BigEndian.putU16(packet, 2, packet.length);
        }
        return packet;
    }

    /** Whether a clear packet stands between the two networks of a flow: 10.1.x.0/24 and 10.2.x.0/24. */
    private static boolean isClaimed(byte[] packet) {
        return packet.length >= 20
                && BigEndian.u16(packet, 12) == 0x0A01
                && BigEndian.u16(packet, 16) == 0x0A02
                && packet[14] == packet[18]
                && (packet[14] == 0 || packet[14] == 1);
    }
}
