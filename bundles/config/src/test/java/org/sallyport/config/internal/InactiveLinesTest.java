// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Line;

class InactiveLinesTest {
    private static final List<String> FILE = List.of(
            "crypto map m interface outside",
            "crypto map m 10 set transform-set t",
            "crypto map m 10 match address 1",
            "crypto ipsec transform-set t esp-aes esp-sha-hmac",
            "access-list 1 permit ip any any",
            "access-list 1 deny ip any any",
            "hostname x");

    private final Unit unit = new Unit();

    @Test
    void linesStayInTheirPlaceWhenTheirBundleGoesAndComeBackWithIt() {
        unit.with("hostname x", "access-list 1 permit ip any any", "crypto ipsec transform-set t esp-des");
        var before = unit.store.current();
        unit.store.remove(unit.sample);
        assertThat(unit.lines())
                .isEqualTo(before.lines().stream().map(Line::text).toList());
        assertThat(unit.active()).isEmpty();
        unit.store.add(unit.sample);
        assertThat(unit.store.current()).isEqualTo(before);
    }

    @Test
    void aLineWhoseTransformGoesIsInactiveUntilItReturns() {
        unit.with("crypto ipsec transform-set t esp-des");
        unit.sample.transforms.remove("esp-des");
        unit.store.reevaluate();
        var line = unit.store.current().lines().get(0);
        assertThat(line.inactive()).contains("transform \"esp-des\" is not installed");
        assertThat(line.arguments().words("t")).containsExactly("esp-des");
        unit.sample.transforms.add("esp-des");
        unit.store.reevaluate();
        assertThat(unit.active()).containsExactly("crypto ipsec transform-set t esp-des");
    }

    @Test
    void aFileIsKeptWholeWhileNobodyKnowsItsLines() {
        var store = new Store();
        assertThat(store.merge(FILE).failed()).isFalse();
        assertThat(store.current().lines()).hasSize(7).noneMatch(Line::active);
        assertThat(store.current().lines()).extracting(Line::text).containsExactlyElementsOf(FILE);
    }

    @Test
    void linesOfAFileAreJudgedWhenTheirBundleComes() {
        unit.store.remove(unit.sample);
        unit.store.merge(FILE);
        unit.store.add(unit.sample);
        assertThat(unit.active())
                .containsExactly(
                        "hostname x",
                        "access-list 1 permit ip any any",
                        "access-list 1 deny ip any any",
                        "crypto map m 10 match address 1",
                        "crypto map m interface outside");
        assertThat(unit.store.unsettled()).hasSize(2);
        assertThat(unit.bound("outside")).doesNotContain("crypto map m 10 set transform-set t");

        unit.sample.transforms.add("esp-aes");
        unit.store.reevaluate();
        assertThat(unit.active()).hasSize(7);
        assertThat(unit.store.unsettled()).isEmpty();
        assertThat(unit.bound("outside")).hasSize(7);
        assertThat(unit.store.current().binding("outside").orElseThrow().generation())
                .isEqualTo(1);
    }

    @Test
    void whatIsTypedReplacesALineThatWaitsForGood() {
        unit.store.merge(List.of("crypto ipsec transform-set t esp-aes esp-sha-hmac"));
        unit.with("crypto ipsec transform-set t esp-des");
        assertThat(unit.lines()).containsExactly("crypto ipsec transform-set t esp-des");
        unit.sample.transforms.add("esp-aes");
        unit.store.reevaluate();
        assertThat(unit.active()).containsExactly("crypto ipsec transform-set t esp-des");
    }

    @Test
    void whatIsTypedReplacesALineThatWasRefused() {
        unit.store.remove(unit.sample);
        unit.store.merge(List.of("crypto map m 10 set transform-set absent"));
        unit.store.add(unit.sample);
        unit.with("crypto ipsec transform-set t esp-des", "crypto map m 10 set transform-set t");
        assertThat(unit.lines())
                .containsExactly("crypto ipsec transform-set t esp-des", "crypto map m 10 set transform-set t");
        unit.with("crypto ipsec transform-set absent esp-des");
        unit.store.reevaluate();
        assertThat(unit.active()).contains("crypto map m 10 set transform-set t");
    }

    @Test
    void aLineOfAFileThatAppliesLeavesTheOneThatWaits() {
        var file = List.of("crypto ipsec transform-set t esp-des", "crypto ipsec transform-set t esp-aes");
        unit.store.merge(file);
        assertThat(unit.lines()).isEqualTo(file);
    }

    @Test
    void anAccessListKeepsItsOrderWhenOneOfItsLinesComesLate() {
        var list = List.of("access-list 1 deny ip any any", "access-list 1 permit ip any any");
        unit.store.remove(unit.sample);
        unit.store.merge(list);
        unit.store.add(unit.sample);
        assertThat(unit.active()).isEqualTo(list);
    }

