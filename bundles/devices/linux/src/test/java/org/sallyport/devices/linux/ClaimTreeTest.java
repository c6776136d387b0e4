// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.SecurityPolicy.Entry;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

class ClaimTreeTest {
    private static final int POLICIES = 10_000;
    private static final int PACKETS = 100;

    private static TrafficSelector pair(String source, String destination) {
        return new TrafficSelector(Ipv4Prefix.parse(source), Ipv4Prefix.parse(destination));
    }

    private static Element permit(String source, String destination) {
        return new Element(true, pair(source, destination), new Flow("map", 10, 0));
    }

    private static Element deny(String source, String destination) {
        return new Element(false, pair(source, destination), new Flow("map", 10, 0));
    }

    private static SecurityPolicy policy(Entry... entries) {
        return new SecurityPolicy("eth0", List.of(entries));
    }

    private static int address(String text) {
        return Ipv4Address.parse(text).value();
    }

    @Test
    void decidesAsTheNaiveWalkOverRandomPolicies() {
        int claimed = 0;
        for (int seed = 0; seed < POLICIES; seed++) {
            var random = new RandomPolicies(seed);
            SecurityPolicy policy = random.policy("eth0");
            ClaimTree tree = ClaimTree.of(policy);
            for (int i = 0; i < PACKETS; i++) {
                int source = random.address();
                int destination = random.address();
                boolean expected = RandomPolicies.walk(policy, source, destination);
                assertThat(tree.claims(source, destination))
                        .as("seed %d: %08x -> %08x", seed, source, destination)
                        .isEqualTo(expected);
                claimed += expected ? 1 : 0;
            }
        }
        assertThat(claimed).as("both verdicts occur").isBetween(POLICIES * PACKETS / 10, POLICIES * PACKETS * 9 / 10);
    }

    @Test
    void noTwoSelectorsOfASetOverlap() {
        for (int seed = 0; seed < 2_000; seed++) {
            ClaimTree tree = ClaimTree.of(new RandomPolicies(seed).policy("eth0"));
            var all = new ArrayList<>(tree.always().sets());
            tree.branches()
                    .forEach(branch ->
                            branch.forEach(run -> all.addAll(run.selectors().sets())));
            for (List<TrafficSelector> set : all) {
                assertThat(set).isNotEmpty();
                assertThat(overlaps(set)).as("seed %d: %s", seed, set).isZero();
            }
        }
    }

