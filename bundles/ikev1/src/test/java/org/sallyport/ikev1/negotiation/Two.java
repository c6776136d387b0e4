// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.sallyport.ikev1.exchange.Retries;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ipsec.Flow;

/** Two gateways with a tunnel between them, and what their tests configure. */
record Two(Simulation simulation, SimGateway a, SimGateway b) {
    static final Flow FLOW = ExchangesTest.FLOW;
    static final String FLOW_A = "10.1.0.0/16 10.2.0.0/16";
    static final String FLOW_B = "10.2.0.0/16 10.1.0.0/16";

    static Options options(boolean dpd, boolean nat, boolean aggressive) {
        return new Options(
                dpd ? Optional.of(new Options.Keepalive(10, 2, false)) : Optional.empty(),
                nat ? Optional.of(new Options.NatTraversal(20)) : Optional.empty(),
                false,
                aggressive,
                aggressive,
                Retries.DEFAULT,
                Options.Limits.DEFAULT);
    }

    static void traffic(Simulation simulation, SimGateway gateway, Flow flow, long every) {
        simulation.after(every, () -> {
            gateway.packet(flow);
            traffic(simulation, gateway, flow, every);
        });
    }

    static Two of(long seed, Plans left, Plans right) {
        var simulation = new Simulation(seed, Installed.TINY);
        return new Two(simulation, simulation.gateway("A", left), simulation.gateway("B", right));
    }

    void up() {
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(b.outbound).isNotEmpty();
    }

    static Plans plansA(long seconds) {
        return Plans.at("192.0.2.1")
                .key("198.51.100.1", "k")
                .entry(10, Wanted.of("198.51.100.1").seconds(seconds), FLOW_A);
    }

    static Plans plansB(long seconds) {
        return Plans.at("198.51.100.1")
                .key("192.0.2.1", "k")
                .entry(10, Wanted.of("192.0.2.1").seconds(seconds), FLOW_B);
    }

    /** A gateway in the place of B's that only answers. */
    static Plans answering(Wanted wanted) {
        return Plans.at("198.51.100.1").key("0.0.0.0/0", "k").dynamic(10, wanted);
    }
}
