// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/** Two bound maps with tunnels to peers that are named and peers that came by a dynamic map: which of them a clear ends. */
final class ClearSaTest {
    private static final Flow SITE = new Flow("m", 10, 0);

    private final FakeIke ike = new FakeIke();
    private final Unit unit = configured();
    private final Flow visitor = visitor("m", "192.0.2.1", "192.0.2.9", "10.9.0.0/24", 778);
    private final Flow another = visitor("m", "192.0.2.1", "192.0.2.8", "10.8.0.0/24", 779);
    private final Flow inside = visitor("n", "10.1.0.1", "10.1.0.9", "10.7.0.0/24", 780);

    ClearSaTest() {
        install(SITE, "192.0.2.1", "192.0.2.2", "10.2.0.0/24", 777);
    }

    private Unit configured() {
        Unit made = Unit.blank().configure(Unit.interfaces("192.0.2.1"));
        made.gateway().bindIke(ike);
        return made.configure(
                "ip address inside 10.1.0.1 255.255.255.0",
                "access-list 101 permit ip 10.1.0.0 255.255.255.0 10.2.0.0 255.255.255.0",
                "crypto ipsec transform-set strong esp-3des esp-sha-hmac",
                "crypto dynamic-map dyn 5 set transform-set strong",
                "crypto map m 10 ipsec-isakmp",
                "crypto map m 10 match address 101",
                "crypto map m 10 set peer 192.0.2.2",
                "crypto map m 10 set transform-set strong",
                "crypto map m 99 ipsec-isakmp dynamic dyn",
                "crypto map m interface outside",
                "crypto map n 99 ipsec-isakmp dynamic dyn",
                "crypto map n interface inside");
    }

    private Flow visitor(String map, String local, String remote, String network, int spi) {
        Flow flow = unit.associations()
                .openTemporary(map, 99, Ipv4Address.parse(remote), PeerSas.claim(network))
                .orElseThrow();
        install(flow, local, remote, network, spi);
        return flow;
    }

    private void install(Flow flow, String local, String remote, String network, int spi) {
        SaEnds ends = SaEnds.tunnel(Ipv4Address.parse(local), Ipv4Address.parse(remote));
        PeerSas.install(unit, flow, ends, network, spi, spi);
    }

    private Set<Flow> tunnels() {
        return unit.outbound().stream().map(sa -> sa.parameters().flow()).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"peer 192.0.2.2", "entry 192.0.2.1 esp 777"})
    void oneTunnelThatIsClearedTakesNoOtherWithIt(String what) {
        unit.configure("clear crypto sa " + what);
        assertThat(tunnels()).containsExactlyInAnyOrder(visitor, another, inside);
        assertThat(ike.ended).containsExactly(new SaId(Ipv4Address.parse("192.0.2.1"), IpProtocol.ESP, 777));
    }

    @Test
    void norDoesOneWhoseLinesWaited() {
        unit.configure("crypto map m 10 set pfs group1", "clear crypto sa peer 192.0.2.2");
        assertThat(ike.plan.entries())
                .filteredOn(entry -> entry.terms().pfs().wanted())
                .extracting(IkeEntry::lines)
                .containsExactly("crypto map m 10");
        assertThat(tunnels()).containsExactlyInAnyOrder(visitor, another, inside);
    }

    @Test
    void aPeerOfADynamicMapGoesWithItsTemporaryEntryAlone() {
        unit.configure("clear crypto sa peer 192.0.2.9");
        assertThat(tunnels()).containsExactlyInAnyOrder(SITE, another, inside);
        assertThat(unit.claims("10.1.0.1", "10.9.0.1")).isFalse();
        assertThat(unit.claims("10.1.0.1", "10.8.0.1")).isTrue();
    }

    @Test
    void aMapGoesWithAllItsTemporaryEntriesAndLeavesOtherMapsAlone() {
        unit.configure("clear crypto sa map m");
        assertThat(tunnels()).containsExactly(inside);
        assertThat(unit.claims("10.1.0.1", "10.9.0.1")).isFalse();
        assertThat(unit.claims("10.1.0.1", "10.8.0.1")).isFalse();
    }

    @Test
    void aTransformSetThatMapsShareWaitsInThoseThatAreNotCleared() {
        unit.configure("crypto ipsec transform-set strong esp-aes esp-sha-hmac", "clear crypto sa map m");
        assertThat(tunnels()).containsExactly(inside);
        assertThat(cipherKeyLengths("m")).containsOnly(16);
        assertThat(cipherKeyLengths("n")).containsOnly(24);
    }

    private List<Integer> cipherKeyLengths(String map) {
        return ike.plan.entries().stream()
                .filter(entry -> entry.map().equals(map))
                .map(IkeEntry::suites)
                .map(suites -> suites.get(0).protocols().get(0).keys().cipher())
                .toList();
    }

    @Test
    void allGoWhenNothingIsChosen() {
        unit.configure("clear crypto sa");
        assertThat(tunnels()).isEmpty();
        assertThat(unit.claims("10.1.0.1", "10.7.0.1")).isFalse();
    }
}
