// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;

/** Edits of what is bound: what is said of them, and what a clear puts into effect. */
final class WaitingEditsTest extends NegotiatedBench {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto map m 10 set peer 192.0.2.3",
                "crypto map m 10 set security-association lifetime kilobytes 5000",
                "crypto dynamic-map dyn 5 set transform-set both",
                "crypto dynamic-map dyn 7 set security-association lifetime seconds 600",
                "crypto ipsec transform-set strong esp-aes esp-sha-hmac",
            })
    void anEditOfWhatIsBoundSaysWhenItTakesEffect(String line) {
        assertThat(unit.prints(line))
                .containsExactly(
                        "% This takes effect at the next \"crypto map m interface outside\" or \"clear crypto sa\"");
        assertThat(unit.prints(line)).as("nothing changes").isEmpty();
    }

    @Test
    void aListThatABoundEntryIsToHaveWaitsForTheNextBindingAlone() {
        assertThat(unit.prints("crypto map m 10 match address 103"))
                .containsExactly(
                        "WARNING: access-list 103 does not exist",
                        "% This takes effect at the next \"crypto map m interface outside\"");
        assertThat(unit.prints("access-list 103 permit ip any any"))
                .as("it is not bound")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "102"})
    void anElementOfAListThatWasBoundWaitsForTheNextBindingAlone(String list) {
        assertThat(unit.prints("access-list " + list + " permit ip host 10.1.9.9 any"))
                .containsExactly("% This takes effect at the next \"crypto map m interface outside\"");
        assertThat(unit.load("access-list " + list + " permit ip host 10.1.9.8 any")
                        .lines())
                .isEmpty();
    }

    @Test
    void anEntryThatIsNotBoundWaitsForTheNextBindingAlone() {
        unit.configure("crypto map m 20 ipsec-isakmp");
        for (String line : List.of(
                "crypto map m 20 set peer 192.0.2.3",
                "crypto map m 20 set transform-set strong",
                "crypto dynamic-map dyn 9 set transform-set strong")) {
            assertThat(unit.prints(line))
                    .containsExactly("% This takes effect at the next \"crypto map m interface outside\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crypto dynamic-map other 5 set transform-set both",
                "crypto ipsec transform-set other esp-aes esp-sha-hmac",
                "crypto map x 10 ipsec-isakmp dynamic dyn",
                "access-list 109 permit ip any any",
            })
    void anEditOfWhatNoBoundMapUsesSaysNothing(String line) {
        assertThat(unit.prints(line)).isEmpty();
    }

    @Test
    void clearTakesAllThatIsNegotiatedAsItIsConfiguredNow() {
        unit.configure(
                "crypto map m 10 set pfs group1",
                "crypto map m 10 set security-association lifetime seconds 600",
                "crypto map m 10 set keep-up",
                "crypto ipsec transform-set third esp-aes esp-sha-hmac",
                "crypto dynamic-map dyn 5 set peer 192.0.2.9",
                "crypto dynamic-map dyn 5 set transform-set third",
                "crypto dynamic-map dyn 5 set pfs group2",
                "crypto dynamic-map dyn 5 set security-association lifetime kilobytes 5000",
                "crypto ipsec transform-set both ah-md5-hmac esp-aes esp-md5-hmac");
        assertThat(entry(0).terms().seconds()).isEqualTo(3600);
        assertThat(entry(1).terms().pfs()).isEqualTo(Pfs.NONE);

        unit.configure("clear crypto sa");
        assertThat(entry(0).terms().pfs()).isEqualTo(new Pfs(true, OptionalInt.of(1)));
        assertThat(entry(0).terms().seconds()).isEqualTo(600);
        assertThat(entry(0).terms().keepUp()).isTrue();
        assertThat(entry(1).peers()).containsExactly("192.0.2.9");
        assertThat(entry(1).suites()).extracting(Suite::name).containsExactly("third");
        assertThat(entry(1).terms().pfs()).isEqualTo(new Pfs(true, OptionalInt.of(2)));
        assertThat(entry(1).terms().kilobytes()).isEqualTo(5000);
        assertThat(entry(2).suites().get(0).protocols().get(0).keys().cipher()).isEqualTo(16);
    }

    @Test
    void clearBringsNoEntryOfADynamicMapThatIsNotBound() {
        unit.configure(
                "access-list 109 permit ip host 10.1.0.1 any",
                "crypto dynamic-map dyn 9 match address 109",
                "crypto dynamic-map dyn 9 set transform-set strong",
                "clear crypto sa");
        assertThat(ike.plan.entries())
                .extracting(IkeEntry::lines)
                .containsExactly("crypto map m 10", "crypto dynamic-map dyn 5", "crypto dynamic-map dyn 7");
    }
}
