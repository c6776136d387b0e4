// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.Decision;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** What was decided is remembered only as long as what it was decided by. */
final class FlowCacheTest {
    private final TestGateway gateway = new TestGateway(Pair.tunnels(true, Suite.NULL_SHA1));

    @Test
    void otherPoliciesCountFromTheNextBatchOn() {
        byte[] packet = Pair.toRight(0, 1);
        gateway.fromHost(packet);
        assertThat(gateway.takeToWire()).singleElement().isNotEqualTo(packet);

        gateway.claim(List.of());
        gateway.fromHost(packet);
        assertThat(gateway.takeToWire()).containsExactly(packet);

        gateway.claim(List.of(Pair.tunnels(true, Suite.NULL_SHA1)[0].entry()));
        gateway.fromHost(packet);
        assertThat(gateway.takeToWire()).singleElement().isNotEqualTo(packet);
        assertThat(gateway.drops()).isEmpty();
    }

    @Test
    void anSaThatCameOrWentCountsFromTheNextBatchOn() {
        byte[] packet = Pair.toRight(0, 1);
        gateway.fromHost(packet);
        SadSnapshot before = gateway.sad.snapshot();

        gateway.sad.change(present -> SadSnapshot.EMPTY);
        gateway.fromHost(packet);
        assertThat(gateway.drops()).containsEntry(DropReason.NO_SA, 1L);

        gateway.sad.change(present -> before);
        gateway.fromHost(packet);
        assertThat(gateway.takeToWire()).hasSize(2);
        assertThat(gateway.outbound(0).sequence()).isEqualTo(2);
    }

    @Test
    void itDecidesAsAWalkThroughThePoliciesDoes() {
        Rounds.of(20, random -> {
            gateway.claim(entries(random));
            for (int i = 0; i < 2_000; i++) {
                int source = address(random);
                int destination = address(random);
                byte[] packet = ClearPacket.from(new Ipv4Address(source).toString())
                        .to(new Ipv4Address(destination).toString())
                        .carrying(253, new byte[0]);
                gateway.fromHost(packet);
                boolean passes =
                        gateway.spd.policies().outbound(source, destination).isBypass();
                assertThat(gateway.takeToWire()).hasSize(passes ? 1 : 0); // the flows here have no SA
            }
        });
    }

    @Test
    void itIsAsLargeAsTheSasAreMany() {
        var cache = new FlowCache();
        cache.clear(10_000);
        for (int i = 0; i < 10_000; i++) {
            cache.put(i, -i, new FlowCache.Entry(Decision.BYPASS, new LongAdder(), null));
        }
        long found = IntStream.range(0, 10_000)
                .filter(i -> cache.find(i, -i) != null)
                .count();
        assertThat(found).isGreaterThan(9_900);

        cache.clear(10_000);
        assertThat(cache.find(9_999, -9_999)).isNull();
    }

    @Test
    void whatIsForgottenIsTheOldestOfItsPlace() {
        var cache = new FlowCache();
        for (int i = 0; i < 100_000; i++) {
            cache.put(i, i, new FlowCache.Entry(Decision.BYPASS, new LongAdder(), null));
            assertThat(cache.find(i, i)).isNotNull();
        }
        long found = IntStream.range(0, 100_000)
                .filter(i -> cache.find(i, i) != null)
                .count();
        assertThat(found).isBetween(4_000L, 4_096L);
    }

    private static List<SecurityPolicy.Entry> entries(SplittableRandom random) {
        List<SecurityPolicy.Entry> entries = new ArrayList<>();
        for (int entry = 0; entry < 5; entry++) {
            List<SecurityPolicy.Element> elements = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                elements.add(new SecurityPolicy.Element(
                        random.nextBoolean(),
                        new TrafficSelector(prefix(random), prefix(random)),
                        new Flow("other", entry, i)));
            }
            entries.add(new SecurityPolicy.Entry(elements));
        }
        return entries;
    }

    private static Ipv4Prefix prefix(SplittableRandom random) {
        int length = random.nextInt(26, 33);
        return new Ipv4Prefix(new Ipv4Address(address(random) & Ipv4Prefix.mask(length)), length);
    }

    /** One of 64 addresses. */
    private static int address(SplittableRandom random) {
        return 0x0A000000 | random.nextInt(64);
    }
}
