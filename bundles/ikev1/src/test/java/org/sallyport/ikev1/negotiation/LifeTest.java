// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;
import static org.sallyport.ikev1.negotiation.Two.traffic;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ipsec.SaId;

/** Renewal, collisions, and what a flow gets: how pairs of SAs follow each other. */
final class LifeTest {
    @Test
    void renewalLosesNoPacketInEitherDirection() {
        var two = Two.of(
                1,
                plansA(60).policies(Plans.policy(10, 5, 1, 2, 300)),
                plansB(60).policies(Plans.policy(10, 5, 1, 2, 300)));
        two.up();
        traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
        traffic(two.simulation(), two.b(), FLOW, 130 * Simulation.MILLI);
        two.simulation().runFor(3_600 * Simulation.SECOND);
        assertThat(two.a().strangers + two.b().strangers).isZero();
        long sent = 3_600_000 / 100 - 1;
        assertThat(two.b().delivered.get("A")).isGreaterThanOrEqualTo(sent);
        assertThat(two.a().failures).isEmpty();
        assertThat(two.b().failures).isEmpty();
        assertThat(two.a().negotiations.status().pairs()).isBetween(1, 3);
        assertThat(two.a().syslog).anyMatch(line -> line.startsWith("702212: ISAKMP Phase 1 initiating rekey"));
    }

    @Test
    void anSaThatCarriedNothingIsNotRenewed() {
        var two = Two.of(2, plansA(60), plansB(60));
        two.up();
        two.simulation().runFor(120 * Simulation.SECOND);
        assertThat(two.a().inbound).isEmpty();
        assertThat(two.b().inbound).isEmpty();
        two.up();
    }

    @Test
    void bothRenewAtOnceAndOnePairStays() {
        for (long seed = 0; seed < 50; seed++) {
            var two = Two.of(seed, plansA(3_600), plansB(3_600));
            two.up();
            two.a().packet(FLOW);
            two.b().packet(FLOW);
            SaId ofA = two.a().inbound.keySet().iterator().next();
            SaId ofB = two.b().inbound.keySet().iterator().next();
            two.a().event(new Event.Renew(FLOW, ofA));
            two.b().event(new Event.Renew(FLOW, ofB));
            traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
            traffic(two.simulation(), two.b(), FLOW, 100 * Simulation.MILLI);
            two.simulation().runFor(40 * Simulation.SECOND);
            assertThat(two.a().inbound).as("seed " + seed).hasSize(1);
            assertThat(two.b().inbound).hasSize(1);
            assertThat(two.a().outbound.get(FLOW)).hasSize(1);
            assertThat(two.a().strangers + two.b().strangers).isZero();
            assertThat(two.a().inbound).doesNotContainKey(ofA);
        }
    }

