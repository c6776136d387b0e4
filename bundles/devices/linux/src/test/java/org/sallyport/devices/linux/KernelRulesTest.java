// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.junit.jupiter.api.Test;

/** The rules in a real kernel, under real packets, in namespaces of their own: see {@link KernelScenarios}. */
class KernelRulesTest {
    private static void play(String scenario) {
        try (var namespaces = new Namespaces("k")) {
            System.out.print(namespaces.java("k", KernelScenarios.class, scenario));
        }
    }

    @Test
    void steeringClaimsWhatTheNaiveWalkClaims() {
        play("steering");
    }

    @Test
    void theGuardStopsWhatIsClaimedWhenThereIsNoSteering() {
        play("guard");
    }

    @Test
    void anyToAnyLeavesTheUnitItsOwnTraffic() {
        play("everything");
    }

    @Test
    void theGatewaysOwnPacketsAreClaimedAndWhatProtectsThemIsNot() {
        play("ends");
    }

    @Test
    void tenThousandPairsLoadQuickly() {
        play("size");
    }
}
