// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.options;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;

import org.junit.jupiter.api.Test;

/** Phase 1 in three messages. */
final class AggressiveModeTest {
    // RFC 2408, 3.1
    private static final int EXCHANGE = 18;
    private static final int FLAGS = 19;
    private static final int AGGRESSIVE = 4;

    @Test
    void aggressiveModeTakesThreeMessagesAndQuickModeRightBehindThemIsParked() {
        var two = Two.of(
                12, plansA(60).options(options(false, false, true)), plansB(60).options(options(false, false, true)));
        two.a().packet(FLOW);
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).isTrue();
        assertThat(two.simulation().wire.carried).isEqualTo(6);
    }

    @Test
    void aThirdMessageThatIsLostIsSentAgain() {
        var two = Two.of(
                3, plansA(60).options(options(false, false, true)), plansB(60).options(options(false, false, true)));
        int[] encrypted = {0};
        two.simulation().wire.filter = datagram -> {
            boolean third = datagram.payload()[EXCHANGE] == AGGRESSIVE && (datagram.payload()[FLAGS] & 1) != 0;
            return !third || encrypted[0]++ > 0;
        };
        two.a().packet(FLOW);
        two.simulation().runFor(4 * Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).isTrue();
        assertThat(encrypted[0]).as("the first was lost").isGreaterThan(1);
    }

    @Test
    void quickModeBeforeTheThirdMessageOfAggressiveModeWaitsForIt() {
        for (long seed = 0; seed < 30; seed++) {
            var two = Two.of(
                    seed,
                    plansA(60).options(options(false, false, true)),
                    plansB(60).options(options(false, false, true)));
            two.simulation().wire.faults(0, 0, 900 * Simulation.MILLI); // the order changes
            two.a().packet(FLOW);
            two.simulation().runFor(20 * Simulation.SECOND);
            assertThat(two.a().sends(FLOW)).as("seed " + seed).isTrue();
            assertThat(two.b().outbound).isNotEmpty();
        }
    }
}
