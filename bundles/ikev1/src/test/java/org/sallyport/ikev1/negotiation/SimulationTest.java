// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.transform.TransformSnapshot;

/**
 * Random stories of gateways, a thousand of them. {@link Simulate} tells more. {@code -Dsallyport.seed=N} tells one of them alone, {@code
 * -Dsallyport.trace=true} prints one line an event.
 */
class SimulationTest {
    private static final int TOGETHER = 100;
    private static final int SEEDS = 1_000;

    @ParameterizedTest
    @MethodSource("firstSeeds")
    void noStoryBreaksAnInvariant(long first) {
        tell(first, TOGETHER, Installed.TINY);
    }

    static LongStream firstSeeds() {
        return LongStream.range(0, SEEDS / TOGETHER).map(each -> each * TOGETHER);
    }

    @Test
    void noStoryBreaksAnInvariantWhereGroupsAreAsTheyAre() {
        tell(0, TOGETHER / 5, Installed.REAL);
    }

    private static void tell(long first, int count, TransformSnapshot transforms) {
        Long only = Long.getLong("sallyport.seed");
        for (long seed = first; seed < first + count; seed++) {
            if (only == null || only == seed) {
                try {
                    Scenario.tell(seed, transforms);
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + e, e);
                }
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