    /** Both ends of each life, and so all renewals, fall together. */
    @ParameterizedTest
    @CsvSource({
        "10, 0, 20",
        "10, 0, 500",
        "20, 0, 20",
        "20, 0, 500",
        "30, 0, 250",
        "20, 10, 250",
        "30, 10, 500",
        "60, 2, 250",
        "60, 10, 20",
        "60, 10, 500",
        "120, 10, 20",
        "120, 10, 500"
    })
    void bothRenewAgainAndAgainAndNoPacketIsWithoutAnSa(long seconds, int lossPercent, int latencyMillis) {
        for (long seed = 0; seed < 20; seed++) {
            var two = Two.of(seed, plansA(seconds), plansB(seconds));
            two.up();
            two.simulation().wire.faults(lossPercent / 100.0, 0, latencyMillis * Simulation.MILLI);
            traffic(two.simulation(), two.a(), FLOW, 90 * Simulation.MILLI);
            traffic(two.simulation(), two.b(), FLOW, 110 * Simulation.MILLI);
            two.simulation().runFor(20 * seconds * Simulation.SECOND);
            assertThat(two.a().strangers + two.b().strangers).as("seed " + seed).isZero();
            assertThat(two.a().gaps + two.b().gaps).as("seed " + seed).isZero();
            assertThat(two.a().inbound).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void aDeleteThatIsLostIsSaidAgain() {
        var two = Two.of(13, plansA(3_600), plansB(3_600));
        two.up();
        traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
        traffic(two.simulation(), two.b(), FLOW, 100 * Simulation.MILLI);
        two.simulation().runFor(Simulation.SECOND);
        SaId old = two.a().inbound.keySet().iterator().next();
        two.a().event(new Event.Renew(FLOW, old));
        two.simulation().runFor(800 * Simulation.MILLI);
        // The peer goes on with the old pair: as if it had that one alone.
        List<SimSa> ofB = two.b().outbound.get(FLOW);
        ofB.add(ofB.remove(0));
        two.simulation().wire.lostDatagrams = 1;
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.simulation().wire.lostDatagrams).as("the delete").isZero();
        two.simulation().runFor(60 * Simulation.SECOND);
        assertThat(two.a().inbound).hasSize(1).doesNotContainKey(old);
        assertThat(two.a().strangers).isZero();
    }

    @Test
    void aPacketUnderTheNewPairEndsQuickModeWhoseLastMessageIsLost() {
        var two = Two.of(14, plansA(3_600), plansB(3_600));
        two.simulation().wire.filter = datagram -> datagram.payload().length != LAST_OF_QUICK_MODE
                || !datagram.local().equals(two.a().address());
        two.a().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).isTrue();
        assertThat(two.b().sends(FLOW)).isFalse();
        two.a().packet(FLOW);
        two.simulation().runFor(3 * Simulation.SECOND);
        assertThat(two.b().sends(FLOW)).isTrue();
        two.b().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.a().delivered).containsEntry("B", 1L);
    }

    private static final int LAST_OF_QUICK_MODE = 52; // bytes, with DES or 3DES and MD5

    @Test
    void ofTwoPairsOfOneAgeTheOneThatIsUsedIsRenewed() {
        var two = Two.of(15, plansA(18), plansB(18)); // their lives end before they are settled to one
        two.up();
        two.a().event(new Event.Renew(FLOW, two.a().inbound.keySet().iterator().next()));
        two.b().event(new Event.Renew(FLOW, two.b().inbound.keySet().iterator().next()));
        two.simulation().runFor(Simulation.SECOND);
        for (SimGateway each : List.of(two.a(), two.b())) {
            int oldest = each.inbound.values().stream()
                    .skip(1)
                    .findFirst()
                    .orElseThrow()
                    .parameters
                    .pair();
            List<SimSa> sending = each.outbound.get(FLOW);
            assertThat(each.inbound).hasSize(3);
            sending.sort(Comparator.comparing(sa -> sa.parameters.pair() == oldest)); // packets go by the last
        }
        traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
        two.simulation().runFor(60 * Simulation.SECOND);
        assertThat(two.a().gaps).isZero();
    }

    @Test
    void bothBeginAtOnceAndOneOfEachStays() {
        for (long seed = 0; seed < 50; seed++) {
            var two = Two.of(seed, plansA(3_600), plansB(3_600));
            two.a().packet(FLOW);
            two.b().packet(FLOW);
            traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
            traffic(two.simulation(), two.b(), FLOW, 100 * Simulation.MILLI);
            two.simulation().runFor(60 * Simulation.SECOND);
            assertThat(two.a().inbound).as("seed " + seed).hasSize(1);
            assertThat(two.b().inbound).hasSize(1);
            assertThat(two.a().negotiations.status().phase1()).hasSize(1);
            assertThat(two.b().negotiations.status().phase1()).hasSize(1);
            assertThat(two.a().strangers + two.b().strangers).isZero();
        }
    }

    @Test
    void aPeerThatMakesAndDeletesPairsAllTheTimeLeavesFewBehind() {
        var two = Two.of(8, plansA(3_600), plansB(3_600));
        int most = 0;
        for (int i = 0; i < 12; i++) {
            two.a().packet(FLOW);
            two.simulation().runFor(300 * Simulation.MILLI);
            assertThat(two.a().sends(FLOW)).isTrue();
            two.a().event(new Event.Ended(List.copyOf(two.a().inbound.keySet())));
            two.simulation().runFor(100 * Simulation.MILLI);
            assertThat(two.b().outbound.getOrDefault(FLOW, List.of())).isEmpty();
            most = Math.max(most, two.b().inbound.size());
        }
        assertThat(most).isEqualTo(Options.Limits.DEFAULT.pairsPerFlow());
        two.simulation().runFor(10 * Simulation.SECOND);
        assertThat(two.b().inbound).isEmpty();
        two.up();
    }

    @Test
    void theSmallerLifetimeWinsOnBothSides() {
        var two = Two.of(3, plansA(28_800), plansB(600).policies(Plans.policy(10, 5, 1, 2, 500)));
        two.up(); // the ledger compares what both sides install
        assertThat(two.a()
                        .inbound
                        .values()
                        .iterator()
                        .next()
                        .parameters
                        .options()
                        .lifetime()
                        .hardSeconds())
                .isEqualTo(600);
        assertThat(two.a().negotiations.status().phase1().get(0).secondsLeft()).isBetween(490L, 500L);
        assertThat(two.b().negotiations.status().phase1().get(0).secondsLeft()).isBetween(490L, 500L);
    }
}
