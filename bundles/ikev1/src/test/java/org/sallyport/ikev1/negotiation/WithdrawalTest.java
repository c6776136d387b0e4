// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.ike.Move;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ipsec.Flow;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformUse;

/** Algorithms that are withdrawn, only accepted or deprecated while tunnels that use them carry traffic. */
class WithdrawalTest {
    private static final String A = "192.0.2.1";
    private static final Policy TRIPLE_DES = Plans.policy(10, 5, 1, 2);
    private static final Policy AES = Plans.policy(20, 7, 2, 2);
    private static final int FLOWS = 60;

    private final Simulation simulation = new Simulation(7, Installed.TINY);
    private SimGateway a;

    private static TransformPolicy withdrawn() {
        return SimBundle.TRIPLE_DES.withdrawn(TransformPolicy.OPEN, Installed.TINY);
    }

    private static TransformPolicy use(TransformUse use) {
        return TransformPolicy.OPEN.with("cipher-3", use).with("3des-cbc", use);
    }

    private static String[] flows(int here, int there) {
        return IntStream.range(0, FLOWS)
                .mapToObj(i -> "10.%d.%d.0/24 10.%d.%d.0/24".formatted(here, i, there, i))
                .toArray(String[]::new);
    }

    private static Plans plans(String own, String peer, int here, int there, Suite... suites) {
        return Plans.at(own)
                .key("0.0.0.0/0", "k")
                .policies(TRIPLE_DES, AES)
                .entry(10, Wanted.of(peer).suites(suites), flows(here, there));
    }

    private SimGateway gateway(String name, Plans plans) {
        return simulation.gateway(name, plans);
    }

    private SimGateway peer(int number, Suite... suites) {
        return gateway("P" + number, plans("198.51.100." + number, A, number, 100 + number, suites));
    }

    private static List<Flow> all(int entry) {
        return IntStream.range(0, FLOWS)
                .mapToObj(i -> new Flow(Plans.MAP, entry, i))
                .toList();
    }

    private void up(SimGateway gateway, int entry) {
        for (Flow flow : all(entry)) {
            gateway.packet(flow);
            Two.traffic(simulation, gateway, flow, Simulation.SECOND);
        }
        simulation.runFor(20 * Simulation.SECOND);
    }

    private static Map<String, Long> ciphers(SimGateway gateway) {
        return gateway.inbound.values().stream()
                .collect(Collectors.groupingBy(
                        sa -> sa.parameters.algorithms().cipher().orElseThrow().name(), Collectors.counting()));
    }

    private static Set<Integer> isakmp(SimGateway gateway) {
        return gateway.negotiations.status().phase1().stream()
                .map(sa -> sa.suite().get(0).cipher())
                .collect(Collectors.toSet());
    }

    private static List<String> words(List<Move> moves) {
        return moves.stream().map(move -> move.outcome().toString()).distinct().toList();
    }

    /** Two peers that have both suites; A prefers 3DES. */
    private void two() {
        a = gateway(
                "A",
                plans(A, "198.51.100.1", 101, 1, Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA)
                        .entry(
                                20,
                                Wanted.of("198.51.100.2").suites(Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA),
                                flows(102, 2)));
    }

    @Test
    void theOnesMoveWithoutLossAndTheOthersStayUntilTheyAreCut() {
        two();
        SimGateway able = peer(1, Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA);
        SimGateway old = gateway(
                "P2",
                Plans.at("198.51.100.2")
                        .key("0.0.0.0/0", "k")
                        .policies(TRIPLE_DES)
                        .entry(10, Wanted.of(A).suites(Plans.ESP_3DES_MD5), flows(2, 102)));
        up(a, 10);
        up(old, 10);
        assertThat(ciphers(a)).containsExactly(Map.entry("cipher-3", 2L * FLOWS));
        List<Move> plan = a.moves(withdrawn());
        assertThat(plan).filteredOn(Move::hasAlternative).hasSize(FLOWS + 1);
        assertThat(words(plan))
                .containsExactlyInAnyOrder(
                        "Becomes[next=isakmp policy 20 (" + AES.suite() + ")]",
                        "Stays[why=the peer offered no other isakmp policy of ours]",
                        "Becomes[next=transform-set aes]",
                        "Stays[why=the peer offered no other transform set of ours]");
        long strangers = a.strangers + able.strangers + old.strangers;

        a.govern(withdrawn());
        simulation.runFor(120 * Simulation.SECOND);

        assertThat(ciphers(a)).isEqualTo(Map.of("cipher-3", (long) FLOWS, "cipher-12", (long) FLOWS));
        assertThat(ciphers(able)).containsExactly(Map.entry("cipher-12", (long) FLOWS));
        assertThat(isakmp(able)).containsExactly(7);
        assertThat(isakmp(old)).containsExactly(5);
        assertThat(a.gaps + able.gaps + old.gaps).as("packets without an SA").isZero();
        assertThat(a.strangers + able.strangers + old.strangers).isEqualTo(strangers);
        assertThat(a.moves(withdrawn())).noneMatch(Move::hasAlternative).hasSize(FLOWS + 1);

        a.event(new Event.Cut(each -> true));
        simulation.runFor(20 * Simulation.SECOND);

        assertThat(ciphers(a)).containsExactly(Map.entry("cipher-12", (long) FLOWS));
        assertThat(old.inbound).as("the peer was told").isEmpty();
        assertThat(old.negotiations.status().phase1()).noneMatch(sa -> sa.up());
    }