    @Test
    void secretsOfLinesThatNobodyKnowsAreMasked() {
        var store = new Store();
        store.merge(List.of("crypto map m 10 set session-key inbound esp 300 cipher 0011223344556677", "hostname x"));
        assertThat(store.current().lines())
                .extracting(Line::masked)
                .containsExactly("crypto map ********", "hostname x");
        assertThat(store.current().toString()).doesNotContain("0011223344556677");
    }

    @Test
    void noWithTheExactTextRemovesALineThatNobodyKnows() {
        unit.store.merge(List.of("snmp-server contact me"));
        assertThat(unit.lines()).containsExactly("snmp-server contact me");
        assertThat(unit.refusal("no snmp-server contact you")).isEqualTo("ERROR: invalid word \"snmp-server\"");
        unit.with("no snmp-server contact me");
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void wrongLinesOfAFileAreReportedWithTheirNumberAndTheRestApplies() {
        var reply = unit.store.merge(List.of(
                "hostname a b",
                "",
                "route o 10.0.0.0 255.0.255.0 1.1.1.1",
                "hostname good",
                "show crypto map",
                "no isakmp enable outside",
                "crypto map m 10 set transform-set nosuch"));
        assertThat(reply.failed()).isTrue();
        assertThat(reply.lines())
                .containsExactly(
                        "ERROR: line 1: unexpected word \"b\"",
                        "ERROR: line 3: Invalid netmask 255.0.255.0",
                        "ERROR: line 5: \"show\" is not a configuration command",
                        "WARNING: line 6: ignored: invalid word \"isakmp\"",
                        "ERROR: line 7: transform-set \"nosuch\" does not exist");
        assertThat(unit.lines()).containsExactly("hostname good");
    }

    @Test
    void wrongLinesOfAFileAreReportedAlsoWhileOthersWait() {
        var reply = unit.store.merge(
                List.of("crypto ipsec transform-set t esp-aes", "crypto map m 10 set transform-set absent"));
        assertThat(reply.failed()).isTrue();
        assertThat(reply.lines()).containsExactly("ERROR: line 2: transform-set \"absent\" does not exist");
    }

    @Test
    void aLineIsKeptThatIsRefusedOnlyWhileAnotherWaits() {
        var file = List.of("crypto ipsec transform-set t esp-aes", "crypto map m 10 set transform-set t");
        for (int i = 0; i < 2; i++) {
            assertThat(unit.store.merge(file).lines())
                    .containsExactly("ERROR: line 2: transform-set \"t\" does not exist");
            assertThat(unit.lines()).isEqualTo(file);
        }
        unit.sample.transforms.add("esp-aes");
        unit.store.reevaluate();
        assertThat(unit.active()).isEqualTo(file);
    }

    @Test
    void aLineThatWasThereBeforeAFileIsNotDroppedForTheFile() {
        unit.store.remove(unit.sample);
        unit.store.merge(List.of("crypto map m 10 set transform-set t"));
        unit.store.add(unit.sample);
        var reply = unit.store.merge(List.of("crypto map m 10 set transform-set t"));
        assertThat(reply.lines()).containsExactly("ERROR: line 1: transform-set \"t\" does not exist");
        assertThat(unit.lines()).containsExactly("crypto map m 10 set transform-set t");
    }

    @Test
    void aLineThatAnEarlierFileBroughtIsReportedOnlyIfTheFileHasItToo() {
        unit.store.remove(unit.sample);
        unit.store.merge(List.of("crypto map m 10 set transform-set absent", "snmp-server contact me"));
        unit.store.add(unit.sample);
        assertThat(unit.store.merge(List.of("hostname x")).lines()).isEmpty();
        assertThat(unit.lines()).contains("crypto map m 10 set transform-set absent");
        assertThat(unit.store
                        .merge(List.of("crypto map m 10 set transform-set absent"))
                        .lines())
                .containsExactly("ERROR: line 1: transform-set \"absent\" does not exist");
    }

    @Test
    void aBundleThatListensFindsItsOwnLinesActive() {
        final class Bundle implements CommandSet, ConfigurationListener {
            final List<Integer> active = new ArrayList<>();

            @Override
            public List<org.sallyport.config.Command> commands() {
                return List.of(Sample.ROUTE);
            }

            @Override
            public List<String> changed(Configuration before, Configuration after) {
                active.add((int) after.lines().stream().filter(Line::active).count());
                return List.of();
            }
        }
        var store = new Store();
        store.merge(List.of("route o 10.0.0.0 255.0.0.0 1.1.1.1"));
        var bundle = new Bundle();
        store.add((ConfigurationListener) bundle);
        store.add((CommandSet) bundle);
        store.remove((CommandSet) bundle);
        store.remove((ConfigurationListener) bundle);
        assertThat(bundle.active).containsExactly(1);
    }
}
