// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.config.StartupState;
import org.sallyport.config.internal.Startup;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** Entries that IKE negotiates, and those of dynamic maps: what the gateway wants, claims and installs. */
final class NegotiatedEntriesTest {
    private static final String BIND = "crypto map m interface outside";
    private static final Ipv4Address HERE = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.2");
    private static final Flow FIRST = new Flow("m", 10, 0);

    private final FakeIke ike = new FakeIke();
    private final Unit unit = Unit.blank().configure(Unit.interfaces("192.0.2.1"));

    @BeforeEach
    void anEntryOfEachKind() {
        unit.gateway().bindIke(ike);
        unit.configure(
                "access-list 101 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "access-list 101 deny ip host 10.1.1.66 any",
                "access-list 101 permit ip 10.1.1.0 255.255.255.0 10.2.0.0 255.255.0.0",
                "access-list 102 permit ip 10.1.0.0 255.255.0.0 10.3.0.0 255.255.0.0",
                "crypto ipsec transform-set strong esp-3des esp-sha-hmac",
                "crypto ipsec transform-set both ah-md5-hmac esp-aes-256 esp-md5-hmac",
                "crypto ipsec transform-set both mode transport",
                "crypto map m 10 ipsec-isakmp",
                "crypto map m 10 match address 101",
                "crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set peer gw.example.net",
                "crypto map m 10 set transform-set both strong",
                "crypto map m 10 set pfs group2",
                "crypto map m 10 set security-association lifetime seconds 3600",
                "crypto dynamic-map dyn 5 set transform-set strong",
                "crypto dynamic-map dyn 7 match address 102",
                "crypto dynamic-map dyn 7 set transform-set both",
                "crypto map m 99 ipsec-isakmp dynamic dyn",
                BIND);
    }

    private IkeEntry entry(int place) {
        return ike.plan.entries().get(place);
    }

    @Test
    void anEntryIsPlannedWithItsPeersFlowsSuitesAndTerms() {
        assertThat(ike.plan.entries()).hasSize(3);
        IkeEntry entry = entry(0);
        assertThat(entry.lines()).isEqualTo("crypto map m 10");
        assertThat(entry.local()).isEqualTo(HERE);
        assertThat(entry.interfaceName()).isEqualTo("outside");
        assertThat(entry.peers()).containsExactly("192.0.2.2", "gw.example.net");
        assertThat(entry.elements()).extracting(element -> element.permit()).containsExactly(true, false, true);
        assertThat(entry.elements().get(0).flow()).isEqualTo(FIRST);
        assertThat(entry.terms().pfs()).isEqualTo(new Pfs(true, OptionalInt.of(2)));
        assertThat(entry.terms().seconds()).isEqualTo(3600);
        assertThat(entry.terms().kilobytes()).isEqualTo(4_608_000);
        assertThat(entry.terms().keepUp()).isFalse();
    }

    @Test
    void aSuiteSaysWhatItsProtocolsAreOnTheWire() {
        Suite both = entry(0).suites().get(0);
        assertThat(both.mode()).isEqualTo(Mode.TRANSPORT);
        assertThat(both.protocols()).hasSize(2);
        Suite.Protocol esp = both.protocols().get(0);
        assertThat(esp.number()).isEqualTo(IpProtocol.ESP);
        assertThat(esp.transform()).isEqualTo(12); // RFC 3602, 5.1: ESP_AES
        assertThat(esp.authentication()).contains(1); // RFC 2407, 4.5: HMAC-MD5
        assertThat(esp.keys()).isEqualTo(new Suite.KeySizes(32, 16, Optional.of(256)));
        Suite.Protocol ah = both.protocols().get(1);
        assertThat(ah.number()).isEqualTo(IpProtocol.AH);
        assertThat(ah.transform()).isEqualTo(2); // RFC 2407, 4.4.3: AH_MD5
        assertThat(ah.keys()).isEqualTo(new Suite.KeySizes(0, 16, Optional.empty()));
        Suite strong = entry(0).suites().get(1);
        assertThat(strong.protocols().get(0).transform()).isEqualTo(3); // RFC 2407, 4.4.4: ESP_3DES
        assertThat(strong.protocols().get(0).keys()).isEqualTo(new Suite.KeySizes(24, 20, Optional.empty()));
    }

