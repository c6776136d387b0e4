// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.internal.Startup;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Suite;

/** Lines of entries that IKE negotiates, and of dynamic maps: what is put, refused, warned of, and removed. */
final class NegotiatedLinesTest extends NegotiatedBench {
    @Test
    void theGlobalLifetimeHoldsWhereTheEntrySaysNothing() {
        unit.configure("crypto ipsec security-association lifetime kilobytes 5000");
        assertThat(entry(0).terms().kilobytes()).isEqualTo(5000);
        assertThat(entry(0).terms().seconds()).isEqualTo(3600);
        assertThat(entry(1).terms().seconds()).isEqualTo(28_800);
        assertThat(unit.prints("show crypto ipsec security-association lifetime"))
                .containsExactly("Security association lifetime: 5000 kilobytes/28800 seconds");
        unit.configure("crypto ipsec security-association lifetime kilobytes 4608000");
        assertThat(unit.lines()).noneMatch(line -> line.contains("5000"));
    }

    @Test
    void bothHalvesOfALifetimeInOneLineAreWrittenInTwo() {
        unit.configure(
                "crypto ipsec security-association lifetime seconds 1200 kilobytes 6000",
                "crypto map m 10 set security-association lifetime seconds 2700 kilobytes 4608000",
                "crypto dynamic-map dyn 5 set security-association lifetime seconds 600 kilobytes 5000");
        assertThat(unit.load("crypto dynamic-map dyn 7 set security-association lifetime seconds 700 kilobytes 7000")
                        .failed())
                .isFalse();
        assertThat(unit.lines().stream().filter(line -> line.contains("lifetime")))
                .containsExactly(
                        "crypto ipsec security-association lifetime seconds 1200",
                        "crypto ipsec security-association lifetime kilobytes 6000",
                        "crypto dynamic-map dyn 5 set security-association lifetime seconds 600",
                        "crypto dynamic-map dyn 5 set security-association lifetime kilobytes 5000",
                        "crypto dynamic-map dyn 7 set security-association lifetime seconds 700",
                        "crypto dynamic-map dyn 7 set security-association lifetime kilobytes 7000",
                        "crypto map m 10 set security-association lifetime seconds 2700",
                        "crypto map m 10 set security-association lifetime kilobytes 4608000");

        unit.configure(
                BIND,
                "no crypto ipsec security-association lifetime",
                "no crypto dynamic-map dyn 5 set security-association lifetime");
        assertThat(entry(0).terms().seconds()).isEqualTo(2700);
        assertThat(unit.lines().stream().filter(line -> line.contains("lifetime")))
                .hasSize(4)
                .noneMatch(line -> line.contains("dyn 5") || line.contains("ipsec"));
        unit.configure("crypto ipsec security-association lifetime seconds 28800 kilobytes 9000");
        assertThat(unit.lines()).contains("crypto ipsec security-association lifetime kilobytes 9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto ipsec security-association lifetime seconds 1200 kilobytes 6000",
                "crypto ipsec security-association lifetime seconds 28800 kilobytes 6000",
                "crypto map m 10 set security-association lifetime seconds 2700 kilobytes 5000",
                "crypto dynamic-map dyn 5 set security-association lifetime seconds 600 kilobytes 5000",
            })
    void bothHalvesOfALifetimeAreTakenBackInOneLine(String line) {
        unit.configure("no crypto map m 10 set security-association lifetime", line);
        assertThat(unit.lines()).anyMatch(each -> each.contains("lifetime"));
        assertThat(unit.prints("no " + line)).isEmpty();
        assertThat(unit.lines()).noneMatch(each -> each.contains("lifetime"));
        assertThat(unit.prints("no " + line)).containsExactly("WARNING: nothing to remove: " + line);
    }

    @Test
    void badInputIsRefusedWithTheOffendingWord() {
        assertThat(unit.refusal("crypto map m 10 ipsec-manual"))
                .isEqualTo("ERROR: crypto map \"m\" 10 is ipsec-isakmp; delete it before changing its type");
        assertThat(unit.refusal("crypto map m 99 set peer 192.0.2.9"))
                .isEqualTo("ERROR: crypto map \"m\" 99 is described by crypto dynamic-map \"dyn\"");
        assertThat(unit.refusal("crypto map m 10 set pfs group77")).contains("group77 is not installed");
        assertThat(unit.refusal("crypto map m 10 set pfs grouping")).contains("\"grouping\"");
        assertThat(unit.refusal("crypto map m 10 set peer 300.1.1.1")).isEqualTo("ERROR: Invalid IP address 300.1.1.1");
        assertThat(unit.refusal("crypto map m 10 set peer a_b")).contains("\"a_b\"");
        assertThat(unit.refusal("crypto map m 10 set session-key inbound esp 300 cipher " + Unit.AES_1))
                .contains("ipsec-isakmp");
        assertThat(unit.refusal("crypto map m 10 set security-association lifetime seconds 5"))
                .contains("120-86400");
        assertThat(unit.refusal("crypto dynamic-map dyn 5 set transform-set nothing"))
                .isEqualTo("ERROR: transform-set \"nothing\" does not exist");
        for (int i = 0; i < 8; i++) {
            unit.configure("crypto map m 10 set peer 192.0.2." + (100 + i));
        }
        assertThat(unit.refusal("crypto map m 10 set peer 192.0.2.200")).contains("192.0.2.200");
        assertThat(unit.refusal("crypto map x 10 set pfs")).contains("does not exist");
    }

