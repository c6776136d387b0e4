// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.transform.Obstacle;

/** Policies of which a transform has not come yet, as after a boot: whoever asks why nothing comes up is told of them. */
final class LackingPolicyTest {
    private static final String WHY = "encryption algorithm aes is not installed";
    private static final String LINE = "isakmp policy 10 encryption aes";
    private static final Policy LACKING = new Policy(
            10,
            new Phase1Suite(0, 0, 1, Phase1Suite.PRE_SHARED_KEY, 2, new Lifetime(86_400, 0)),
            Optional.of(new Obstacle(WHY, LINE)));

    private static Two two(Plans a, Plans b) {
        Two two = Two.of(33, a, b);
        two.a().packet(FLOW);
        two.simulation().runFor(2 * Simulation.SECOND);
        return two;
    }

    @Test
    void theResponderNamesTheLineThatWouldMeetTheOffer() {
        Two two = two(
                plansA(3_600).policies(Plans.policy(10, 7, 1, 2)),
                plansB(3_600).policies(LACKING, Plans.policy(20, 5, 1, 2)));

        Failure failure = two.b().failures.get(0);
        assertThat(failure.reason()).isEqualTo(WHY);
        assertThat(failure.line()).contains(LINE);
    }

    @Test
    void whatDiffersAllTheSameIsListedAndDoesNotDecide() {
        Two two = two(
                plansA(3_600).policies(Plans.policy(10, 7, 2, 2)),
                plansB(3_600).policies(LACKING, Plans.policy(20, 5, 2, 2)));

        Failure failure = two.b().failures.get(0);
        assertThat(failure.lines())
                .contains("  here: a policy without its transform (" + LINE + "): not used: " + WHY)
                .contains("  decided by: isakmp policy 20 encryption 3des");
    }

    @Test
    void theInitiatorNamesItAndBeginsWhenItIsWhole() {
        Two two = two(plansA(3_600).policies(LACKING), plansB(3_600));
        assertThat(two.a().negotiations.status().entries().get(0).lastEnd())
                .isEqualTo("no usable isakmp policy: isakmp policy 10: " + WHY);

        two.a().plan(plansA(3_600));
        two.up();
    }
}
