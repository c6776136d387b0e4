// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.negotiation.Plans.Wanted;

/** A message too long for one datagram goes in pieces, to a peer that said that it takes them. */
final class LongMessagesTest {
    private static Plans with(Plans plans, String peer, int suites, String flow) {
        Suite one = Wanted.of(peer).suites().get(0);
        return plans.entry(
                10, Wanted.of(peer).suites(Collections.nCopies(suites, one).toArray(Suite[]::new)), flow);
    }

    @Test
    void aLongOfferArrivesInPieces() {
        var simulation = new Simulation(5, Installed.TINY);
        List<Integer> sizes = new ArrayList<>();
        simulation.wire.tap = datagram -> sizes.add(datagram.payload().length);
        SimGateway a = simulation.gateway(
                "A",
                with(Plans.at("192.0.2.1").key("198.51.100.1", "k"), "198.51.100.1", 60, "10.1.0.0/16 10.2.0.0/16"));
        SimGateway b = simulation.gateway(
                "B", with(Plans.at("198.51.100.1").key("192.0.2.1", "k"), "192.0.2.1", 1, "10.2.0.0/16 10.1.0.0/16"));
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);

        assertThat(b.delivered).containsEntry("A", 1L);
        assertThat(sizes).contains(Desk.LONGEST_DATAGRAM).allMatch(size -> size <= Desk.LONGEST_DATAGRAM);
    }

    @Test
    void aPieceThatIsLostIsRepeatedWithTheOthers() {
        var simulation = new Simulation(6, Installed.TINY);
        var pieces = new int[1];
        SimGateway a = simulation.gateway(
                "A",
                with(Plans.at("192.0.2.1").key("198.51.100.1", "k"), "198.51.100.1", 60, "10.1.0.0/16 10.2.0.0/16"));
        SimGateway b = simulation.gateway(
                "B", with(Plans.at("198.51.100.1").key("192.0.2.1", "k"), "192.0.2.1", 1, "10.2.0.0/16 10.1.0.0/16"));
        simulation.wire.filter = datagram ->
                datagram.payload().length != Desk.LONGEST_DATAGRAM || pieces[0]++ > 0; // the first piece is lost
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(10 * Simulation.SECOND);
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);

        assertThat(b.delivered).containsEntry("A", 1L);
    }
}
