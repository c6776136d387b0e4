// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.config.Change;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.ConfigurationListener;
import org.sallyport.config.Line;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Setting;

class LinesTest {
    private static final String SESSION_KEY = "crypto map m 10 set session-key inbound esp 300 cipher 0011223344556677";

    private final Unit unit = new Unit();

    @Test
    void aLineReplacesTheOneWithItsKey() {
        unit.with("hostname a", "hostname b");
        assertThat(unit.lines()).containsExactly("hostname b");
        unit.with(
                "crypto map m 10 match address 1",
                "crypto map m 20 match address 2",
                "crypto map m 10 match address 3");
        assertThat(unit.lines())
                .containsExactly("hostname b", "crypto map m 10 match address 3", "crypto map m 20 match address 2");
    }

    @Test
    void inboundAndOutboundKeysAreDifferentLines() {
        unit.with(SESSION_KEY, SESSION_KEY.replace("inbound", "outbound"), SESSION_KEY.replace("00112233", "99112233"));
        assertThat(unit.lines()).hasSize(2);
    }

    @Test
    void repeatedLinesStandOnceAndAListKeepsItsOrder() {
        unit.with(
                "access-list 9 deny ip host 10.0.0.9 any",
                "access-list 9 permit ip any any",
                "access-list 10 permit ip any any",
                "route o 10.0.0.0 255.0.0.0 1.1.1.1",
                "route o 10.0.0.0 255.0.0.0 1.1.1.1");
        assertThat(unit.lines())
                .containsExactly(
                        "access-list 9 deny ip host 10.0.0.9 any",
                        "access-list 9 permit ip any any",
                        "access-list 10 permit ip any any",
                        "route o 10.0.0.0 255.0.0.0 1.1.1.1");
        assertThat(unit.refusal("access-list 10 permit ip any any"))
                .isEqualTo("ERROR: ACE not added. Possible duplicate entry");
    }

    @Test
    void linesAreWrittenInTheDeclaredOrderWithSequenceNumbersAsNumbers() {
        unit.with(
                "crypto map m interface outside",
                "crypto map m 100 ipsec-manual",
                "crypto map m 20 set peer 1.1.1.1",
                "crypto map m 20 match address 1",
                "crypto map m 20 ipsec-manual",
                "crypto ipsec transform-set t esp-des",
                "hostname x");
        assertThat(unit.lines())
                .containsExactly(
                        "hostname x",
                        "crypto ipsec transform-set t esp-des",
                        "crypto map m 20 ipsec-manual",
                        "crypto map m 20 match address 1",
                        "crypto map m 20 set peer 1.1.1.1",
                        "crypto map m 100 ipsec-manual",
                        "crypto map m interface outside");
    }

