// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Two gateways that differ in one line each time: no tunnel comes up, and one command names what differs and the line.
 * The table was written from the commands' reference alone, before anybody looked at what is printed.
 */
@Timeout(240)
final class MismatchIT {
    private static final String FAILURES = "show crypto isakmp failures";

    private static Laboratory lab;

    @BeforeAll
    static void start() {
        Archive.needsRoot();
        lab = Laboratory.open(Archive.PATH);
        lab.start();
        type(lab.a, IkeSite.A.start(IkeSite.B));
        type(lab.b, IkeSite.B.start(IkeSite.A));
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "mismatches.csv", delimiter = '|', nullValues = "-", maxCharsPerColumn = 1_000)
    void theExplainerNamesWhatDiffersAndTheLine(
            String name, String a, String b, String who, String attributes, String line) {
        configure(lab.a, IkeSite.A, IkeSite.B, a);
        configure(lab.b, IkeSite.B, IkeSite.A, b);
        Appliance explains = who.endsWith("A") ? lab.a : lab.b;
        String before = explains.show(FAILURES);

        assertThat(ping(who.startsWith("A"))).as("a tunnel came up").isZero();

        String explained = since(before, explains);
        assertThat(explained.lines()).as(explained).anyMatch(text -> namesLine(text, line));
        assertThat(attributes.split(",", -1))
                .as(explained)
                .anyMatch(word -> explained.toLowerCase(Locale.ROOT).contains(word));
        assertThat(explained).doesNotContain("Tide-Table").doesNotContain("Flood");
    }

    private static int ping(boolean fromA) {
        return fromA
                ? Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 1, "1")
                : Flows.ping(lab.network.hostB, Network.HOST_B, Network.HOST_A, 1, "1");
    }

    /** What a gateway explains now and did not explain before; a failure may be certain only when patience ends. */
    private static String since(String before, Appliance appliance) {
        String now = appliance.show(FAILURES);
        for (int i = 0; i < 120 && now.equals(before); i++) {
            Appliance.pause(500);
            now = appliance.show(FAILURES);
        }
        int known = before.strip().length();
        return before.isBlank() || !now.startsWith(before.strip()) ? now : now.substring(known);
    }

    /** Whether a text contains a whole line of a configuration, not only its beginning. */
    private static boolean namesLine(String text, String line) {
        int at = text.indexOf(line);
        return at >= 0 && (at + line.length() == text.length() || !isWord(text.charAt(at + line.length())));
    }

    private static boolean isWord(char next) {
        return Character.isLetterOrDigit(next) || next == '-' || next == '.';
    }

    private static void configure(Appliance appliance, IkeSite own, IkeSite peer, String edits) {
        appliance.paste(List.of(
                "no crypto map sites",
                "no crypto dynamic-map any",
                "no access-list flow",
                "no access-list some",
                "no crypto ipsec transform-set set",
                "no isakmp strict-lifetime",
                "no isakmp policy 10",
                "no isakmp policy 20",
                "no isakmp key address 0.0.0.0 netmask 0.0.0.0",
                "no isakmp key address 198.18.0.0 netmask 255.255.255.0",
                "no isakmp key address 198.18.0.77"));
        var lines = new ArrayList<String>();
        lines.add(own.list("flow", peer));
        lines.add("crypto ipsec transform-set set esp-3des esp-sha-hmac");
        lines.addAll(IkeSite.entry("sites 10", "flow", "set", peer));
        lines.addAll(IkeSite.isakmp());
        lines.add(IkeSite.key("Tide-Table-9", peer));
        lines.addAll(IkeSite.policy(10, "encryption 3des", "group 2"));
        if (edits != null) {
            lines.addAll(List.of(edits.split(";", -1)));
        }
        lines.add("crypto map sites interface outside");
        type(appliance, lines);
        appliance.show("clear isakmp sa");
        appliance.show("clear crypto sa");
    }

    private static void type(Appliance appliance, List<String> lines) {
        assertThat(appliance.paste(lines).text()).doesNotContain("ERROR");
    }
}
