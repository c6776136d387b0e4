// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.exchange.Retries;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ipsec.Flow;

/** Bundles of transforms that are stopped, in the middle of a negotiation and while SAs live. */
class StoppedBundleTest {
    private static final Flow FLOW = ExchangesTest.FLOW;

    private final Simulation simulation = new Simulation(5, Installed.TINY);
    private SimGateway a;
    private SimGateway b;

    private static Plans plans(String own, String peer, String flow) {
        return Plans.at(own)
                .key("0.0.0.0/0", "k")
                .policies(Plans.policy(10, 5, 1, 2), Plans.policy(20, 7, 2, 2))
                .entry(
                        10,
                        Wanted.of(peer)
                                .suites(Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA)
                                .seconds(120),
                        flow);
    }

    private static Plans left() {
        return plans("192.0.2.1", "198.51.100.1", "10.1.0.0/16 10.2.0.0/16");
    }

    private static Plans right() {
        return plans("198.51.100.1", "192.0.2.1", "10.2.0.0/16 10.1.0.0/16");
    }

    private void up(Plans ofA, Plans ofB) {
        a = simulation.gateway("A", ofA);
        b = simulation.gateway("B", ofB);
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
    }

    private void traffic(SimGateway gateway, Flow flow) {
        simulation.after(Simulation.SECOND, () -> {
            gateway.packet(flow);
            traffic(gateway, flow);
        });
    }