    @Test
    void whatNothingAuthenticatesHasNoWindowAgainstRepetition() {
        unit.configure(
                "crypto ipsec transform-set bare esp-3des", "crypto map m 10 set transform-set bare strong", BIND);
        assertThat(entry(0).suites())
                .extracting(suite -> suite.protocols().get(0).options().replayWindow())
                .containsExactly(0, 64);
    }

    @Test
    void aDynamicMapIsPlannedEntryByEntryAndClaimsWhatItsListsSay() {
        assertThat(entry(1).lines()).isEqualTo("crypto dynamic-map dyn 5");
        assertThat(entry(1).elements()).isEmpty();
        assertThat(entry(1).isDynamic()).isTrue();
        assertThat(entry(2).lines()).isEqualTo("crypto dynamic-map dyn 7");
        assertThat(entry(2).sequence()).isEqualTo(99);
        assertThat(unit.drops("10.1.0.1", "10.3.0.1")).isTrue();
        assertThat(unit.claims("10.1.0.1", "10.9.0.1")).isFalse();
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
    void whatIsNotNegotiatedYetIsDroppedNotSentInClear() {
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.drops("10.1.1.1", "10.2.5.1")).isTrue();
        assertThat(unit.claims("10.1.1.66", "10.2.5.1")).isFalse();
        assertThat(unit.host.last().ports()).containsExactlyInAnyOrder(500, 4500);
    }

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
    void installedSasProtectTheFlowUntilItIsBoundAnew() {
        install(FIRST, 777, 888);
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isFalse();
        assertThat(unit.associations().isFree(new SaId(HERE, IpProtocol.ESP, 777)))
                .isFalse();

        unit.configure("access-list 9 permit ip any any"); // touches nothing
        assertThat(unit.outbound()).hasSize(1);
        assertThat(ike.ended).isEmpty();

        unit.configure(BIND);
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(ike.ended).containsExactly(new SaId(HERE, IpProtocol.ESP, 777));
    }

