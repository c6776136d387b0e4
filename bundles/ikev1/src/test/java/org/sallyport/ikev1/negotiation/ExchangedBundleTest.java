// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;
import static org.sallyport.ikev1.negotiation.Two.traffic;

import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.transform.TransformPolicy;

/** What a bundle that takes another's place finds, and what its peers notice. */
final class ExchangedBundleTest {
    @Test
    void anExchangedBundleKeepsTunnelsAndSendsNoInitialContact() {
        var two = Two.of(10, plansA(60), plansB(60));
        two.up();
        two.b().exchange();
        traffic(two.simulation(), two.a(), FLOW, 100 * Simulation.MILLI);
        traffic(two.simulation(), two.b(), FLOW, 100 * Simulation.MILLI);
        two.simulation().runFor(300 * Simulation.SECOND);
        assertThat(two.a().strangers + two.b().strangers).isZero();
    }

    @Test
    void anExchangedBundleMeetsItsPeersAnewSoThatNothingOfTheirsBeginsUnderADeadIsakmpSa() {
        var two = Two.of(11, plansA(28_800), plansB(28_800));
        two.up();
        SaId before = two.a().inbound.keySet().iterator().next();
        two.b().exchange();
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.b().negotiations.status().phase1()).hasSize(1);
        assertThat(two.a().inbound).containsOnlyKeys(before);

        two.a().event(new Event.Renew(FLOW, before)); // the peer's turn, which asks nobody whether it lives
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.a().inbound).hasSize(2).containsKey(before);
        assertThat(two.a().negotiations.status().failures()).isEmpty();
    }

    @Test
    void theTunnelOfADynamicPeerIsKnownToAnExchangedBundleAndItsEntryEndsWithIt() {
        var two = Two.of(
                14,
                plansA(60),
                Two.answering(Wanted.ofAnybody()
                        .suites(Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA)
                        .seconds(60)));
        two.up();
        Flow flow = two.b().temporary.keySet().iterator().next();
        two.b().exchange();
        TransformPolicy withdrawn = SimBundle.TRIPLE_DES.withdrawn(TransformPolicy.OPEN, Installed.TINY);
        assertThat(two.b().moves(withdrawn).stream().filter(move -> !move.isIsakmp()))
                .as("pairs that a withdrawal would concern")
                .hasSize(1);
        for (int second = 0; second < 200; second++) {
            two.a().packet(FLOW);
            two.simulation().runFor(Simulation.SECOND);
        }
        assertThat(two.b().temporary).as("renewed under the same entry").containsOnlyKeys(flow);
        assertThat(two.a().gaps + two.b().strangers).isZero();
        two.simulation().runFor(200 * Simulation.SECOND);
        assertThat(two.b().inbound).isEmpty();
        assertThat(two.b().temporary).isEmpty();
    }
}
