// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;

/**
 * A hundred tunnels between two gateways, renewed every minute: {@code ./sallyport simulate --hours 24} runs for a day of the virtual clock.
 */
class LongRunTest {
    static final int TUNNELS = 100;

    private static final int LIFE = 80; // seconds: renewed with a quarter left
    private static final int HOUR = 3_600;

    @Test
    void aHundredTunnelsAreRenewedEveryMinuteAndNothingIsLost() {
        long pairs = run(1, hour -> {});
        assertThat(pairs).isBetween(TUNNELS * 60L, TUNNELS * 65L);
    }

    /** @return how many pairs of SAs there were */
    static long run(long hours, LongConsumer report) {
        var simulation = new Simulation(24, Installed.TINY);
        SimGateway a = simulation.gateway("A", plans("192.0.2.1", "198.51.100.1", 1, 2));
        SimGateway b = simulation.gateway("B", plans("198.51.100.1", "192.0.2.1", 2, 1));
        for (int i = 0; i < TUNNELS; i++) {
            traffic(simulation, a, new Flow(Plans.MAP, 10 + i, 0));
            traffic(simulation, b, new Flow(Plans.MAP, 10 + i, 0));
        }
        simulation.runFor(HOUR / 60 * Simulation.SECOND);
        for (int hour = 0; hour < hours; hour++) {
            simulation.runFor(HOUR * Simulation.SECOND);
            simulation.ledger.forget(List.of(a, b));
            assertThat(a.strangers + b.strangers).isZero();
            assertThat(a.gaps + b.gaps).isZero();
            assertThat(a.negotiations.status().pairs()).isBetween(TUNNELS, 2 * TUNNELS);
            assertThat(a.negotiations.status().phase1().size()).isLessThanOrEqualTo(4);
            assertThat(a.negotiations.openJobs()).isLessThanOrEqualTo(TUNNELS);
            assertThat(a.failures).isEmpty();
            assertThat(b.failures).isEmpty();
            assertThat(a.outbound).hasSize(TUNNELS);
            report.accept(hour + 1);
        }
        return simulation.ledger.keys() / 2; // one in each direction
    }

    private static Plans plans(String local, String remote, int own, int other) {
        Plans plans = Plans.at(local).key("0.0.0.0/0", "k").policies(Plans.policy(10, 5, 1, 2, HOUR));
        for (int i = 0; i < TUNNELS; i++) {
            String flow = "10." + own + "." + i + ".0/24 10." + other + "." + i + ".0/24";
            plans = plans.entry(10 + i, Wanted.of(remote).seconds(LIFE), flow);
        }
        return plans;
    }

    private static void traffic(Simulation simulation, SimGateway gateway, Flow flow) {
        simulation.after(simulation.random.nextLong(5_000, 15_000) * Simulation.MILLI, () -> {
            gateway.packet(flow);
            traffic(simulation, gateway, flow);
        });
    }
}
