// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.ike.Pfs;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;

/** Two gateways, each exchange from its first message to packets that pass. */
class ExchangesTest {
    static final Flow FLOW = new Flow(Plans.MAP, 10, 0);

    static Plans left() {
        return Plans.at("192.0.2.1")
                .key("198.51.100.1", "cisco1234")
                .entry(10, Wanted.of("198.51.100.1"), "10.1.0.0/16 10.2.0.0/16");
    }

    static Plans right() {
        return Plans.at("198.51.100.1")
                .key("192.0.2.1", "cisco1234")
                .entry(10, Wanted.of("192.0.2.1"), "10.2.0.0/16 10.1.0.0/16");
    }

    @Test
    void aPacketBringsATunnelUp() {
        var simulation = new Simulation(1, Installed.REAL);
        SimGateway a = simulation.gateway("A", left());
        SimGateway b = simulation.gateway("B", right());
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        a.packet(FLOW);
        b.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", 1L);
        assertThat(a.delivered).containsEntry("B", 1L);
        assertThat(a.failures).isEmpty();
        assertThat(b.failures).isEmpty();
        assertThat(simulation.wire.carried)
                .as("six messages of main mode, three of quick mode")
                .isEqualTo(9);
        assertThat(a.negotiations.status().phase1()).singleElement().satisfies(sa -> {
            assertThat(sa.state()).isEqualTo("QM_IDLE");
            assertThat(sa.created()).isEqualTo(1);
        });
    }

    @Test
    void perfectForwardSecrecyTakesAnotherExchangeOfKeys() {
        var simulation = new Simulation(2, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A",
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("198.51.100.1").pfs(Pfs.group(2)), "10.1.0.0/16 10.2.0.0/16"));
        SimGateway b = simulation.gateway("B", right());
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isFalse(); // another key
        b = simulation.gateway(
                "B",
                Plans.at("198.51.100.1")
                        .key("192.0.2.1", "k")
                        .entry(10, Wanted.of("192.0.2.1").pfs(Pfs.UNSPECIFIED), "10.2.0.0/16 10.1.0.0/16"));
        simulation.runFor(120 * Simulation.SECOND);
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", 1L);
    }

    @Test
    void ahAroundEspIsOneProposal() {
        var simulation = new Simulation(3, Installed.TINY);
        Wanted both = Wanted.of("198.51.100.1").suites(Plans.AH_ESP, Plans.ESP_DES_MD5);
        SimGateway a = simulation.gateway(
                "A", Plans.at("192.0.2.1").key("198.51.100.1", "k").entry(10, both, "10.1.0.0/16 10.2.0.0/16"));
        SimGateway b = simulation.gateway(
                "B",
                Plans.at("198.51.100.1")
                        .key("192.0.2.1", "k")
                        .entry(10, both.peers("192.0.2.1").suites(Plans.AH_ESP), "10.2.0.0/16 10.1.0.0/16"));
        b.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        b.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(a.delivered).containsEntry("B", 1L);
        assertThat(a.inbound).hasSize(2);
        assertThat(a.inbound.values())
                .anySatisfy(sa -> assertThat(sa.parameters.nesting().within()).isPresent());
    }
}