    @Test
    void noWithALineThatWasPutAsSeveralRemovesThemIfAllAreThere() {
        var size = Setting.of("size {width <width:1-99> [height <height:1-99>]|height <height:1-99>}")
                .key("size {width|height}")
                .onEntry((before, line) -> line.has("width") && line.has("height")
                        ? Change.none()
                                .put("size width " + line.word("width"))
                                .put("size height " + line.word("height"))
                        : Change.of(line));
        unit.store.add((CommandSet) () -> List.of(size));
        unit.with("size width 3 height 4");
        assertThat(unit.lines()).containsExactly("size width 3", "size height 4");
        assertThat(unit.type("no size width 3 height 5").lines())
                .containsExactly("WARNING: nothing to remove: size width 3 height 5");
        assertThat(unit.lines()).hasSize(2);
        unit.with("no size width 3 height 4");
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void noWithTheLineRemovesItAndNoWithAPrefixAllBelow() {
        unit.with(
                "hostname a",
                "access-list 1 permit ip any any",
                "access-list 1 deny ip any any",
                "access-list 10 permit ip any any",
                "crypto map m 10 ipsec-manual",
                "crypto map m 10 set peer 1.1.1.1",
                "crypto map m 100 ipsec-manual",
                "no host",
                "no access-list 1 deny ip any any");
        assertThat(unit.lines()).doesNotContain("hostname a", "access-list 1 deny ip any any");
        unit.with("no access-list 1", "no crypto map m 10");
        assertThat(unit.lines()).containsExactly("access-list 10 permit ip any any", "crypto map m 100 ipsec-manual");
        unit.with("clear access-list", "no crypto map m");
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void removingWhatIsNotThereIsSaidButNoFailure() {
        var reply = unit.type("no access-list 77");
        assertThat(reply.failed()).isFalse();
        assertThat(reply.lines()).containsExactly("WARNING: nothing to remove: access-list 77");
        assertThat(unit.type("clear access-list 77")).isEqualTo(reply);
        unit.with("clear access-list");
    }

    @Test
    void aSettingMayForbidARemoval() {
        unit.with("crypto ipsec transform-set t esp-des", "crypto map m 10 set transform-set t");
        assertThat(unit.refusal("no crypto ipsec transform-set t"))
                .isEqualTo("ERROR: transform-set \"t\" is in use by crypto map \"m\" 10");
        unit.with("no crypto map m 10", "no crypto ipsec transform-set t");
    }

    @Test
    void aSettingMayTakeOtherLinesWithIt() {
        unit.with(
                "access-list 1 permit ip any any",
                "access-list 1 deny ip any any",
                "crypto map m 10 match address 1",
                "no access-list 1 permit ip any any");
        assertThat(unit.lines()).contains("crypto map m 10 match address 1");
        unit.with("no access-list 1 deny ip any any");
        assertThat(unit.lines()).isEmpty();
    }

    /** The entry says what becomes of its peer; the peer's own line would only say it again. */
    @Test
    void aLineThatGoesWithAnotherIsNotAskedAbout() {
        String peer = "crypto map m 10 set peer 1.1.1.1";
        unit.with("crypto map m 10 ipsec-manual", peer);
        assertThat(unit.type("no crypto map m 10").lines()).isEmpty();
        unit.with("crypto map m 10 ipsec-manual", peer);
        assertThat(unit.type("no " + peer).lines()).containsExactly("WARNING: no peer");
    }

    @Test
    void aNameThatDoesNotExistIsRefused() {
        assertThat(unit.refusal("crypto map m 10 set transform-set nosuch"))
                .isEqualTo("ERROR: transform-set \"nosuch\" does not exist");
    }

    @Test
    void secretsAreMaskedWhereverALineIsPrinted() {
        unit.with("crypto map m 10 ipsec-manual", SESSION_KEY);
        var line = unit.store.current().line(Sample.KEY).orElseThrow();
        assertThat(line).hasToString("crypto map m 10 set session-key inbound esp 300 cipher ********");
        assertThat(line.arguments().toString()).doesNotContain("0011");
        assertThat(unit.store.current().toString()).doesNotContain("0011");
        assertThat(unit.type("show crypto map").lines())
                .containsExactly(
                        "crypto map m 10 ipsec-manual",
                        "crypto map m 10 set session-key inbound esp 300 cipher ********");
    }

    @Test
    void commentsAndBlankLinesAreSilent() {
        unit.with("", "   ", "! a comment \u00e4", ": another");
        assertThat(unit.lines()).isEmpty();
    }

    @Test
    void aHugeLineOrBinaryGarbageIsRefusedAndTheNextLineGoesOn() {
        assertThat(unit.refusal("hostname " + "x".repeat(10_240)))
                .isEqualTo(
                        "ERROR: line has 10249 characters, at most " + RunningConfiguration.MAX_LINE + " are allowed");
        assertThat(unit.refusal("host\u0007name x"))
                .isEqualTo("ERROR: character 0x07 in column 5 is not printable ASCII");
        assertThat(unit.refusal("\u0000\u0001\ufffd")).startsWith("ERROR: character 0x00 in column 1");
        unit.with("hostname still-here\r");
        assertThat(unit.lines()).containsExactly("hostname still-here");
    }

    @Test
    void noNameHasAQuestionMark() {
        assertThat(unit.refusal("crypto map ? 10 ipsec-manual"))
                .isEqualTo("ERROR: map \"?\" must not contain \"?\", which asks for help");
        assertThat(unit.store.merge(List.of("crypto map a?b 10 ipsec-manual")).failed())
                .isTrue();
    }

    @Test
    void aHandlerThatFailsChangesNothing() {
        unit.store.add(CommandSet.of(Setting.of("explode").onEntry((before, line) -> {
            throw new IllegalStateException("bang");
        })));
        assertThat(unit.refusal("explode")).isEqualTo("ERROR: internal error: java.lang.IllegalStateException: bang");
    }

    @Test
    void listenersSeeEveryChangeAndTheirWarningsArePrinted() {
        var seen = new ArrayList<List<String>>();
        ConfigurationListener listener = (before, after) -> {
            seen.add(after.lines().stream().map(Line::text).toList());
            return after.lines().isEmpty() ? List.of() : List.of("mind the gap");
        };
        unit.store.add(listener);
        assertThat(unit.type("hostname a").lines()).containsExactly("WARNING: mind the gap");
        unit.refusal("hostname");
        unit.store.remove(listener);
        unit.with("hostname b");
        assertThat(seen).containsExactly(List.of(), List.of("hostname a"));
    }

    @Test
    void aListenerMayRefuseATypedChangeButNoFile() {
        unit.store.add(new ConfigurationListener() {
            @Override
            public List<String> changed(Configuration before, Configuration after) {
                return List.of();
            }

            @Override
            public Optional<String> refusal(Configuration before, Configuration after) {
                return Optional.of("no room for " + after.lines());
            }
        });
        assertThat(unit.refusal("hostname a")).isEqualTo("ERROR: no room for [hostname a]");
        unit.store.merge(List.of("hostname b"));
        assertThat(unit.lines()).containsExactly("hostname b");
    }

    @Test
    void aListenerThatFailsIsAWarning() {
        unit.store.add((ConfigurationListener) (before, after) -> {
            throw new IllegalStateException("no route to host");
        });
        assertThat(unit.type("hostname a").lines().get(0))
                .startsWith("WARNING: ")
                .contains("no route to host");
        assertThat(unit.lines()).containsExactly("hostname a");
    }

    @Test
    void theConfigurationHasALargestSize() {
        unit.store.add(CommandSet.of(Setting.of("remark <text:rest>")));
        var errors = unit.store.merge(java.util.stream.IntStream.range(0, 4_300)
                .mapToObj(i -> "remark " + i + " " + "x".repeat(4000))
                .toList());
        assertThat(errors.failed()).isTrue();
        assertThat(unit.refusal("remark more " + "x".repeat(4000)))
                .isEqualTo("ERROR: configuration would exceed 16777216 characters");
        assertThat(unit.store.current()).isNotEqualTo(Configuration.EMPTY);
    }
}
