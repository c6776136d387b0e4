// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.Candidate;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Mode;
import org.sallyport.config.Setting;

class GrammarTest {
    private final Unit unit = new Unit();

    @ParameterizedTest
    @ValueSource(
            strings = {"a {b", "a [b", "a <b", "<x>", "a b}", "a {|b}", "[a]", "a <x:ip>{3,2}", "a <x:ip>{1,99}", ""})
    void aGrammarThatMakesNoSenseIsRefused(String grammar) {
        assertThatThrownBy(() -> Grammar.of(grammar)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usageShowsTheVerbThatWasTyped() {
        assertThat(unit.type("clear access-list 1 2").lines())
                .containsExactly("ERROR: unexpected word \"2\"", "Usage:  clear access-list [<acl>]");
        assertThat(unit.type("show crypto map m").lines().get(1)).isEqualTo("Usage:  show crypto map");
    }

    @Test
    void keywordsMayBeCutToUniquePrefixesInEitherCase() {
        unit.with("HOST Edge", "acc L1 per ip h 10.0.0.1 a");
        assertThat(unit.lines()).containsExactly("hostname Edge", "access-list L1 permit ip host 10.0.0.1 any");
    }

    @Test
    void anAmbiguousPrefixIsNeverGuessed() {
        assertThat(unit.refusal("c")).isEqualTo("ERROR: % Ambiguous command:  \"c\"");
        unit.with("cr map m 10 ipsec-manual");
        assertThat(unit.refusal("crypto map m 10 s")).startsWith("ERROR: Not enough arguments.");
        assertThat(unit.refusal("crypto map m 10 set")).startsWith("ERROR: Not enough arguments.");
    }

    @Test
    void namesAreNeverCutNorChangedInCase() {
        unit.with("access-list Any permit ip any any", "access-list any permit ip any any");
        assertThat(unit.lines())
                .containsExactlyInAnyOrder("access-list Any permit ip any any", "access-list any permit ip any any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "frobnicate now > ERROR: unknown command \"frobnicate\"",
                "hostname > ERROR: Not enough arguments.",
                "hostname a b > ERROR: unexpected word \"b\"",
                "route outside 300.1.1.1 0.0.0.0 1.2.3.4 > ERROR: Invalid IP address 300.1.1.1",
                "route outside 10.0.0.0 255.0.255.0 1.2.3.4 > ERROR: Invalid netmask 255.0.255.0",
                "route outside 10.0.0.0 0.0.0.255 1.2.3.4 > ERROR: Invalid netmask 0.0.0.255",
                "route outside 010.0.0.0 255.0.0.0 1.2.3.4 > ERROR: Invalid IP address 010.0.0.0",
                "route outside 10.0.0.0 255.0.0.0 1.2.3.4 0 > ERROR: metric must be in the range 1-255 (0 given)",
                "crypto map m 65536 ipsec-manual > ERROR: seq must be in the range 1-65535 (65536 given)",
                "crypto map m 10 set session-key inbound esp 255 cipher 00 > "
                        + "ERROR: SPI must be in the range 256-4294967295 (255 given)",
                "crypto map m 10 set session-key inbound esp 300 cipher 123456789012345 > "
                        + "ERROR: cipher key must have an even number of hexadecimal digits (15 given)",
                "crypto map m 10 set session-key inbound esp 300 cipher abcdefghijklmnopno > "
                        + "ERROR: cipher key contains characters that are not hexadecimal digits",
                "crypto map m 10 set session-key inbound esp 300 cipher ******** > "
                        + "ERROR: cipher key is masked (********); enter the real one",
                "crypto map m 10 set pfs > ERROR: invalid word \"pfs\"",
                "crypto ipsec transform-set t esp-aes > ERROR: transform \"esp-aes\" is not installed",
                "crypto ipsec transform-set t esp-des, esp-sha-hmac > ERROR: transform \"esp-des,\" is not installed",
                "crypto ipsec transform-set t esp-des esp-des esp-des esp-des > ERROR: unexpected word \"esp-des\"",
            })
    void aWrongLineIsRefusedNamingTheWord(String line, String message) {
        assertThat(unit.refusal(line)).isEqualTo(message);
    }

    @Test
    void aSyntaxErrorShowsTheUsage() {
        assertThat(unit.type("hostname").lines())
                .containsExactly("ERROR: Not enough arguments.", "Usage:  [no] hostname <name>");
        assertThat(unit.type("nonsense").lines().get(1))
                .isEqualTo("Type help or '?' for a list of available commands.");
    }

    @Test
    void aKeyInTheWrongPlaceIsNotRepeated() {
        var reply =
                unit.type("crypto map m 10 set session-key inbound esp 300 cipher 0011 authenticator 2233 4455667788");
        assertThat(reply.failed()).isTrue();
        assertThat(reply.lines().toString()).doesNotContain("4455667788", "0011", "2233");
    }

    @Test
    void aNameHasAtMost63Characters() {
        unit.with("hostname " + "a".repeat(63));
        assertThat(unit.refusal("hostname " + "a".repeat(64))).contains("has 64 characters, at most 63");
    }

    @Test
    void numbersAreNormalised() {
        unit.with("route outside 10.0.0.0 255.0.0.0 1.2.3.4 007");
        assertThat(unit.lines()).containsExactly("route outside 10.0.0.0 255.0.0.0 1.2.3.4 7");
        var spi = unit.with("crypto map m 1 set session-key inbound esp 0x1F4 cipher AABB")
                .store
                .current();
        assertThat(spi.line(Sample.KEY).orElseThrow().number("spi")).isEqualTo(500);
        assertThat(spi.line(Sample.KEY).orElseThrow().arguments().secret("cipherkey"))
                .containsExactly(0xaa, 0xbb);
    }

    @Test
    void addressesAreReadAs32Bits() {
        unit.with("route outside 10.0.0.0 255.0.0.0 192.168.1.254");
        var arguments = unit.store.current().line(Sample.ROUTE).orElseThrow().arguments();
        assertThat(arguments.ipv4("gateway")).isEqualTo(0xc0a801fe);
        assertThat(arguments.ipv4("mask")).isEqualTo(0xff000000);
        assertThat(arguments.find("metric")).isEmpty();
    }

    @Test
    void aliasesMeanTheirCommand() {
        unit.with("ipsec transform-set t esp-3des");
        assertThat(unit.lines()).containsExactly("crypto ipsec transform-set t esp-3des");
        assertThat(unit.type("show ipsec sa detail").lines()).containsExactly("a", "b");
        unit.with("no ipsec transform-set t", "crypto map m 10 ipsec-manual", "clear map m");
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void optionsAndRepetitionsKeepTheirWords() {
        assertThat(unit.type("sh cry ips sa map M").lines()).containsExactly("M");
        unit.with("crypto ipsec transform-set t esp-3des esp-sha-hmac");
        var line = unit.store.current().line(Sample.TRANSFORM_SET).orElseThrow();
        assertThat(line.arguments().words("t")).containsExactly("esp-3des", "esp-sha-hmac");
    }

    @Test
    void commandsOfAnotherModeAreUnknown() {
        unit.console.enter(Mode.PRIVILEGED);
        assertThat(unit.refusal("hostname a")).isEqualTo("ERROR: unknown command \"hostname\"");
        unit.console.enter(Mode.UNPRIVILEGED);
        assertThat(unit.refusal("show crypto ipsec sa")).isEqualTo("ERROR: unknown command \"show\"");
        unit.with("ena");
        assertThat(unit.console.mode()).isEqualTo(Mode.PRIVILEGED);
    }

    @Test
    void completionOffersWhatMayFollow() {
        assertThat(words("crypto map m 10 set ")).containsExactly("peer", "session-key", "transform-set");
        assertThat(words("crypto map m 10 set p")).containsExactly("peer");
        assertThat(words("cr ips tr t esp-3")).containsExactly("esp-3des");
        assertThat(words("access-list ")).containsExactly("<acl>");
        assertThat(words("hostname x ")).containsExactly("<cr>");
        assertThat(words("no host")).containsExactly("hostname");
        assertThat(words("nonsense ")).isEmpty();
        assertThat(unit.store.words(Mode.CONFIGURATION))
                .contains("access-list", "clear", "crypto", "enable", "no", "show");
    }

    @Test
    void eachTokenBringsItsHelp() {
        assertThat(unit.store.complete(Mode.CONFIGURATION, "host"))
                .containsExactly(new Candidate("hostname", "Name the unit", true));
        assertThat(unit.store.complete(Mode.CONFIGURATION, "no hostname "))
                .contains(new Candidate("<name>", "The new name", false), new Candidate("<cr>", "", false));
    }

    @Test
    void aLineThatCarriesASecretIsKnownBeforeItIsRun() {
        var keyed = "crypto map m 10 set session-key inbound esp 300 cipher ";
        assertThat(unit.store.carriesSecret(Mode.CONFIGURATION, keyed + "0011")).isTrue();
        assertThat(unit.store.carriesSecret(Mode.CONFIGURATION, keyed + "nothex"))
                .isTrue();
        assertThat(unit.store.carriesSecret(Mode.CONFIGURATION, "crypto map m 10 ipsec-manual"))
                .isFalse();
    }

    @Test
    void aCommandWhoseGrammarIsWrongIsLeftOutAndTheOthersAreThere() {
        var broken = Setting.of("broken <a");
        unit.store.add(CommandSet.of(broken, Setting.of("sound <a:name>")));
        unit.with("sound x");
        assertThat(unit.refusal("broken <a")).contains("unknown command");
        assertThat(List.of(Mode.values())).hasSize(3);
    }

    @Test
    void anAmbiguousWordBehindASecretDoesNotShowIt() {
        unit.store.add(CommandSet.of(Setting.of("isakmp key <key:secret> address <peer:ip> [netmask] [no-xauth]")));
        for (var verb : List.of("", "no ")) {
            assertThat(unit.refusal(verb + "isakmp key Tide-Table-9 address 203.0.113.1 n"))
                    .isEqualTo(
                            "ERROR: % Ambiguous command:  \"" + verb + "isakmp key ******** address 203.0.113.1 n\"");
        }
    }

    private List<String> words(String buffer) {
        return unit.store.complete(Mode.CONFIGURATION, buffer).stream()
                .map(Candidate::word)
                .toList();
    }
}
