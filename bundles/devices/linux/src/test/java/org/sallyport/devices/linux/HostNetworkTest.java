// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Plans applied in a namespace of their own: see {@link PlanScenarios}. */
class HostNetworkTest {
    private static void play(String scenario) {
        try (var namespaces = new Namespaces("n", "m")) {
            namespaces.cable("n", "in0", "m", "eth0");
            namespaces.cable("n", "out0", "m", "eth1");
            namespaces.java("n", PlanScenarios.class, scenario);
        }
    }

    @Test
    void interfacesGetAddressSizeAndStateAndGiveBackOnlyWhatIsOurs() {
        play("interfaces");
    }

    @Test
    void routesFollowThePlanAndThoseOfOthersStay() {
        play("routes");
    }

    @Test
    void applyingAPlanTwiceDoesNothingTheSecondTime() {
        play("twice");
    }

    @Test
    void setsThatOnlyGrowAreAddedToAndTheRulesStay() {
        play("growing");
    }

    @Test
    void whatCannotBeDoneIsNamedAndTheRestIsDone() {
        play("complaints");
    }

    @Test
    void aPolicyThatNftRefusesKeepsNoOtherOutAndOpensNothing() {
        play("refused");
    }

    @Test
    void withoutTheCapabilityDeviceAndNetworkSayWhy() {
        try (var namespaces = new Namespaces("n")) {
            String said = namespaces.javaAsNobody("n", PlanScenarios.class, "absent");
            assertThat(said).contains("Operation not permitted: needs CAP_NET_ADMIN");
        }
    }
}
