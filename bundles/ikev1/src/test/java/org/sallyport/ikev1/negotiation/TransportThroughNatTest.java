// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** Transport mode where a NAT stands between the gateways: each side calls the hidden one by another address (RFC 3947, 5.2). */
class TransportThroughNatTest {
    private static final String HIDDEN = "192.0.2.1";
    private static final String SEEN = "203.0.113.77";
    private static final String OPEN = "198.51.100.1";
    private static final Flow FLOW = new Flow(Plans.MAP, 10, 0);
    private static final Suite TRANSPORT = new Suite("transport", Mode.TRANSPORT, Plans.ESP_3DES_MD5.protocols());

    private final Simulation simulation = new Simulation(21, Installed.TINY);

    private static Plans at(String address) {
        return Plans.at(address).key("0.0.0.0/0", "k").options(Two.options(false, true, false));
    }

    private static Wanted transport(String peer) {
        return Wanted.of(peer).suites(TRANSPORT).seconds(60);
    }

    private SimGateway hidden() {
        simulation.wire.hide(Ipv4Address.parse(HIDDEN), Ipv4Address.parse(SEEN), 1_000);
        return simulation.gateway("A", at(HIDDEN).entry(10, transport(OPEN), HIDDEN + "/32 " + OPEN + "/32"));
    }

    private SimGateway open() {
        return simulation.gateway("B", at(OPEN).entry(10, transport(SEEN), OPEN + "/32 " + SEEN + "/32"));
    }

    private static TrafficSelector between(String from, String to) {
        return new TrafficSelector(Ipv4Prefix.host(Ipv4Address.parse(from)), Ipv4Prefix.host(Ipv4Address.parse(to)));
    }

    /** Each side's sending SAs are in transport mode, in UDP, for the addresses that it sees itself. */
    private static void sendsAs(SimGateway gateway, String from, String to) {
        assertThat(gateway.outbound.values())
                .isNotEmpty()
                .allSatisfy(list -> assertThat(list).allSatisfy(sa -> {
                    assertThat(sa.parameters.mode()).isEqualTo(Mode.TRANSPORT);
                    assertThat(sa.parameters.ends().udp()).isPresent();
                    assertThat(sa.parameters.selector()).isEqualTo(between(from, to));
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B"})
    void comesUpWhoeverBeginsAndIsRenewed(String first) {
        SimGateway a = hidden();
        SimGateway b = open();
        List<String> received = new ArrayList<>();
        SimGateway beginner = first.equals("A") ? a : b;
        beginner.packet(FLOW);
        simulation.runFor(3 * Simulation.SECOND);
        sendsAs(a, HIDDEN, OPEN);
        sendsAs(b, OPEN, SEEN);
        SimGateway other = beginner == a ? b : a;
        for (Notice.Debug debug : other.debug) {
            received.addAll(debug.lines().get());
        }
        assertThat(received.stream().filter(line -> line.contains("processing NAT-OA payload")))
                .as("the beginner says how it sees both ends")
                .hasSize(2);
        for (SimGateway gateway : List.of(a, b)) {
            Two.traffic(simulation, gateway, FLOW, Simulation.SECOND);
        }
        simulation.runFor(150 * Simulation.SECOND);
        sendsAs(a, HIDDEN, OPEN);
        sendsAs(b, OPEN, SEEN);
        assertThat(a.delivered.get("B")).isGreaterThan(140);
        assertThat(b.delivered.get("A")).isGreaterThan(140);
        assertThat(a.failures).isEmpty();
        assertThat(b.failures).isEmpty();
    }

    @Test
    void aDynamicMapTakesAPeerThatNobodyKnowsByItsAddress() {
        SimGateway a = hidden();
        SimGateway b = simulation.gateway(
                "B", at(OPEN).dynamic(10, Wanted.ofAnybody().suites(TRANSPORT).seconds(60)));
        a.packet(FLOW);
        simulation.runFor(3 * Simulation.SECOND);
        sendsAs(a, HIDDEN, OPEN);
        sendsAs(b, OPEN, SEEN);
        assertThat(b.temporary.values()).containsExactly(between(OPEN, SEEN));
    }

    @Test
    void whoAsksForHostsBehindItStillGetsATunnelOnly() {
        simulation.wire.hide(Ipv4Address.parse(HIDDEN), Ipv4Address.parse(SEEN), 1_000);
        SimGateway a = simulation.gateway("A", at(HIDDEN).entry(10, transport(OPEN), "10.9.9.9/32 " + OPEN + "/32"));
        SimGateway b = simulation.gateway("B", at(OPEN).entry(10, transport(SEEN), OPEN + "/32 10.9.9.9/32"));
        a.packet(FLOW);
        simulation.runFor(3 * Simulation.SECOND);
        assertThat(b.outbound.values())
                .allSatisfy(list -> assertThat(list).allSatisfy(sa -> {
                    assertThat(sa.parameters.mode()).isEqualTo(Mode.TUNNEL);
                    assertThat(sa.parameters.selector()).isEqualTo(between(OPEN, "10.9.9.9"));
                }));
        assertThat(Optional.ofNullable(b.outbound.get(FLOW))).isPresent();
    }
}
