// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Random stories of gateways. {@code -Dsallyport.seeds=100000} tells more of them, {@code -Dsallyport.seed=N} one alone, {@code
 * -Dsallyport.trace=true} prints one line an event.
 */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("sallyport.seeds", 1_000);

    /** Tells stories without a build around: the first seed, and how many. */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        for (long seed = first; seed < first + count; seed++) {
            try {
                Scenario.tell(seed, Installed.TINY);
            } catch (AssertionError | RuntimeException e) {
                if (e.getMessage() == null) e.printStackTrace(System.out);
                System.out.println("seed " + seed + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
            }
        }
    }

    @Test
    void noStoryBreaksAnInvariant() {
        Long only = Long.getLong("sallyport.seed");
        if (only != null) {
            Scenario.tell(only, Installed.TINY);
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                Scenario.tell(seed, Installed.TINY);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(Scenario.tell(seed, Installed.TINY)).isEqualTo(Scenario.tell(seed, Installed.TINY));
        }
    }

    @Test
    void aTimerThatIsForgottenIsFound() {
        var simulation = new Simulation(7, Installed.TINY);
        SimGateway a = simulation.gateway("A", ExchangesTest.left());
        SimGateway b = simulation.gateway("B", ExchangesTest.right());
        simulation.wire.cut(a.address(), b.address());
        a.forgetTimers();
        a.packet(ExchangesTest.FLOW);
        assertThatThrownBy(() -> simulation.runFor(60 * Simulation.SECOND))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 7: A forgot a deadline");
    }

    @Test
    void aSequenceNumberThatIsUsedTwiceIsFound() {
        var simulation = new Simulation(7, Installed.TINY);
        SimGateway a = simulation.gateway("A", ExchangesTest.left());
        simulation.gateway("B", ExchangesTest.right());
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        a.stuckSequence = true;
        a.packet(ExchangesTest.FLOW);
        assertThatThrownBy(() -> a.packet(ExchangesTest.FLOW))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed 7: A sequence number 0 twice under a key")
                .hasMessageContaining("A   > 198.51.100.1:500 main mode");
    }
}