    @Test
    void aDynamicMapIsClearedByItsShortFormAndOneThatIsNotThereIsNotShown() {
        assertThat(unit.refusal("show crypto dynamic-map tag other"))
                .isEqualTo("ERROR: crypto dynamic-map \"other\" does not exist");
        unit.configure("clear dynamic-map dyn 7");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto dynamic-map dyn 7"));
        assertThat(unit.lines()).contains("crypto dynamic-map dyn 5 set transform-set strong");
        unit.configure("clear crypto dynamic-map");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto dynamic-map"));
    }

    @Test
    void aListOfADynamicMapTakesNoElementThatTellsProtocolsApart() {
        assertThat(unit.refusal("access-list 102 permit tcp any any eq 80"))
                .isEqualTo("ERROR: access-list 102 belongs to crypto dynamic-map \"dyn\" 7, which protects all of IP:"
                        + " \"tcp\" cannot be told apart");
    }

    @Test
    void aDynamicEntryWhoseListEndsIsNotOpen() {
        assertThat(unit.prints("no access-list 102"))
                .containsExactly("WARNING: crypto dynamic-map \"dyn\" 7 loses access-list 102:"
                        + " once bound again it takes no flow until the list has elements");
        unit.configure(BIND);
        assertThat(ike.plan.entries()).extracting(IkeEntry::lines).doesNotContain("crypto dynamic-map dyn 7");
    }

    @Test
    void aDynamicEntryGoesAsAWhole() {
        unit.configure("crypto dynamic-map dyn 5", "no crypto dynamic-map dyn 5");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto dynamic-map dyn 5"));
    }

    @Test
    void anEntryGoesAsAWhole() {
        unit.configure("no crypto map m 10 ipsec-isakmp");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto map m 10"));
        unit.configure("no crypto map m 99 ipsec-isakmp dynamic dyn");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto map m 99"));
    }

    @Test
    void aSetThatADynamicEntryUsesStays() {
        unit.configure("no crypto map m 10");
        assertThat(unit.refusal("no crypto ipsec transform-set both"))
                .isEqualTo("ERROR: transform-set \"both\" is in use by crypto dynamic-map \"dyn\" 7");
    }

    @Test
    void aSetInUseStaysAlsoWhileItsTransformIsMissing() {
        unit.remove("aes-cbc");
        unit.store.reevaluate();
        assertThat(unit.refusal("no crypto ipsec transform-set both"))
                .isEqualTo("ERROR: transform-set \"both\" is in use by crypto map \"m\" 10");
    }

    @Test
    void aSetIsWhatItsLineSaysThatHasEffectNotWhatAnotherWaitsFor() {
        unit.remove("aes-cbc");
        unit.load(
                "crypto ipsec transform-set two esp-aes esp-sha-hmac",
                "crypto ipsec transform-set two esp-3des esp-sha-hmac");
        unit.configure("crypto map m 10 set transform-set two", BIND);
        assertThat(entry(0).suites()).extracting(Suite::name).containsExactly("two");
    }

    @Test
    void aLegacyGroupIsWarnedOfAlsoWhereNoneIsGiven() {
        unit.configure("crypto map x 10 ipsec-isakmp");
        assertThat(unit.prints("crypto map x 10 set pfs group2"))
                .containsExactly("WARNING: crypto map \"x\" 10: group2 is a legacy algorithm");
        assertThat(unit.prints("crypto map x 10 set pfs"))
                .containsExactly("WARNING: crypto map \"x\" 10: group1 is a legacy algorithm");
        assertThat(unit.prints("crypto dynamic-map other 5 set pfs group1"))
                .containsExactly("WARNING: crypto dynamic-map \"other\" 5: group1 is a legacy algorithm");
    }

    @Test
    void anEntryWithoutPeersAsksForMore() {
        assertThat(unit.prints("crypto map m 20 ipsec-isakmp"))
                .containsExactly(
                        "% NOTE: This new crypto map will remain disabled until a peer",
                        "        and a valid access list have been configured.",
                        "% This takes effect at the next \"crypto map m interface outside\"");
        assertThat(unit.prints(BIND)).contains("WARNING: This crypto map is incomplete");
        assertThat(new Startup(unit.store, Path.of("unused")).running())
                .containsSequence("crypto map m 20 ipsec-isakmp", "! Incomplete")
                .doesNotContainSequence("crypto map m 10 ipsec-isakmp", "! Incomplete");
        assertThat(unit.prints("crypto map x 21 ipsec-isakmp dynamic nothing")).isEmpty();
    }
}
