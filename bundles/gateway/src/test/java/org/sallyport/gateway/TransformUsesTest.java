// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.config.Line;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Move;
import org.sallyport.ike.Move.Outcome;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformUse;
import org.sallyport.transforms.aescbc.AesCbc;

/** The commands {@code crypto transform} and {@code crypto floor}, and what they do to entries of both kinds. */
class TransformUsesTest {
    private static final AlgorithmId TRIPLE_DES = AlgorithmId.encryption("3des-cbc");
    private static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.2");
    private static final Ipv4Address OTHER = Ipv4Address.parse("192.0.2.3");

    private final FakeIke ike = new FakeIke();
    private final Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));

    private void bind(String sets) {
        unit.gateway().bindIke(ike);
        unit.configure(
                "access-list 101 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto ipsec transform-set old esp-3des esp-sha-hmac",
                "crypto ipsec transform-set new esp-aes esp-sha-hmac",
                "crypto map m 10 ipsec-isakmp",
                "crypto map m 10 match address 101",
                "crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set transform-set " + sets,
                "crypto map m interface outside");
        unit.heard.lines.clear();
    }

    private TransformPolicy policy() {
        return unit.registry.snapshot().policy();
    }

    private List<String> shown(String command) {
        return unit.prints(command);
    }

    @Test
    void anAlgorithmIsCalledByItsNameOrAnyKeywordAndHasOneLine() {
        unit.configure("crypto transform esp-3des accept-only");
        assertThat(unit.lines()).contains("crypto transform 3des-cbc accept-only");
        unit.configure("crypto transform 3des deprecate", "crypto transform 1 withdraw");
        assertThat(unit.lines())
                .filteredOn(line -> line.startsWith("crypto transform"))
                .containsExactly("crypto transform 3des-cbc deprecate", "crypto transform modp-768 withdraw");
        assertThat(policy().uses())
                .isEqualTo(Map.of("3des-cbc", TransformUse.DEPRECATED, "modp-768", TransformUse.WITHDRAWN));
        unit.configure("crypto transform 3des-cbc offer", "no crypto transform 1");
        assertThat(unit.lines()).noneMatch(line -> line.startsWith("crypto transform"));
        assertThat(policy()).isEqualTo(TransformPolicy.OPEN);
        assertThat(unit.refusal("crypto transform esp-idea withdraw")).contains("esp-idea is not installed");
        assertThat(unit.refusal("crypto transform ESP_3DES withdraw")).contains("is not an algorithm");
        assertThat(unit.refusal("crypto floor legacy")).contains("legacy");
    }

    @Test
    void theUseOutlivesTheBundleAndTheGateway() {
        bind("old new");
        unit.configure("crypto transform esp-3des withdraw");
        unit.remove("3des-cbc");
        assertThat(unit.lines()).contains("crypto transform 3des-cbc withdraw");
        unit.stop();
        unit.install("3des-cbc");
        assertThat(unit.registry.snapshot().obstacle(TRIPLE_DES, false))
                .as("before the gateway is back")
                .isPresent();
        unit.start(new org.sallyport.config.StartupState.Erased());
        assertThat(unit.registry.snapshot().obstacle(TRIPLE_DES, false)).isPresent();
    }

    @Test
    void aLineOfAFileCountsBeforeItsBundleIsThere() {
        unit.remove("3des-cbc");
        unit.load("crypto transform 3des-cbc withdraw");
        assertThat(unit.store.current().lines())
                .filteredOn(line -> line.startsWith("crypto transform"))
                .singleElement()
                .matches(line -> !line.active());
        unit.registry.listen(() -> assertThat(unit.registry
                                .snapshot()
                                .serving(TRIPLE_DES)
                                .isEmpty()
                        || unit.registry.snapshot().obstacle(TRIPLE_DES, true).isPresent())
                .as("it is never offered in between")
                .isTrue());
        unit.install("3des-cbc");
        assertThat(unit.store.current().lines()).allMatch(Line::active);
    }

    @Test
    void anEntryWithSomethingElseGoesOnWithoutBeingBoundAgain() {
        bind("old new");
        IkeEntry before = ike.plan.entries().get(0);
        unit.configure("crypto transform esp-3des withdraw");
        assertThat(ike.plan.entries()).as("IKE knows both, to say why").containsExactly(before);
        assertThat(before.suites()).extracting(Suite::name).containsExactly("old", "new");
        assertThat(shown("show crypto map").toString()).doesNotContain("inactive");
        assertThat(unit.prints("crypto map m interface outside"))
                .contains("WARNING: crypto map m 10: not offered: 3des-cbc is withdrawn");
    }

    @Test
    void anEntryWithNothingElseSaysWhy() {
        bind("old");
        unit.configure("crypto transform esp-3des withdraw");
        assertThat(shown("show crypto map")).contains("        WARNING: inactive: 3des-cbc is withdrawn");
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(ike.plan.entries()).hasSize(1);
        unit.configure("no crypto transform esp-3des", "crypto floor acceptable");
        assertThat(shown("show crypto map"))
                .contains("        WARNING: inactive: 3des-cbc is legacy, which is below the floor");
        unit.configure("no crypto floor");
        assertThat(shown("show crypto map").toString()).doesNotContain("inactive");
    }

    @Test
    void whatAnEntryOffersIsNeverWeakenedSilently() {
        bind("new old");
        unit.remove("aes-cbc");
        assertThat(unit.heard.lines)
                .containsExactly("402191 crypto map m 10 offers legacy algorithms at best, and offered acceptable ones:"
                        + " aes-cbc is not installed any more");
        unit.install("aes-cbc");
        unit.heard.lines.clear();
        unit.configure("crypto transform esp-aes accept-only");
        assertThat(unit.heard.lines)
                .containsExactly("402191 crypto map m 10 offers legacy algorithms at best, and offered acceptable ones:"
                        + " aes-cbc is accepted only");
        unit.heard.lines.clear();
        unit.configure("no crypto transform esp-aes", "crypto map m interface outside");
        unit.configure("no crypto map m 10 set transform-set new old", "crypto map m 10 set transform-set old");
        unit.configure("crypto map m interface outside");
        assertThat(unit.heard.lines)
                .as("whoever binds something else knows it")
                .noneMatch(line -> line.startsWith("402191"));
    }

    private void twoMoves() {
        ike.moves = List.of(
                new Move(
                        PEER, "3DES, SHA, pre-shared key, group 2", List.of(), new Outcome.Becomes("isakmp policy 20")),
                new Move(
                        PEER,
                        "10.1.0.0/24 -> 10.2.0.0/24: esp-3des esp-sha-hmac",
                        List.of(new SaId(PEER, IpProtocol.ESP, 1000)),
                        new Outcome.Becomes("transform-set new")),
                new Move(
                        OTHER,
                        "10.1.0.0/24 -> 10.3.0.0/24: esp-3des esp-sha-hmac",
                        List.of(new SaId(OTHER, IpProtocol.ESP, 1001)),
                        new Outcome.Stays("the peer offered no other transform set of ours")));
        ike.refuses = then -> then.obstacle(TRIPLE_DES, false).isPresent();
    }

    @Test
    void thePlanIsToldBeforeAnythingHappens() {
        bind("old new");
        twoMoves();
        assertThat(String.join("\n", shown("show crypto transform esp-3des plan")) + "\n")
                .isEqualTo("""
                ISAKMP SAs:
                  192.0.2.2 3DES, SHA, pre-shared key, group 2 -> isakmp policy 20
                IPsec SAs:
                  192.0.2.2 10.1.0.0/24 -> 10.2.0.0/24: esp-3des esp-sha-hmac -> transform-set new
                  192.0.2.3 10.1.0.0/24 -> 10.3.0.0/24: esp-3des esp-sha-hmac stays: the peer offered no other transform set of ours
                3des-cbc: 1 ISAKMP SA moves, 0 stay; 1 pair of IPsec SAs moves, 1 stays
                what stays works until its life ends, or "force" ends it: then its packets are dropped
                """);
        assertThat(policy()).isEqualTo(TransformPolicy.OPEN);
        assertThat(shown("show crypto transform esp-des plan")).containsExactly("no SA uses des-cbc");
        assertThat(unit.prints("crypto transform esp-3des withdraw"))
                .first()
                .isEqualTo("% 3des-cbc: 1 ISAKMP SA moves, 0 stay; 1 pair of IPsec SAs moves, 1 stays");
        assertThat(ike.cuts).isZero();
        assertThat(unit.prints("crypto transform esp-3des withdraw force"))
                .containsExactly("% 3des-cbc: 1 ISAKMP SA moves, 0 are ended; 1 pair of IPsec SAs moves, 1 is ended");
        assertThat(ike.cuts).isEqualTo(1);
        assertThat(ike.cut.test(TRIPLE_DES)).isTrue();
        assertThat(ike.cut.test(AlgorithmId.encryption("aes-cbc"))).isFalse();
        assertThat(unit.lines()).contains("crypto transform 3des-cbc withdraw");
    }

    @Test
    void anAlgorithmThatNobodyKnowsIsNotWithdrawnNorPlanned() {
        assertThat(unit.refusal("crypto transform esp-3dess withdraw force"))
                .contains("algorithm esp-3dess is not installed");
        assertThat(shown("show crypto transform esp-3dess plan"))
                .containsExactly("algorithm esp-3dess is not installed");

        unit.configure("crypto transform esp-3des deprecate");
        unit.remove("3des-cbc");
        unit.configure("crypto transform 3des-cbc withdraw force"); // it has a line
        assertThat(unit.lines()).contains("crypto transform 3des-cbc withdraw");
    }

    @Test
    void aProviderThatSaysWorseOfAnAlgorithmIsAlarmedOf() {
        bind("new old");
        var other = new AesCbc();
        TransformDescription own = TransformDescription.of(other);
        unit.registry.add(
                other,
                new TransformDescription(
                        own.kind(),
                        own.name(),
                        own.keyBits(),
                        own.keywords(),
                        own.isakmp(),
                        own.esp(),
                        own.ah(),
                        own.ikev1(),
                        own.ikev2(),
                        Standing.LEGACY,
                        500,
                        "bundle 77 ok.b 1.0.0"));
        unit.registry.doWork();
        assertThat(unit.heard.lines)
                .containsExactly("402191 crypto map m 10 offers legacy algorithms at best, and offered acceptable ones:"
                        + " aes-cbc is legacy by bundle 77 ok.b 1.0.0");
    }

    @Test
    void forceWithdrawsToo() {
        unit.configure("crypto transform esp-3des deprecate");
        assertThat(unit.prints("crypto transform esp-3des withdraw force")).containsExactly("% no SA uses 3des-cbc");
        assertThat(unit.lines())
                .filteredOn(line -> line.startsWith("crypto transform"))
                .containsExactly("crypto transform 3des-cbc withdraw");
    }

    @Test
    void aFloorTellsWhatItDoes() {
        bind("old new");
        twoMoves();
        assertThat(unit.prints("crypto floor acceptable").get(0)).startsWith("% what is below the floor: 1 ISAKMP SA");
        assertThat(policy().floor()).isEqualTo(Standing.ACCEPTABLE);
        unit.configure("crypto floor recommended");
        assertThat(unit.lines())
                .filteredOn(line -> line.startsWith("crypto floor"))
                .containsExactly("crypto floor recommended");
    }

    @Test
    void manualSasStayUntilTheyAreForcedAndThenTheEntrySaysWhy() {
        Unit left = Unit.left();
        var before = left.inbound();
        assertThat(left.prints("show crypto transform esp-3des plan"))
                .contains("  192.0.2.2 10.1.0.0/24 -> 10.2.0.0/24: esp-3des esp-sha-hmac stays: it is keyed by hand,"
                        + " and only \"force\" ends it");
        left.configure("crypto transform esp-3des withdraw");
        assertThat(left.inbound()).isEqualTo(before);
        left.configure("clear crypto sa");
        assertThat(left.inbound()).contains(before.get(0)).hasSize(2);
        left.heard.lines.clear();
        left.configure("crypto transform esp-3des withdraw force");
        assertThat(left.inbound())
                .singleElement()
                .matches(sa -> sa.parameters().flow().sequence() == 20);
        assertThat(left.outbound()).hasSize(1);
        assertThat(left.heard.lines).hasSize(2).allMatch(line -> line.startsWith("602302 deleting SA"));
        assertThat(left.prints("show crypto map")).contains("        WARNING: inactive: 3des-cbc is withdrawn");
        assertThat(left.drops("10.1.0.1", "10.2.0.1")).isTrue();
        left.configure("crypto transform esp-3des offer");
        assertThat(left.inbound()).hasSize(2);
    }

    @Test
    void whatWasLeftAloneStaysWhenAnotherAlgorithmIsForcedAndIsNoneOfItsUsers() {
        Unit left = Unit.left();
        left.configure("crypto transform esp-3des withdraw");
        assertThat(left.prints("show crypto transform esp-aes plan"))
                .contains("aes-cbc: 0 ISAKMP SAs move, 0 stay; 0 pairs of IPsec SAs move, 1 stays");
        assertThat(left.prints("crypto transform esp-aes withdraw force"))
                .contains("% aes-cbc: 0 ISAKMP SAs move, 0 are ended; 0 pairs of IPsec SAs move, 1 is ended");
        assertThat(left.inbound())
                .singleElement()
                .matches(sa -> sa.parameters().flow().sequence() == 10);
    }

    @Test
    void aFloorIsNotSaidToConcernWhatWasWithdrawnBeforeAndStandsAboveIt() {
        Unit left = Unit.left();
        left.configure("crypto transform esp-aes withdraw");
        assertThat(left.prints("crypto floor acceptable"))
                .contains("% what is below the floor: 0 ISAKMP SAs move, 0 stay; 0 pairs of IPsec SAs move, 1 stays");
    }

    @Test
    void ofWhatNoSaUsesTheListingSaysWhenItWasNegotiatedLast() {
        Unit left = Unit.left();
        left.configure("no crypto map m interface outside");
        left.registry.negotiated(TRIPLE_DES);
        assertThat(left.prints("show crypto transforms detail"))
                .filteredOn(line -> line.startsWith("  used by: "))
                .filteredOn(line -> !line.equals("  used by: no SA"))
                .singleElement()
                .asString()
                .matches("  used by: no SA; last negotiated \\d+ s ago");
    }

    @Test
    void theListingSaysWhoUsesWhat() {
        Unit left = Unit.left();
        left.send(10);
        left.configure("crypto transform esp-3des deprecate", "crypto floor acceptable");
        left.registry.countDeprecated(TRIPLE_DES);
        left.outbound(10).life().count(100, left.time.nanos());
        List<String> detail = left.prints("show crypto transforms detail");
        assertThat(detail.subList(5, 11)).containsExactly("""
                3des-cbc, encryption: esp-3des
                  provider: TripleDes, ranking 0, admitted
                  known answers: passed
                  standing: legacy, use: below-floor
                  used by: IPsec pairs: 1, ISAKMP SAs: 0, peers: 192.0.2.2; last packet 0 s ago
                  negotiated while deprecated: 1""".split("\n"));
        assertThat(left.prints("show crypto transforms"))
                .anyMatch(line -> line.matches("3des-cbc +encryption +admitted +legacy +below-floor .*"));
    }
}
