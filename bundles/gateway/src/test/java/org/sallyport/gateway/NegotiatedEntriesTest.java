// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.IkePlan;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.IpProtocol;

/** Entries that IKE negotiates, and those of dynamic maps: what the gateway wants, claims and installs. */
final class NegotiatedEntriesTest extends NegotiatedBench {
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
    void longSequenceNumbersAreForSetsThatAuthenticate() {
        assertThat(unit.refusal("crypto ipsec transform-set none esn"))
                .contains("transform-set \"none\" does not exist");
        unit.configure("crypto ipsec transform-set bare esp-3des", "crypto ipsec transform-set strong esn");
        assertThat(unit.prints("crypto ipsec transform-set bare esn"))
                .containsExactly(
                        "WARNING: transform-set \"bare\" has no authentication: its sequence numbers stay short"
                                + " until it has");
        unit.configure("crypto map m 10 set transform-set bare strong", BIND);
        assertThat(extended()).containsExactly(false, true);
        assertThat(unit.prints("show crypto ipsec transform-set tag strong"))
                .contains("   will negotiate = { Tunnel, ESN,  },");

        unit.configure("no crypto ipsec transform-set strong esn", BIND);
        assertThat(extended()).containsExactly(false, false);
        assertThat(unit.lines())
                .contains("crypto ipsec transform-set bare esn")
                .noneMatch(line -> line.equals("crypto ipsec transform-set strong esn"));
    }

    private List<Boolean> extended() {
        return entry(0).suites().stream()
                .map(suite -> suite.protocols().get(0).options().extendedSequence())
                .toList();
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
    void whatIsNotNegotiatedYetIsDroppedNotSentInClear() {
        assertThat(unit.drops("10.1.0.1", "10.2.0.1")).isTrue();
        assertThat(unit.drops("10.1.1.1", "10.2.5.1")).isTrue();
        assertThat(unit.claims("10.1.1.66", "10.2.5.1")).isFalse();
        assertThat(unit.host.last().ports()).containsExactlyInAnyOrder(500, 4500);
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
        assertThat(unit.associations().installInbound(List.of(inbound(FIRST, "10.2.0.0/24", 778))))
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
        assertThat(unit.associations().installInbound(List.of(inbound(new Flow("m", 10, 2), "10.2.0.0/24", 777))))
                .isFalse();
        assertThat(unit.associations().installInbound(List.of(inbound(new Flow("m", 11, 0), "10.2.0.0/24", 778))))
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
}