    private static long overlaps(List<TrafficSelector> set) {
        long count = 0;
        for (int i = 0; i < set.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean overlap = set.get(i).source().overlaps(set.get(j).source())
                        && set.get(i).destination().overlaps(set.get(j).destination());
                count += overlap ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void aContainedSelectorIsLeftOutAndCrossingOnesAreKeptApart() {
        var sets = SelectorSets.of(List.of(
                pair("10.0.0.0/8", "20.1.0.0/16"),
                pair("10.1.0.0/16", "20.0.0.0/8"),
                pair("10.1.2.0/24", "20.1.2.0/24"),
                pair("10.1.0.0/16", "20.0.0.0/8")));

        assertThat(sets.sets())
                .containsExactlyInAnyOrder(
                        List.of(pair("10.0.0.0/8", "20.1.0.0/16")), List.of(pair("10.1.0.0/16", "20.0.0.0/8")));
    }

    @Test
    void aDenyCutsOnlyItsOwnEntry() {
        var tree = ClaimTree.of(policy(
                new Entry(List.of(deny("10.1.0.0/24", "0.0.0.0/0"), permit("10.1.0.0/16", "10.2.0.0/16"))),
                new Entry(List.of(permit("10.1.0.0/16", "10.3.0.0/16")))));

        assertThat(tree.claims(address("10.1.0.5"), address("10.2.0.5"))).isFalse();
        assertThat(tree.claims(address("10.1.1.5"), address("10.2.0.5"))).isTrue();
        assertThat(tree.claims(address("10.1.0.5"), address("10.3.0.5"))).isTrue();
    }

    @Test
    void permitsWithoutADenyInFrontShareOneSet() {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 10_000; i++) {
            String host = "172.16." + i / 250 + "." + (i % 250 + 1);
            entries.add(new Entry(List.of(permit("10.1.0.0/16", host), deny("0.0.0.0/0", "0.0.0.0/0"))));
        }

        var tree = ClaimTree.of(new SecurityPolicy("eth0", entries));

        assertThat(tree.branches()).isEmpty();
        assertThat(tree.always().sets()).hasSize(1);
        assertThat(tree.always().sets().get(0)).hasSize(10_000);
    }

    @Test
    void setsComeBeforeTheRulesThatAskThemAndTheOldOnesGoLast() {
        SecurityPolicy policy = policy(new Entry(List.of(permit("10.1.0.0/16", "10.2.0.0/16"))));
        var script = RuleScript.of(List.of(policy), Set.of());
        var old = new Nft.Table(4, List.of("g4.p0.steer"), List.of("g4.p0.s0"), List.of("hit.0a"), "");

        assertThat(script).isEqualTo(RuleScript.of(List.of(policy), Set.of()));
        assertThat(script.setsFor(5))
                .contains("set g5.p0.s0", "10.1.0.0 . 10.2.0.0")
                .doesNotContain("chain");
        assertThat(script.rulesFor(5, old))
                .startsWith("add table inet sallyport\nflush table inet sallyport\n")
                .contains("counter leak.eth0 { }", "@g5.p0.s0", "jump g5.p0.steer")
                .doesNotContain("$", "elements")
                .endsWith("delete chain inet sallyport g4.p0.steer\ndelete set inet sallyport g4.p0.s0\n"
                        + "delete counter inet sallyport hit.0a\n");
    }

    @Test
    void setsThatOnlyGrowAreAddedTo() {
        RuleScript before = script(permit("10.1.0.0/16", "10.2.0.0/16"));
        RuleScript after = script(permit("10.1.0.0/16", "10.3.0.0/16"), permit("10.1.0.0/16", "10.2.0.0/16"));
        assertThat(after.additionsTo(before, 5))
                .contains("add element inet sallyport g5.p0.s0 { 10.1.0.0 . 10.3.0.0 }\n");
        assertThat(before.additionsTo(after, 5)).as("less").isEmpty();
        assertThat(script(permit("10.1.0.0/16", "10.3.0.0/16")).additionsTo(before, 5))
                .as("another one")
                .isEmpty();
        assertThat(script(permit("10.1.0.0/16", "10.2.0.0/16"), permit("10.1.0.0/16", "10.3.0.0/24"))
                        .additionsTo(before, 5))
                .as("another mask needs another rule")
                .isEmpty();
        assertThat(script(deny("10.1.0.0/16", "10.2.7.0/24"), permit("10.1.0.0/16", "10.2.0.0/16"))
                        .additionsTo(before, 5))
                .as("so does a deny")
                .isEmpty();
    }

    private static RuleScript script(Element... elements) {
        return RuleScript.of(List.of(policy(new Entry(List.of(elements)))), Set.of());
    }

    @Test
    void anInterfaceNameThatIsNoWordIsRefused() {
        for (String name : List.of("eth0\" accept", "eth*", "", "eth0\n", "a234567890123456")) {
            assertThatThrownBy(() -> RuleScript.of(List.of(new SecurityPolicy(name, List.of())), Set.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cannot stand in a rule");
        }
    }

    @Test
    void aCounterIsFoundAgainByItsName() {
        for (String name : List.of("eth0", "eth0.100", "br-lan", "a_b", "wan@x:1+2")) {
            for (DropReason reason : List.of(DropReason.LEAK, DropReason.CLEAR_TEXT, DropReason.ACCESS_DENIED)) {
                var counter = new GuardCounter(reason, name);
                assertThat(counter.name()).matches("[a-z_]+\\.[A-Za-z0-9_]+");
                assertThat(GuardCounter.named(counter.name())).contains(counter);
            }
        }
        assertThat(GuardCounter.named("other.eth0")).isEmpty();
    }
}
