// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.Rounds;

final class SadSnapshotTest {
    private static InboundSa inbound(int destination, int spi) {
        return new InboundSa(Samples.parameters(destination, spi, new Flow("m", 10, 0), true), 0);
    }

    @Test
    void anSaIsFoundByDestinationProtocolAndSpi() {
        InboundSa one = inbound(1, 0x1000);
        InboundSa sameSpi = inbound(2, 0x1000);
        InboundSa highSpi = inbound(1, 0xFFFFFFFF);
        var snapshot = new SadSnapshot(List.of(one, sameSpi, highSpi), List.of());

        assertThat(snapshot.inbound(1, 50, 0x1000)).isSameAs(one);
        assertThat(snapshot.inbound(2, 50, 0x1000)).isSameAs(sameSpi);
        assertThat(snapshot.inbound(1, 50, 0xFFFFFFFF)).isSameAs(highSpi);
        assertThat(snapshot.inbound(1, 51, 0x1000)).isNull();
        assertThat(snapshot.inbound(3, 50, 0x1000)).isNull();
        assertThat(snapshot.inbound(1, 50, 0x1001)).isNull();
        assertThat(SadSnapshot.EMPTY.inbound(1, 50, 0x1000)).isNull();
    }

    @Test
    void manySasAreFoundAsByLookingAtEveryOne() {
        Rounds.of(30, random -> {
            List<InboundSa> all = new ArrayList<>();
            int spread = random.nextInt(1, 40);
            for (int i = random.nextInt(300); i > 0; i--) {
                int destination = random.nextInt(3);
                int spi = 256 + random.nextInt(300) * spread;
                if (all.stream().noneMatch(sa -> is(sa, destination, spi))) {
                    all.add(inbound(destination, spi));
                }
            }
            var snapshot = new SadSnapshot(all, List.of());
            for (int i = 0; i < 1_000; i++) {
                int destination = random.nextInt(3);
                int spi = 256 + random.nextInt(300) * spread;
                assertThat(snapshot.inbound(destination, 50, spi))
                        .isSameAs(all.stream()
                                .filter(sa -> is(sa, destination, spi))
                                .findFirst()
                                .orElse(null));
            }
        });
    }

    private static boolean is(InboundSa sa, int destination, int spi) {
        SaId id = sa.parameters().id();
        return id.destination().value() == destination && id.spi() == spi;
    }

    @Test
    void theLastOutboundSaOfAFlowSends() {
        var flow = new Flow("m", 10, 0);
        var old = new OutboundSa(Samples.parameters(1, 0x1000, flow, false), 0);
        var young = new OutboundSa(Samples.parameters(1, 0x1001, flow, false), 0);
        var other = new OutboundSa(Samples.parameters(1, 0x1002, new Flow("m", 10, 1), false), 0);
        var snapshot = new SadSnapshot(List.of(), List.of(old, young, other));

        assertThat(snapshot.outbound(flow).last()).isSameAs(young);
        assertThat(snapshot.outbound(new Flow("m", 10, 1)).last()).isSameAs(other);
        assertThat(snapshot.outbound(new Flow("m", 11, 0))).isNull();
    }

    @Test
    void aRenewedPairIsAddedBehindTheOldOneWhichGoesLater() {
        var oldIn = new InboundSa(Samples.negotiated(1, 1, 1, SaOptions.DEFAULT), 0);
        var oldOut = new OutboundSa(Samples.negotiated(1, 2, 2, SaOptions.DEFAULT), 0);
        var newIn =
                new InboundSa(Samples.parameters(1, 0x2000, oldIn.parameters().flow(), false), 0);
        var newOut =
                new OutboundSa(Samples.parameters(2, 0x2001, oldIn.parameters().flow(), false), 0);
        var old = new SadSnapshot(List.of(oldIn), List.of(oldOut));

        SadSnapshot taking = old.withInbound(List.of(newIn));
        assertThat(taking.inbound(1, 50, 0x2000)).isSameAs(newIn);
        assertThat(taking.outbound(oldIn.parameters().flow()).last()).isSameAs(oldOut);
        SadSnapshot both = taking.withOutbound(List.of(newOut));
        assertThat(both.outbound(oldIn.parameters().flow()).last()).isSameAs(newOut);
        assertThat(both.inbound()).containsExactly(oldIn, newIn);
        SadSnapshot renewed = both.without(sa -> sa.pair() == 1);
        assertThat(renewed.inbound()).containsExactly(newIn);
        assertThat(renewed.outbound()).containsExactly(newOut);
        assertThat(renewed.without(sa -> sa.pair() == 1)).isSameAs(renewed);
    }

    @Test
    void oneMadeOfAnotherFindsWhatOneMadeAnewFinds() {
        Rounds.of(30, random -> {
            SadSnapshot changed = SadSnapshot.EMPTY;
            for (int i = 0; i < 100; i++) {
                int spi = 256 + i;
                var flow = new Flow("m", 10, random.nextInt(5));
                switch (random.nextInt(4)) {
                    case 0, 1 -> changed = changed.withInbound(List.of(inbound(random.nextInt(3), spi)));
                    case 2 ->
                        changed = changed.withOutbound(
                                List.of(new OutboundSa(Samples.parameters(1, spi, flow, false), 0)));
                    default -> {
                        int remainder = random.nextInt(9);
                        changed = changed.without(sa -> sa.id().spi() % 9 == remainder);
                    }
                }
                var anew = new SadSnapshot(changed.inbound(), changed.outbound());
                for (int place = 0; place < 3 * (i + 2); place++) {
                    assertThat(changed.inbound(place % 3, 50, 256 + place / 3))
                            .isSameAs(anew.inbound(place % 3, 50, 256 + place / 3));
                }
                for (int element = 0; element < 5; element++) {
                    assertThat(changed.outbound(new Flow("m", 10, element)))
                            .isEqualTo(anew.outbound(new Flow("m", 10, element)));
                }
            }
            assertThat(changed.inbound()).isNotEmpty();
        });
    }

    @Test
    void changesFollowEachOther() throws Exception {
        Sad sad = Sad.create();
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            int first = 0x1000 * (writer + 1);
            var thread = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    InboundSa sa = inbound(1, first + i);
                    sad.change(present -> {
                        List<InboundSa> more = new ArrayList<>(present.inbound());
                        more.add(sa);
                        return new SadSnapshot(more, present.outbound());
                    });
                }
            });
            thread.start();
            writers.add(thread);
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(sad.snapshot().inbound()).hasSize(400);
        assertThat(sad.nextConnection()).isNotEqualTo(sad.nextConnection());
    }
}
