// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.config.StartupState;
import org.sallyport.ipsec.HostPlan;

/** When the host's rules are exchanged, when they are taken away, and when they are left as they are found. */
final class HostPlanTest {
    private static final StartupState REFUSED = new StartupState.Refused("planted");

    private static void leavesTheRulesAlone(Unit unit) {
        assertThat(unit.host.plans)
                .isNotEmpty()
                .allMatch(plan -> plan.policies().isEmpty());
    }

    @Test
    void aUnitWhoseConfigurationWasErasedTakesOldRulesAway() {
        Unit unit = Unit.blank();

        assertThat(unit.host.last().policies()).contains(List.of());
        assertThat(unit.host.last().forwarding()).isFalse();
    }

    @Test
    void beforeItIsKnownWhatBecameOfTheStartupConfigurationTheyAreLeftAlone() {
        Unit unit = Unit.blank();
        HostPlan first = unit.host.plans.get(0);

        assertThat(first.policies()).isEmpty();
    }

    @Test
    void afterARefusedStartupConfigurationTheyAreLeftAloneUntilAMapIsBound() {
        Unit unit = Unit.bare();
        unit.install("aes-cbc");
        unit.install("3des-cbc");
        unit.install("hmac-sha1");
        unit.start(REFUSED);
        unit.configure(Unit.interfaces("192.0.2.1"));
        String[] lines = Unit.flows(1, 2, "192.0.2.2", 500, 501);
        unit.configure(java.util.Arrays.copyOf(lines, lines.length - 1));
        leavesTheRulesAlone(unit);

        unit.configure("crypto map m interface outside");
        assertThat(unit.host.last().policies().orElseThrow()).hasSize(1);
        unit.configure("no crypto map m interface outside");
        assertThat(unit.host.last().policies()).contains(List.of());
    }

    @Test
    void withAStartupConfigurationThatIsLostTheyAreLeftAlone() {
        Unit unit = Unit.bare();
        unit.start(new StartupState.Absent());
        unit.configure(Unit.interfaces("192.0.2.1"));

        leavesTheRulesAlone(unit);
    }

    @Test
    void withAStartupConfigurationOfWhichALineWasRefusedTheyAreLeftAlone() {
        Unit unit = Unit.bare();
        unit.start(new StartupState.Loaded(3, List.of("ERROR: line 4: unknown command \"crypt\"")));
        unit.configure(Unit.interfaces("192.0.2.1"));

        leavesTheRulesAlone(unit);
    }

    @Test
    void whileALineOfACryptoMapWaitsForItsBundleTheyAreLeftAlone() {
        Unit unit = Unit.bare();
        unit.load("crypto map m 20 ipsec-isakmp", "crypto map m interface outside");
        unit.start(new StartupState.Loaded(2, List.of()));

        leavesTheRulesAlone(unit);
    }

    @Test
    void whatDidNotChangeIsNotAskedForTwice() {
        Unit unit = Unit.left();
        int before = unit.host.plans.size();
        unit.configure("access-list other permit ip any any", "crypto map other 10 ipsec-manual");
        unit.remove("des-cbc");
        assertThat(unit.host.plans).hasSize(before);

        unit.configure("route outside 10.2.0.0 255.255.0.0 192.0.2.2");
        assertThat(unit.host.plans).hasSize(before + 1);
    }

    @Test
    void bindingAnewAsksForEverythingAgain() {
        Unit unit = Unit.left();
        int before = unit.host.plans.size();

        unit.configure("crypto map m interface outside");

        assertThat(unit.host.plans).hasSize(before + 1);
        assertThat(unit.host.plans.get(before)).isEqualTo(unit.host.plans.get(before - 1));
    }

    @Test
    void whatTheHostRefusesIsSaidOnceAndTriedAgain() {
        Unit unit = Unit.blank();
        unit.host.complaints = List.of("eth0: no such device");
        assertThat(unit.prints("nameif ethernet0 outside security0")).containsExactly("WARNING: eth0: no such device");
        assertThat(unit.prints("show crypto engine")).contains("    not done: eth0: no such device");

        assertThat(unit.prints("nameif ethernet1 inside security100")).isEmpty();
        unit.host.complaints = List.of();
        unit.configure("access-list other permit ip any any");
        assertThat(unit.prints("show crypto engine")).noneMatch(line -> line.contains("not done"));
    }

    @Test
    void aHostThatComesLaterGetsTheWholePlan() {
        Unit unit = Unit.left();
        var other = new FakeHost();
        unit.gateway().unbindHostNetwork(unit.host);
        unit.gateway().bindHostNetwork(other);

        assertThat(other.plans).containsExactly(unit.host.last());
    }
}
