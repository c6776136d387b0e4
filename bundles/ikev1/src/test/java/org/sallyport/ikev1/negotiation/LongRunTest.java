// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;

/**
 * A hundred tunnels between two gateways, renewed every minute: {@code -Dsallyport.hours=24} runs for a day of the virtual clock.
 */
class LongRunTest {
    private static final int TUNNELS = 100;
    private static final long HOURS = Long.getLong("sallyport.hours", 1);

    @Test
    void aHundredTunnelsAreRenewedEveryMinuteAndNothingIsLost() {
        var simulation = new Simulation(24, Installed.TINY);
        Plans left = Plans.at("192.0.2.1").key("0.0.0.0/0", "k").policies(Plans.policy(10, 5, 1, 2, 3_600));
        Plans right = Plans.at("198.51.100.1").key("0.0.0.0/0", "k").policies(Plans.policy(10, 5, 1, 2, 3_600));
        for (int i = 0; i < TUNNELS; i++) {
            String one = "10.1." + i + ".0/24";
            String other = "10.2." + i + ".0/24";
            left = left.entry(10 + i, Wanted.of("198.51.100.1").seconds(60), one + " " + other);
            right = right.entry(10 + i, Wanted.of("192.0.2.1").seconds(60), other + " " + one);
        }
        SimGateway a = simulation.gateway("A", left);
        SimGateway b = simulation.gateway("B", right);
        for (int i = 0; i < TUNNELS; i++) {
            traffic(simulation, a, new Flow(Plans.MAP, 10 + i, 0));
            traffic(simulation, b, new Flow(Plans.MAP, 10 + i, 0));
        }
        simulation.runFor(60 * Simulation.SECOND);
        for (int hour = 0; hour < HOURS; hour++) {
            simulation.runFor(3_600 * Simulation.SECOND);
            simulation.ledger.forgetPackets();
            assertThat(a.strangers + b.strangers).isZero();
            assertThat(a.negotiations.status().pairs()).isBetween(TUNNELS, 3 * TUNNELS);
            assertThat(a.negotiations.status().phase1().size()).isLessThanOrEqualTo(4);
            assertThat(a.failures).isEmpty();
            assertThat(b.failures).isEmpty();
            assertThat(a.outbound).hasSize(TUNNELS);
        }
    }

    private static void traffic(Simulation simulation, SimGateway gateway, Flow flow) {
        simulation.after(simulation.random.nextLong(5_000, 15_000) * Simulation.MILLI, () -> {
            gateway.packet(flow);
            traffic(simulation, gateway, flow);
        });
    }
}
