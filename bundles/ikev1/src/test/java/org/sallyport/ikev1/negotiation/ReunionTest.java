// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.FLOW_A;
import static org.sallyport.ikev1.negotiation.Two.FLOW_B;
import static org.sallyport.ikev1.negotiation.Two.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** SAs of IPsec do not stay without an ISAKMP SA, whatever took it away: nobody would hear that the peer has none of them any more. */
final class ReunionTest {
    private static final long SECONDS = 100;

    private static Plans at(String address, String peer, String flow) {
        return Plans.at(address)
                .key("0.0.0.0/0", "k")
                .policies(Plans.policy(10, 5, 1, 2, SECONDS))
                .entry(10, Wanted.of(peer), flow);
    }

    private static Two two() {
        var two = Two.of(3, at("192.0.2.1", "198.51.100.1", FLOW_A), at("198.51.100.1", "192.0.2.1", FLOW_B));
        two.up();
        return two;
    }

    private static void met(Two two) {
        assertThat(two.a().negotiations.status().phase1()).hasSize(1).allMatch(Status.Phase1::up);
        assertThat(two.b().negotiations.status().phase1()).hasSize(1);
    }

    @Test
    void whenThePeerHasDeletedIt() {
        Two two = two();
        two.b().event(new Event.Clear(Optional.empty()));
        assertThat(two.b().negotiations.status().phase1()).noneMatch(Status.Phase1::up);
        two.simulation().runFor(15 * Simulation.SECOND);
        met(two);
    }

    @Test
    void whenItWasClearedHere() {
        Two two = two();
        two.a().event(new Event.Clear(Optional.empty()));
        two.simulation().runFor(15 * Simulation.SECOND);
        met(two);
    }

    @Test
    void whenNoSuccessorCameUpInTime() {
        Two two = two();
        two.simulation().runFor(80 * Simulation.SECOND);
        two.simulation().wire.cut(two.a().address(), two.b().address());
        two.simulation().runFor(60 * Simulation.SECOND);
        two.simulation().wire.mend();
        two.simulation().runFor(60 * Simulation.SECOND);
        met(two);
    }

    @Test
    void whenThereWasNothingThatWantedASuccessorYet() {
        Two two = two();
        two.simulation().runFor(80 * Simulation.SECOND);
        two.a().clearSas();
        two.simulation().runFor(11 * Simulation.SECOND);
        two.a().packet(FLOW);
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.a().negotiations.associations())
                .as("before the end of the first")
                .hasSize(2);
        two.simulation().runFor(20 * Simulation.SECOND);
        met(two);
    }

    /** Not more often than twice a minute. */
    @Test
    void aPeerThatEndsEachAtOnceIsNotMetAllTheTime() {
        Two two = two();
        two.simulation().wire.carried = 0;
        for (int i = 0; i < 120; i++) {
            two.b().event(new Event.Clear(Optional.empty()));
            two.simulation().runFor(Simulation.SECOND);
        }
        assertThat(two.simulation().wire.carried).isLessThan(200);
    }

    @Test
    void withoutPairsNobodyIsMet() {
        Two two = two();
        two.a().clearSas();
        two.simulation().runFor(SECONDS * Simulation.SECOND);
        assertThat(two.a().negotiations.status().phase1()).isEmpty();
        assertThat(two.b().negotiations.status().phase1()).isEmpty();
        assertThat(two.a().negotiations.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    /** RFC 3947, 4: by the port that its NAT has for port 4500, for no other leads to it. */
    @Test
    void aPeerBehindANatIsMetWhereItIs() {
        var seen = Ipv4Address.parse("203.0.113.77");
        var two = Two.of(
                3,
                at("192.0.2.1", "198.51.100.1", FLOW_A).options(options(false, true, false)),
                at("198.51.100.1", "203.0.113.77", FLOW_B).options(options(false, true, false)));
        two.simulation().wire.hide(two.a().address(), seen, 1_000);
        two.up();
        List<Datagram> sent = new ArrayList<>();
        two.simulation().wire.tap = sent::add;
        two.b().exchange();
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(sent)
                .filteredOn(datagram -> datagram.local().equals(two.b().address()))
                .isNotEmpty()
                .allMatch(datagram -> datagram.localPort() == 4_500 && datagram.remotePort() == 5_500);
        assertThat(two.b().negotiations.status().phase1()).hasSize(1).allMatch(Status.Phase1::up);

        sent.clear();
        two.simulation().runFor((SECONDS - 5) * Simulation.SECOND); // and so is its successor
        assertThat(sent)
                .filteredOn(datagram -> datagram.local().equals(two.b().address()))
                .isNotEmpty()
                .allMatch(datagram -> datagram.localPort() == 4_500 && datagram.remotePort() == 5_500);
    }
}
