// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Two gateways that differ in one thing each time: no tunnel comes up, and one command names what differs and the statement
 * on its side. The cases were chosen from the commands' reference, by somebody who did not know how they are explained.
 */
@Timeout(240)
final class MismatchIT {
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

    @Test
    void whereNothingDiffersTheTunnelComesUpAndNothingIsExplained() {
        configure(null, null);
        List<String> before = failures(lab.b);
        int answered = Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2");
        assertThat(answered).as("%s", state()).isEqualTo(5);
        assertThat(failures(lab.b)).isEqualTo(before);
    }

    @Test
    void longSequenceNumbersThatBothWantAreUsed() {
        String esn = "crypto ipsec transform-set set esn";
        configure(esn, esn);
        int answered = Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 5, "0.2");
        assertThat(answered).as("%s", state()).isEqualTo(5);
        assertThat(lab.b.show("show crypto ipsec sa")).contains("extended sequence numbers: Y");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "mismatches.csv", delimiter = '|', nullValues = "-", maxCharsPerColumn = 1_000)
    void theExplainerNamesWhatDiffersAndTheLine(
            String name, @Nullable String a, @Nullable String b, String who, String attributes, String line) {
        configure(a, b);
        Appliance explains = who.endsWith("A") ? lab.a : lab.b;
        List<String> before = failures(explains);

        assertThat(ping(who.startsWith("A"))).as("a tunnel came up").isZero();

        assertThat(since(before, explains)).anySatisfy(failure -> {
            String conclusion = conclusion(failure);
            assertThat(conclusion).containsPattern("\\Q" + line + "\\E(?![\\w.-])");
            assertThat(conclusion.toLowerCase(Locale.ROOT)).containsAnyOf(attributes.split(",", -1));
            assertThat(failure).doesNotContain("Tide-Table", "Flood", "Ebb");
        });
    }

    private static int ping(boolean fromA) {
        return fromA
                ? Flows.ping(lab.network.hostA, Network.HOST_A, Network.HOST_B, 1, "1")
                : Flows.ping(lab.network.hostB, Network.HOST_B, Network.HOST_A, 1, "1");
    }

    private static String state() {
        return Stream.of(lab.a, lab.b)
                .map(gateway -> gateway.show("show crypto ipsec sa detail") + gateway.show("show isakmp stats"))
                .collect(Collectors.joining("\n"));
    }

    /** What a gateway lists, the newest failure first. */
    private static List<String> failures(Appliance appliance) {
        return Stream.of(appliance.show("show crypto isakmp failures").split("\n(?! )", -1))
                .filter(failure -> !failure.isBlank())
                .toList();
    }

    /** What a gateway lists that it did not list before; it may be sure of a failure only when its patience ends. */
    private static List<String> since(List<String> before, Appliance appliance) {
        List<String> now = failures(appliance);
        for (int i = 0; i < 120 && now.equals(before); i++) {
            Appliance.pause(500);
            now = failures(appliance);
        }
        for (int added = 0; added <= now.size(); added++) {
            List<String> older = now.subList(added, now.size());
            if (older.size() <= before.size() && older.equals(before.subList(0, older.size()))) {
                return now.subList(0, added);
            }
        }
        return now;
    }

    /** A failure without what was offered and what it was compared with: there every attribute is named. */
    private static String conclusion(String failure) {
        return failure.lines()
                .filter(text -> !text.startsWith("  offered: ") && !text.startsWith("  here: "))
                .collect(Collectors.joining("\n"));
    }

    /** Both forget the case before, and only then does either learn the next one: nothing of the old one goes on. */
    private static void configure(@Nullable String a, @Nullable String b) {
        forget(lab.a);
        forget(lab.b);
        type(lab.a, lines(IkeSite.A, IkeSite.B, a));
        type(lab.b, lines(IkeSite.B, IkeSite.A, b));
    }

    private static void forget(Appliance appliance) {
        appliance.paste(List.of(
                "no crypto map sites interface outside",
                "no crypto map sites",
                "no crypto dynamic-map any",
                "no crypto ipsec transform-set set",
                "no access-list flow",
                "no access-list some",
                "no isakmp strict-lifetime",
                "no isakmp policy 10",
                "no isakmp policy 20",
                "no isakmp key address 0.0.0.0 netmask 0.0.0.0",
                "no isakmp key address 198.18.0.0 netmask 255.255.255.0",
                "no isakmp key address 198.18.0.77"));
        appliance.show("clear isakmp sa");
        // The loop of IKE clears, and lists what it has when it is done.
        for (int i = 0; i < 50 && !appliance.show("show isakmp sa").contains("Total     : 0"); i++) {
            Appliance.pause(100);
        }
        assertThat(appliance.show("show isakmp sa")).contains("Total     : 0");
    }

    private static List<String> lines(IkeSite own, IkeSite peer, @Nullable String edits) {
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
        return lines;
    }

    private static void type(Appliance appliance, List<String> lines) {
        assertThat(appliance.paste(lines).text()).doesNotContain("ERROR");
    }
}