    @Test
    void aPeerThatBeginsAgainWithWhatIsWithdrawnIsToldWhy() {
        two();
        a.govern(withdrawn());
        SimGateway old = peer(1, Plans.ESP_3DES_MD5);
        old.packet(new Flow(Plans.MAP, 10, 0));
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(isakmp(a)).containsExactly(7);
        assertThat(a.failures).first().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("cipher-3 is withdrawn");
            assertThat(failure.line()).contains("crypto transform cipher-3 withdraw");
        });
        assertThat(old.failures)
                .first()
                .satisfies(failure -> assertThat(failure.reason()).contains("NO-PROPOSAL-CHOSEN"));
    }

    @Test
    void phase1WithWhatIsWithdrawnIsRefusedWithTheLine() {
        two();
        a.govern(withdrawn());
        SimGateway old = gateway(
                "P1",
                Plans.at("198.51.100.1")
                        .key("0.0.0.0/0", "k")
                        .policies(TRIPLE_DES)
                        .entry(10, Wanted.of(A).suites(Plans.ESP_AES_SHA), flows(1, 101)));
        old.packet(new Flow(Plans.MAP, 10, 0));
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(a.failures).first().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("3des-cbc is withdrawn");
            assertThat(failure.line()).contains("crypto transform 3des-cbc withdraw");
        });
        assertThat(a.negotiations.status().phase1()).isEmpty();
    }

    @Test
    void aPeerThatRefusesIsAskedOnceAndItsSasStay() {
        two();
        SimGateway stubborn = peer(1, Plans.ESP_3DES_MD5);
        up(a, 10);
        assertThat(a.moves(withdrawn())).allMatch(Move::hasAlternative);
        a.govern(withdrawn());
        simulation.runFor(300 * Simulation.SECOND);
        assertThat(ciphers(a)).containsExactly(Map.entry("cipher-3", (long) FLOWS));
        assertThat(stubborn.failures).as("each pair is asked about once").hasSize(FLOWS);
        assertThat(words(a.moves(withdrawn()))).singleElement().asString().contains("NO-PROPOSAL-CHOSEN");
        assertThat(a.gaps + stubborn.gaps + a.strangers + stubborn.strangers).isZero();
    }

    @Test
    void anEntryWithNothingElseKeepsItsSasAndBeginsNothing() {
        a = gateway("A", plans(A, "198.51.100.1", 101, 1, Plans.ESP_3DES_MD5));
        peer(1, Plans.ESP_3DES_MD5);
        up(a, 10);
        a.govern(withdrawn());
        simulation.runFor(60 * Simulation.SECOND);
        assertThat(ciphers(a)).containsExactly(Map.entry("cipher-3", (long) FLOWS));
        assertThat(words(a.moves(withdrawn())))
                .containsExactly("Stays[why=crypto map mymap 10 has no other transform set: cipher-3 is withdrawn]");
        a.event(new Event.Cut(each -> true));
        Flow flow = new Flow(Plans.MAP, 10, 0);
        a.packet(flow);
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(a.sends(flow)).isFalse();
        assertThat(a.negotiations.status().entries())
                .anyMatch(entry -> entry.lastEnd().contains("cipher-3 is withdrawn"));
        a.govern(TransformPolicy.OPEN);
        simulation.runFor(60 * Simulation.SECOND);
        assertThat(a.sends(flow)).as("offered again").isTrue();
    }

    @Test
    void whatStaysUnderAnotherAlgorithmIsNeitherCutNorListed() {
        a = gateway(
                "A",
                plans(A, "198.51.100.1", 101, 1, Plans.ESP_3DES_MD5)
                        .entry(20, Wanted.of("198.51.100.2").suites(Plans.ESP_AES_SHA), flows(102, 2)));
        peer(1, Plans.ESP_3DES_MD5);
        SimGateway other = peer(2, Plans.ESP_AES_SHA);
        up(a, 10);
        up(other, 10);
        a.govern(use(TransformUse.WITHDRAWN));
        simulation.runFor(20 * Simulation.SECOND);
        assertThat(ciphers(a)).isEqualTo(Map.of("cipher-3", (long) FLOWS, "cipher-12", (long) FLOWS));

        TransformPolicy both = use(TransformUse.WITHDRAWN).with("cipher-12", TransformUse.WITHDRAWN);
        assertThat(a.moves(both, each -> each.name().equals("cipher-12"))).hasSize(FLOWS);
        a.govern(both);
        a.event(new Event.Cut(each -> each.name().equals("cipher-12")));
        simulation.runFor(20 * Simulation.SECOND);

        assertThat(ciphers(a)).containsExactly(Map.entry("cipher-3", (long) FLOWS));
    }

    @Test
    void anotherIsakmpSaIsTriedAgainUntilThePeerTakesIt() {
        two();
        SimGateway old = gateway("P1", onlyTripleDes());
        up(a, 10);
        a.govern(SimBundle.TRIPLE_DES.withdrawn(TransformPolicy.OPEN, Installed.TINY));
        simulation.runFor(150 * Simulation.SECOND);
        assertThat(isakmp(a)).containsExactly(5);
        assertThat(words(a.moves(withdrawn())))
                .anyMatch(why -> why.startsWith("Stays[why=another one is tried again, and did not come up: "));
        assertThat(ciphers(a)).as("pairs move under the one that stays").containsOnlyKeys("cipher-12");
        assertThat(a.failures)
                .as("the more seldom the oftener it has failed")
                .filteredOn(failure -> failure.reason().startsWith("the peer does not answer"))
                .hasSize(3);

        old.plan(onlyTripleDes().policies(TRIPLE_DES, AES));
        simulation.runFor(400 * Simulation.SECOND);
        assertThat(isakmp(a)).containsExactly(7);
        assertThat(a.moves(withdrawn())).isEmpty();
        assertThat(a.gaps + old.gaps + a.strangers + old.strangers).isZero();
    }

    private static Plans onlyTripleDes() {
        return plans("198.51.100.1", A, 1, 101, Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA)
                .policies(TRIPLE_DES);
    }

    @Test
    void whatIsOnlyAcceptedIsTakenFromAPeerAndNotOffered() {
        two();
        SimGateway peer = peer(1, Plans.ESP_3DES_MD5);
        a.govern(use(TransformUse.ACCEPT_ONLY));
        Flow flow = new Flow(Plans.MAP, 10, 0);
        a.packet(flow);
        simulation.runFor(10 * Simulation.SECOND);
        assertThat(a.sends(flow)).as("AES only, which the peer lacks").isFalse();
        assertThat(isakmp(a)).as("phase 1 likewise").containsExactly(7);
        peer.packet(flow);
        simulation.runFor(10 * Simulation.SECOND);
        assertThat(a.sends(flow)).isTrue();
        assertThat(ciphers(a)).containsOnlyKeys("cipher-3");
    }

    @Test
    void eachNegotiationTellsWhatItEndedWith() {
        two();
        peer(1, Plans.ESP_3DES_MD5);
        a.packet(new Flow(Plans.MAP, 10, 0));
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(a.negotiated).containsExactly("3des-cbc", "cipher-3", "mac-1", "prf-hmac-md5", "tiny-2");
    }

    @Test
    void eachNegotiationWithWhatIsDeprecatedIsToldAndCounted() {
        two();
        peer(1, Plans.ESP_3DES_MD5);
        a.govern(use(TransformUse.DEPRECATED));
        a.packet(new Flow(Plans.MAP, 10, 0));
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(a.deprecated).containsExactly("3des-cbc", "cipher-3");
        assertThat(a.syslog)
                .contains("402190: IPsec SAs for 10.101.0.0/24 -> 10.1.0.0/24 with 198.51.100.1 use cipher-3,"
                        + " which is deprecated");
    }

    @Test
    void aFloorMovesWhatStandsBelowIt() {
        two();
        peer(1, Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA);
        a.packet(new Flow(Plans.MAP, 10, 0));
        simulation.runFor(5 * Simulation.SECOND);
        assertThat(isakmp(a)).containsExactly(5);
        a.govern(new TransformPolicy(Map.of(), Standing.ACCEPTABLE));
        simulation.runFor(60 * Simulation.SECOND);
        assertThat(isakmp(a)).containsExactly(7);
    }

    @Test
    void onePairOfAPeerIsMovedAtATime() {
        two();
        peer(1, Plans.ESP_3DES_MD5, Plans.ESP_AES_SHA);
        up(a, 10);
        a.govern(withdrawn());
        for (int i = 0; i < 3_000; i++) {
            simulation.runFor(10 * Simulation.MILLI);
            assertThat(a.negotiations.status().phase1()).allMatch(sa -> sa.pending() <= 1);
        }
        assertThat(ciphers(a)).containsEntry("cipher-12", (long) FLOWS);
    }
}