    @ParameterizedTest
    @EnumSource(SimBundle.class)
    void aBundleThatIsExchangedAtAnyMomentOfANegotiationDelaysIt(SimBundle bundle) {
        for (int millis = 0; millis < 400; millis += 5) {
            var story = new Simulation(millis, Installed.TINY);
            SimGateway one = story.gateway("A", left());
            SimGateway other = story.gateway("B", right());
            SimGateway exchanging = millis % 2 == 0 ? one : other;
            one.packet(FLOW);
            story.after(millis * Simulation.MILLI, () -> exchanging.stop(bundle));
            story.after((millis + 700) * Simulation.MILLI, () -> exchanging.start(bundle));
            for (int i = 0; i < 60; i++) {
                story.runFor(Simulation.SECOND);
                one.packet(FLOW);
            }
            assertThat(other.lastHeard.get("A"))
                    .as(bundle + " after " + millis + " ms")
                    .isGreaterThan(story.now() - 5 * Simulation.SECOND);
            story.runFor(200 * Simulation.SECOND);
            for (SimGateway gateway : List.of(one, other)) {
                assertThat(gateway.inbound).isEmpty();
                assertThat(gateway.negotiations.openJobs()).isZero();
                assertThat(gateway.negotiations.status().halfOpen()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRIPLE_DES", "MD5", "MODP"})
    void anExchangeThatUsesOtherTransformsGoesOnAndDiffieHellmanWaits(SimBundle bundle) {
        for (int millis = 0; millis < 300; millis += 3) {
            var story = new Simulation(millis, Installed.TINY);
            SimGateway one = story.gateway("A", withAes(left(), "198.51.100.1", "10.1.0.0/16 10.2.0.0/16"));
            SimGateway other = story.gateway(
                    "B",
                    withAes(right(), "192.0.2.1", "10.2.0.0/16 10.1.0.0/16").policies(Plans.policy(20, 7, 2, 2)));
            SimGateway exchanging = millis % 2 == 0 ? one : other;
            one.packet(FLOW);
            story.after(millis * Simulation.MILLI, () -> exchanging.stop(bundle));
            story.after((millis + 700) * Simulation.MILLI, () -> exchanging.start(bundle));
            story.runFor(3 * Simulation.SECOND);
            assertThat(one.sends(FLOW)).as(bundle + " after " + millis + " ms").isTrue();
        }
    }

    /** Policies in 3DES and AES, and AES for packets. */
    private static Plans withAes(Plans plans, String peer, String flow) {
        return new Plans(plans.local(), plans.settings(), List.of())
                .entry(10, Wanted.of(peer).suites(Plans.ESP_AES_SHA).seconds(120), flow);
    }

    @Test
    void aGroupThatStaysAwayEndsWhatWaitsForIt() {
        a = simulation.gateway("A", left());
        b = simulation.gateway("B", right());
        a.packet(FLOW);
        a.stop(SimBundle.MODP);
        simulation.runFor(15 * Simulation.SECOND);
        assertThat(a.negotiations.openJobs() + b.negotiations.openJobs()).isZero();
        assertThat(a.failures)
                .anySatisfy(failure -> assertThat(failure.reason()).contains("group 2 is not installed"));
    }

    @Test
    void anIsakmpSaGoesOnWithABundleThatWasExchanged() {
        up(left(), right());
        a.stop(SimBundle.TRIPLE_DES);
        simulation.runFor(3 * Simulation.SECOND);
        a.start(SimBundle.TRIPLE_DES);
        long before = simulation.wire.carried;
        traffic(a, FLOW);
        traffic(b, FLOW); // or else it would be asked whether it hears
        simulation.runFor(600 * Simulation.SECOND);
        assertThat(a.strangers + b.strangers + a.gaps).isZero();
        assertThat(a.negotiations.status().phase1()).hasSize(1);
        assertThat(simulation.wire.carried - before)
                .as("six renewals of three messages, and what tells of the ends of old ones")
                .isLessThan(60);
    }

    @Test
    void aGatewayWhoseCipherStaysAwayGoesOnWithAnother() {
        up(left(), right());
        traffic(a, FLOW);
        a.stop(SimBundle.TRIPLE_DES);
        simulation.runFor(20 * Simulation.SECOND);
        assertThat(a.negotiations.status().phase1())
                .anySatisfy(sa -> assertThat(sa.suite().get(0).cipher()).isEqualTo(7));
        assertThat(b.lastHeard.get("A")).isGreaterThan(simulation.now() - 2 * Simulation.SECOND);
        long orphaned = a.orphaned;
        simulation.runFor(600 * Simulation.SECOND);
        assertThat(a.orphaned).isEqualTo(orphaned);
    }

    @Test
    void thePeerOfAGatewayWhoseCipherStaysAwayReachesItToo() {
        up(left(), right());
        traffic(b, FLOW);
        a.stop(SimBundle.TRIPLE_DES);
        simulation.runFor(300 * Simulation.SECOND); // the old SAs of the peer have ended
        assertThat(a.lastHeard.get("B")).isGreaterThan(simulation.now() - 2 * Simulation.SECOND);
    }

    @Test
    void aPeerThatCannotBeAskedIsNotDead() {
        Options dpd = new Options(
                Optional.of(new Options.Keepalive(10, 2, false)),
                Optional.empty(),
                false,
                false,
                false,
                Retries.DEFAULT,
                Options.Limits.DEFAULT);
        Plans ofA = Plans.at("192.0.2.1")
                .key("0.0.0.0/0", "k")
                .options(dpd)
                .policies(Plans.policy(10, 5, 1, 2))
                .entry(10, Wanted.of("198.51.100.1").suites(Plans.ESP_AES_SHA), "10.1.0.0/16 10.2.0.0/16");
        Plans ofB = Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "k")
                .policies(Plans.policy(10, 5, 1, 2))
                .entry(10, Wanted.of("192.0.2.1").suites(Plans.ESP_AES_SHA), "10.2.0.0/16 10.1.0.0/16");
        up(ofA, ofB);
        a.stop(SimBundle.TRIPLE_DES); // the only cipher of phase 1; the SAs of IPsec do without it
        simulation.runFor(100 * Simulation.SECOND);
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", 1L);
        a.start(SimBundle.TRIPLE_DES);
        simulation.runFor(30 * Simulation.SECOND);
        assertThat(a.inbound).hasSize(1);
    }

    @Test
    void aTemporaryEntryOutlivesATransformSetThatItDoesNotUse() {
        var answering = Wanted.ofAnybody().suites(Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA);
        up(
                left(),
                Plans.at("198.51.100.1")
                        .key("0.0.0.0/0", "k")
                        .policies(Plans.policy(10, 5, 1, 2), Plans.policy(20, 7, 2, 2))
                        .dynamic(10, answering));
        Flow flow = b.temporary.keySet().iterator().next();
        b.stop(SimBundle.AES);
        simulation.runFor(20 * Simulation.SECOND);
        assertThat(b.temporary).containsOnlyKeys(flow);
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", 1L);
        b.event(new Event.Planned(Plans.at("198.51.100.1").plan(), b.plans.settings()));
        assertThat(b.temporary).as("an entry that is no more takes them along").isEmpty();
    }
}
