// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.Ipv4Address;

/** Many flows of one peer want SAs at once: quick modes that this gateway begins follow each other. */
class OneAtATimeTest {
    private static final int FLOWS = 40;
    private static final String LEFT = "192.0.2.1";
    private static final String RIGHT = "198.51.100.1";

    private final Simulation simulation = new Simulation(11, Installed.TINY);
    private final SimGateway a = simulation.gateway("A", plans(LEFT, RIGHT, 1, 2, 3_600));

    private static Plans plans(String own, String peer, int here, int there, long seconds) {
        return Plans.at(own)
                .key("0.0.0.0/0", "k")
                .entry(10, Wanted.of(peer).seconds(seconds), flows(here, there, FLOWS));
    }

    private static String[] flows(int here, int there, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "10.%d.%d.0/24 10.%d.%d.0/24".formatted(here, i, there, i))
                .toArray(String[]::new);
    }

    private SimGateway peer() {
        return simulation.gateway("B", plans(RIGHT, LEFT, 2, 1, 3_600));
    }

    private static Flow flow(int number) {
        return new Flow(Plans.MAP, 10, number);
    }

    private static List<Flow> all() {
        return IntStream.range(0, FLOWS).mapToObj(OneAtATimeTest::flow).toList();
    }

    private long up() {
        return all().stream().filter(a::sends).count();
    }

    /** Lets time pass; whenever something is sent, no more than one quick mode of this gateway goes on. */
    private void watched(long nanos) {
        simulation.wire.tap = datagram -> assertThat(a.negotiations.associations())
                .allMatch(sa -> sa.exchanges.values().stream()
                                .filter(exchange -> exchange.isInitiator() && !exchange.isOver())
                                .count()
                        <= 1);
        simulation.runFor(nanos);
        simulation.wire.tap = datagram -> {};
    }

    @Test
    void flowsOfOnePeerTakeTurnsInTheOrderOfTheirPackets() {
        peer();
        List<Flow> order = new ArrayList<>(all());
        Collections.reverse(order);
        order.forEach(a::packet);
        List<Flow> installed = new ArrayList<>();
        for (int i = 0; i < 10_000 && installed.size() < FLOWS; i++) {
            watched(Simulation.MILLI);
            all().stream()
                    .filter(flow -> a.sends(flow) && !installed.contains(flow))
                    .forEach(installed::add);
        }
        assertThat(installed).isEqualTo(order);
        assertThat(a.failures).isEmpty();
    }

    @Test
    void renewalsThatComeDueAtOnceTakeTurnsToo() {
        simulation.gateway("B", plans(RIGHT, LEFT, 2, 1, 3_600));
        a.plan(plans(LEFT, RIGHT, 1, 2, 120));
        for (Flow flow : all()) {
            a.packet(flow);
            Two.traffic(simulation, a, flow, Simulation.SECOND);
        }
        watched(10 * Simulation.SECOND);
        Set<SaId> first = Set.copyOf(a.inbound.keySet());
        watched(140 * Simulation.SECOND);
        assertThat(a.inbound.keySet()).as("all were renewed").doesNotContainAnyElementsOf(first);
        assertThat(a.gaps).isZero();
    }

    @Test
    void oneThatThePeerRefusesLetsTheNextBegin() {
        simulation.gateway(
                "B", Plans.at(RIGHT).key("0.0.0.0/0", "k").entry(10, Wanted.of(LEFT), "10.2.7.0/24 10.1.7.0/24"));
        all().forEach(a::packet);
        watched(4 * Simulation.SECOND);
        assertThat(a.sends(flow(7))).isTrue();
        assertThat(a.failures)
                .hasSize(FLOWS - 1)
                .allMatch(failure -> failure.reason().contains("INVALID-ID"));
    }

    @Test
    void oneThatIsNotAnsweredKeepsTheOthersNoLongerThanItsFirstRepetition() {
        SimGateway b = peer();
        a.packet(flow(0));
        simulation.runFor(3 * Simulation.SECOND);
        assertThat(up()).isEqualTo(1);
        Ipv4Address address = a.address();
        var lost = new ArrayList<Integer>();
        simulation.wire.filter = datagram -> {
            int messageId = ByteBuffer.wrap(datagram.payload()).getInt(20);
            if (datagram.local().equals(address) && lost.isEmpty()) {
                lost.add(messageId);
            }
            return !lost.contains(messageId);
        };
        all().forEach(a::packet);
        watched(1_900 * Simulation.MILLI);
        assertThat(up()).isEqualTo(1);
        simulation.runFor(10 * Simulation.SECOND);
        assertThat(up()).as("all but the one that the peer never hears of").isEqualTo(FLOWS - 1);
        simulation.wire.filter = datagram -> true;
        simulation.runFor(40 * Simulation.SECOND);
        assertThat(up()).isEqualTo(FLOWS);
        assertThat(b.failures).isEmpty();
    }

    @Test
    void whoWaitsWhenTheIsakmpSaGoesWaitsForTheNextOne() {
        peer();
        all().forEach(a::packet);
        while (up() < FLOWS / 4) {
            simulation.runFor(Simulation.MILLI);
        }
        a.event(new Event.Clear(Optional.empty()));
        watched(10 * Simulation.SECOND);
        assertThat(a.failures).as("only the one whose turn it was").hasSize(1);
        assertThat(up()).isEqualTo(FLOWS - 1);
    }

    @Test
    void whomThePeerServesBeforeItsTurnAsksForNothing() {
        SimGateway b = peer();
        a.packet(flow(0));
        simulation.runFor(3 * Simulation.SECOND);
        for (int i = 0; i < FLOWS; i++) {
            a.packet(flow(i));
            b.packet(flow(FLOWS - 1 - i));
        }
        watched(20 * Simulation.SECOND);
        assertThat(up()).isEqualTo(FLOWS);
        assertThat(a.inbound.size())
                .as("each side has begun about half of them")
                .isLessThan(FLOWS + 5);
    }
}
