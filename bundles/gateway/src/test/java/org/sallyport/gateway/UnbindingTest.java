// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.StartupState;
import org.sallyport.config.internal.Startup;

/** Lines of bound maps that are removed: what is unbound with them, and what stays. */
final class UnbindingTest extends ManualBench {
    @Test
    void aPeerThatIsRemovedStopsTheFlowAtTheNextBindingAndItsClaimStays() {
        dropsAfter("no crypto map m 10 set peer 192.0.2.2");
    }

    @Test
    void aTransformSetThatIsRemovedStopsTheFlow() {
        dropsAfter("no crypto map m 10 set transform-set");
    }

    @Test
    void aKeyThatIsRemovedStopsTheFlow() {
        dropsAfter("no crypto map m 10 set session-key outbound esp");
    }

    private void dropsAfter(String line) {
        unit.configure(line);
        untouched();
        unit.type(BIND);

        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.outbound()).hasSize(1);
        assertThat(unit.host.last().policies().orElseThrow()).hasSize(1);
    }

    @Test
    void theLastElementOfAListTakesWhatNamesTheListWithIt() {
        assertThat(unit.prints("no access-list flow1 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0"))
                .containsExactly(
                        "WARNING: crypto map \"m\" 10 loses its access list flow1. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"crypto map m interface\" is entered again");
        assertThat(unit.outbound(10)).isSameAs(first);

        assertThat(unit.lines()).doesNotContain("crypto map m 10 match address flow1");
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isTrue();
        unit.type(BIND);
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.outbound()).hasSize(1);
    }

    @Test
    void unbindingTakesPoliciesAndSasAway() {
        unit.configure("no crypto map m interface outside");

        assertThat(unit.outbound()).isEmpty();
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.host.last().policies()).contains(List.of());
        unit.type(BIND);
        assertThat(unit.outbound()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no crypto map m", "clear crypto map m", "clear crypto map"})
    void removingTheSetLeavesInForceWhatWasBound(String line) {
        List<String> entries = unit.lines().stream()
                .filter(text -> text.startsWith("crypto map m ") && !text.equals(BIND))
                .toList();
        assertThat(unit.prints(line))
                .containsExactly(
                        "WARNING: crypto map \"m\" 10 is removed. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"no crypto map m interface outside\" is entered",
                        "WARNING: crypto map \"m\" 20 is removed. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"no crypto map m interface outside\" is entered");

        assertThat(unit.lines())
                .filteredOn(text -> text.startsWith("crypto map"))
                .containsExactly(BIND);
        untouched();
        assertThat(unit.prints("show crypto map"))
                .contains("Crypto Map \"m\" 20 is no longer configured, but what is bound stays until "
                        + "\"no crypto map m interface outside\" is typed");
        unit.configure(entries.toArray(String[]::new));
        untouched();
        unit.type(BIND);
        assertThat(unit.outbound()).hasSize(2).doesNotContain(first, second);
        assertThat(unit.prints("show crypto map").toString()).doesNotContain("stays");
    }

    @Test
    void otherEntriesAfterTheRemovalOfAllAreBoundAsIfTheyWereNew() {
        unit.configure("no crypto map m", "crypto map m 30 ipsec-manual", "crypto map m 30 match address flow2");
        untouched();
        unit.type(BIND);

        assertThat(unit.outbound()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.drops("10.1.1.9", "10.2.1.9")).isTrue();
    }

    @Test
    void whatIsSaidOfAnEntryNamesACommandThatWillBeTaken() {
        assertThat(unit.prints("no crypto map m 10"))
                .containsExactly(
                        "WARNING: crypto map \"m\" 10 is removed. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"crypto map m interface\" is entered again");
        assertThat(unit.prints("no crypto map m 20"))
                .containsExactly(
                        "WARNING: crypto map \"m\" 20 is removed. What was bound stays in force;",
                        "        its packets pass IN CLEAR once \"no crypto map m interface outside\" is entered");
        untouched();
        unit.configure("no crypto map m interface outside");
        assertThat(unit.outbound()).isEmpty();
    }

    @Test
    void removingASetThatIsNotBoundSaysNothing() {
        unit.configure("crypto map n 10 ipsec-manual");
        assertThat(unit.prints("no crypto map n")).isEmpty();
        untouched();
    }

    /** The line that bound it is refused when it is read again: there is no entry any more. */
    @Test
    void aBindingWithoutEntriesIsShownAndCanBeRemovedAfterARestart(@TempDir Path folder) {
        Path file = folder.resolve("startup-config.pix");
        unit.configure("no crypto map m 10", "no crypto map m 20");
        new Startup(unit.store, file).save();
        Unit other = Unit.bare();
        new Startup(other.store, file).load();
        other.start(new StartupState.Loaded(10, List.of()));

        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(other.prints("show crypto map"))
                .contains("Crypto Map: \"m\" interfaces: { outside }")
                .anyMatch(line -> line.startsWith("Crypto Map \"m\" 10 is no longer configured"));
        other.configure("no crypto map m interface outside");
        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(other.store.current().bindings()).isEmpty();
    }

    @Test
    void aBindingThatWasRefusedDoesNotTakeAnotherWithIt() {
        Unit other = Unit.bare();
        other.load(unit.lines().toArray(String[]::new));
        other.load("crypto map n 10 ipsec-manual", "crypto map n interface outside");
        other.start(new StartupState.Loaded(10, List.of()));
        assertThat(other.store.unsettled()).anyMatch(line -> line.contains("crypto map n interface outside"));

        other.configure("no crypto map n interface outside");
        assertThat(other.claims("10.1.0.1", "10.2.0.1")).isTrue();
    }

    @Test
    void aTypeThatWasRefusedDoesNotTakeItsEntryWithIt() {
        Unit other = Unit.bare();
        other.load(
                "crypto map n 10 ipsec-manual", "crypto map n 10 set peer 192.0.2.9", "crypto map n 10 ipsec-isakmp");
        other.start(new StartupState.Loaded(3, List.of()));

        other.configure("no crypto map n 10 ipsec-isakmp");
        assertThat(other.lines()).contains("crypto map n 10 ipsec-manual", "crypto map n 10 set peer 192.0.2.9");
    }

    @Test
    void aNameOfAnInterfaceThatWasRefusedCanBeRemoved() {
        Unit other = Unit.bare();
        other.load(Unit.interfaces("192.0.2.1"));
        other.load("nameif ethernet2 outside security0");
        other.start(new StartupState.Loaded(3, List.of()));
        assertThat(other.store.unsettled()).hasSize(1);

        other.configure("no nameif ethernet2 outside security0");
        assertThat(other.store.unsettled()).isEmpty();
    }
}
