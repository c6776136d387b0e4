// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.junit.jupiter.api.Test;

/** Access lists of interfaces in a real kernel, in namespaces of their own: see {@link FilterScenarios}. */
class FilterRulesTest {
    private static void play(String scenario) {
        try (var namespaces = new Namespaces("f")) {
            System.out.print(namespaces.java("f", FilterScenarios.class, scenario));
        }
    }

    @Test
    void theKernelLetsThroughAndCountsWhatTheNaiveWalkDoes() {
        play("random");
    }

    @Test
    void decryptedPacketsMeetTheListOfTheirInterfaceUnlessTheyAreExempt() {
        play("decrypted");
    }

    @Test
    void dropsAreShownAndCountsBeginAnewWithTheirRule() {
        play("shown");
    }
}