    @Test
    void anotherAddressOfTheInterfaceEndsTheSasOfTheOldOne() {
        install(FIRST, 777, 888);
        unit.configure("ip address outside 192.0.2.7 255.255.255.0");

        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.outbound()).isEmpty();
        assertThat(ike.ended).containsExactly(new SaId(HERE, IpProtocol.ESP, 777));
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.associations().installInbound(List.of(inbound(FIRST, 778))))
                .as("what was on its way for the old address")
                .isFalse();
    }

    @Test
    void ikeIsSpokenWhereTheSystemGivesABoundInterfaceItsAddress() {
        assertThat(ike.plan.ends()).containsExactly(new IkePlan.End("outside", HERE));
        unit.configure("no ip address outside 192.0.2.1 255.255.255.0");

        assertThat(ike.plan.ends()).containsExactly(new IkePlan.End("outside", HERE));
        assertThat(entry(0).local()).isEqualTo(HERE);
    }

    @Test
    void anAddressThatTheSystemGivesLaterIsHeardOf() {
        unit.host.give();
        unit.configure("no ip address outside 192.0.2.1 255.255.255.0");
        assertThat(ike.plan.entries()).isEmpty();

        unit.host.give("192.0.2.1");
        assertThat(entry(0).local()).isEqualTo(HERE);
    }

    @Test
    void sasStayWhileNobodyKnowsTheAddressOfTheInterface() {
        install(FIRST, 777, 888);
        unit.host.interfaces.clear();
        unit.configure("no ip address outside 192.0.2.1 255.255.255.0");

        assertThat(unit.inbound()).hasSize(1);
        assertThat(unit.outbound()).hasSize(1);
    }

    @Test
    void aNumberIsGivenOnceAndNothingIsInstalledForAFlowThatIsNotBound() {
        install(FIRST, 777, 888);
        assertThat(unit.associations().installInbound(List.of(inbound(new Flow("m", 10, 2), 777))))
                .isFalse();
        assertThat(unit.associations().installInbound(List.of(inbound(new Flow("m", 11, 0), 778))))
                .isFalse();
        assertThat(unit.inbound()).hasSize(1);
    }

    @Test
    void aPeerIsClearedByTheNameThatItsMapGivesIt() {
        install(FIRST, 777, 888);
        assertThat(unit.prints("clear crypto sa peer other.example.net"))
                .containsExactly("WARNING: there is no such SA");
        assertThat(unit.inbound()).hasSize(1);

        unit.configure("clear crypto sa peer gw.example.net");
        assertThat(unit.inbound()).isEmpty();
    }

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

    @Test
    void clearEndsNegotiatedSasAndTellsThePeer() {
        install(FIRST, 777, 888);
        unit.configure("clear crypto sa peer 192.0.2.2");
        assertThat(unit.inbound()).isEmpty();
        assertThat(ike.ended).containsExactly(new SaId(HERE, IpProtocol.ESP, 777));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear crypto sa", "clear crypto sa map m", "clear crypto sa peer 192.0.2.2"})
    void clearLetsWhatFailedBeTriedAtOnce(String line) {
        unit.configure(line);
        assertThat(ike.retried).contains("crypto map m 10").hasSize(line.contains("peer") ? 1 : 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear crypto sa counters", "clear crypto sa peer 192.0.2.77"})
    void clearingSomethingElseDoesNot(String line) {
        unit.configure(line);
        assertThat(ike.retried).isEmpty();
    }

    @Test
    void aTemporaryEntryStandsInFrontAndGoesWithItsMap() {
        var selector = new TrafficSelector(Ipv4Prefix.parse("10.1.0.0/24"), Ipv4Prefix.parse("10.9.0.7/32"));
        Flow flow = unit.associations().openTemporary("m", 99, PEER, selector).orElseThrow();
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isTrue();
        assertThat(unit.claims("10.1.0.1", "10.9.0.8")).isFalse();
        install(flow, 777, 888);
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.prints("show crypto map tag m"))
                .containsSubsequence(
                        "Crypto Map \"m\" 99 ipsec-isakmp",
                        "        Peer = " + PEER,
                        "        permit ip 10.1.0.0 255.255.255.0 10.9.0.7 255.255.255.255 (hitcnt=0)",
                        "        Current peer: " + PEER);
        assertThat(unit.prints("show crypto ipsec sa")).contains("     PERMIT, flags={}");

        unit.configure(BIND);
        assertThat(unit.claims("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.associations().openTemporary("m", 98, PEER, selector)).isEmpty();
    }

    @Test
    void anotherGatewayOverTheSameDatabasesKeepsTemporaryEntriesWithTheirSas() {
        Flow first = temporary("10.9.0.7/32");
        install(first, claim("10.9.0.7/32"), 777, 888);
        Flow second = temporary("10.9.0.0/24");
        install(second, claim("10.9.0.0/24"), 778, 889);
        Flow inTheMaking = temporary("10.8.0.0/24");
        assertThat(unit.associations().installInbound(List.of(inbound(inTheMaking, claim("10.8.0.0/24"), 779))))
                .isTrue();
        List<SecurityPolicy> policies = unit.spd.policies().policies();
        Flow unused = temporary("10.7.0.0/24");
        unit.associations().closeTemporary(unused);

        unit.stop();
        unit.start(new StartupState.Loaded(20, List.of()));
        unit.gateway().bindIke(ike);

        assertThat(unit.spd.policies().policies()).as("in the same order, too").isEqualTo(policies);
        assertThat(unit.inbound()).hasSize(3);
        assertThat(unit.drops("10.1.0.1", "10.9.0.7")).isFalse();
        assertThat(unit.drops("10.1.0.1", "10.8.0.1")).isTrue();
        assertThat(ike.ended).isEmpty();
        assertThat(unit.prints("show crypto map tag m")).contains("        Current peer: " + PEER);
        assertThat(temporary("10.6.0.0/24"))
                .as("IKE may hold a flow that has no SAs yet")
                .isNotIn(first, second, inTheMaking, unused);

        unit.associations().closeTemporary(first);
        assertThat(unit.inbound()).hasSize(2);
    }

    private Flow temporary(String remote) {
        return unit.associations().openTemporary("m", 99, PEER, claim(remote)).orElseThrow();
    }

    private static TrafficSelector claim(String remote) {
        return new TrafficSelector(Ipv4Prefix.parse("10.1.0.0/24"), Ipv4Prefix.parse(remote));
    }

    @Test
    void aClosedTemporaryEntryTakesItsSasAlong() {
        var selector = new TrafficSelector(Ipv4Prefix.parse("10.1.0.0/24"), Ipv4Prefix.parse("10.9.0.7/32"));
        Flow flow = unit.associations().openTemporary("m", 99, PEER, selector).orElseThrow();
        install(flow, 777, 888);
        unit.associations().closeTemporary(flow);
        assertThat(unit.inbound()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.9.0.7")).isFalse();
    }

    @Test
    void peersThatComeAtOnceFindTheirEntriesInForceWhenTheyAreAnswered() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        Queue<Boolean> inForce = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 40; i++) {
            var host = Ipv4Prefix.parse("10.9.0." + i + "/32");
            var selector = new TrafficSelector(Ipv4Prefix.parse("10.1.0.0/24"), host);
            var thread = new Thread(() -> unit.associations()
                    .openTemporary("m", 99, PEER, selector)
                    .ifPresent(flow -> inForce.add(unit.gateway().gateway().negotiates(flow))));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(inForce).hasSize(40).containsOnly(true);
        for (int i = 0; i < 40; i++) {
            assertThat(unit.claims("10.1.0.1", "10.9.0." + i)).isTrue();
        }
    }

    @Test
    void aMissingTransformTakesItsSuiteOutOfTheOffer() {
        unit.remove("aes-cbc");
        unit.gateway().gateway().reconcile();
        assertThat(entry(0).suites()).extracting(Suite::name).containsExactly("strong");
        unit.remove("3des-cbc");
        unit.gateway().gateway().reconcile();
        assertThat(ike.plan.entries())
                .as("entries that nothing is left of are still known: their SAs have a grace")
                .hasSize(3)
                .allMatch(entry -> entry.suites().isEmpty());
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.prints("show crypto map")).anyMatch(line -> line.contains("inactive: transform missing"));
        unit.install("3des-cbc");
        unit.gateway().gateway().reconcile();
        assertThat(entry(0).suites()).extracting(Suite::name).containsExactly("strong");
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

    @Test
    void theListingShowsWhatWasConfigured() {
        assertThat(unit.prints("show crypto map"))
                .contains(
                        "Crypto Map \"m\" 10 ipsec-isakmp",
                        "        Peer = 192.0.2.2",
                        "        Peer = gw.example.net",
                        "        Current peer: 192.0.2.2",
                        "        Security association lifetime: 4608000 kilobytes/3600 seconds",
                        "        PFS (Y/N): Y",
                        "        DH group:  group2",
                        "        Transform sets={ both, strong, }",
                        "Crypto Map \"m\" 99 ipsec-isakmp",
                        "        Dynamic map template tag: dyn");
        assertThat(unit.prints("show crypto dynamic-map"))
                .contains(
                        "Crypto Map Template \"dyn\" 5",
                        "        No matching address list set.",
                        "Crypto Map Template \"dyn\" 7",
                        "        access-list 102; 1 elements");
    }

    private void install(Flow flow, int in, int out) {
        install(flow, claim("10.2.0.0/24"), in, out);
    }

    private void install(Flow flow, TrafficSelector selector, int in, int out) {
        assertThat(unit.associations().installInbound(List.of(inbound(flow, selector, in))))
                .isTrue();
        assertThat(unit.associations()
                        .installOutbound(List.of(half(flow, selector, new SaId(PEER, IpProtocol.ESP, out)))))
                .isTrue();
    }

    private static SaParameters inbound(Flow flow, int spi) {
        return inbound(flow, claim("10.2.0.0/24"), spi);
    }

    private static SaParameters inbound(Flow flow, TrafficSelector selector, int spi) {
        return half(flow, selector.reversed(), new SaId(HERE, IpProtocol.ESP, spi));
    }

    private static SaParameters half(Flow flow, TrafficSelector selector, SaId id) {
        return new SaParameters(
                id,
                SaEnds.tunnel(HERE, PEER),
                selector,
                new SaAlgorithms(
                        Optional.of(AlgorithmId.encryption("aes-cbc")),
                        Optional.of(AlgorithmId.integrity("hmac-sha1"))),
                new SaKeys(Secret.of(new byte[16]), Secret.of(new byte[20])),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                flow,
                false,
                0,
                4711);
    }
}
