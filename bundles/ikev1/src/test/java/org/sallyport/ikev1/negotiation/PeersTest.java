// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.FLOW_A;
import static org.sallyport.ikev1.negotiation.Two.FLOW_B;
import static org.sallyport.ikev1.negotiation.Two.options;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;
import static org.sallyport.ikev1.negotiation.Two.traffic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;

/** Several peers, names, dead ones, those that start anew: with whom a tunnel is. */
final class PeersTest {
    @Test
    void theNextPeerIsTriedAndStaysTheOneThatIsTalkedTo() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A",
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("").peers("203.0.113.9", "198.51.100.1"), FLOW_A));
        SimGateway b = simulation.gateway("B", plansB(28_800));
        a.packet(FLOW);
        simulation.runFor(40 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(a.negotiations.status().entries().get(0).peer()).contains(b.address());
        a.event(new Event.Clear(Optional.empty()));
        a.event(new Event.Ended(List.copyOf(a.inbound.keySet())));
        long before = simulation.wire.carried;
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(simulation.wire.carried - before).isLessThan(15);
    }

    @Test
    void aPeersNameIsLookedUpAndAgainWhenItFails() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A", Plans.at("192.0.2.1").key("0.0.0.0/0", "k").entry(10, Wanted.of("peer.example"), FLOW_A));
        simulation.gateway("B", plansB(28_800));
        a.resolver = name -> Optional.of(Ipv4Address.parse("203.0.113.9"));
        a.packet(FLOW);
        simulation.runFor(60 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isFalse();
        a.resolver = name -> Optional.of(Ipv4Address.parse("198.51.100.1"));
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
    }

    @Test
    void aPeerThatHasANameMayBegin() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A", Plans.at("192.0.2.1").key("0.0.0.0/0", "k").entry(10, Wanted.of("peer.example"), FLOW_A));
        SimGateway b = simulation.gateway("B", plansB(28_800));
        int[] asked = {0};
        a.resolver = name -> Optional.of(Ipv4Address.parse(++asked[0] == 1 ? "203.0.113.9" : "198.51.100.1"));
        simulation.runFor(40 * Simulation.SECOND);
        a.negotiations.status();
        a.event(new Event.TimePassed());
        simulation.runFor(Simulation.SECOND);
        assertThat(asked[0]).as("with the plan, and not to show it").isEqualTo(1);

        b.packet(FLOW); // it has another address now: that is found out when it is refused
        simulation.runFor(10 * Simulation.SECOND);
        assertThat(b.sends(FLOW)).isFalse();
        assertThat(asked[0]).isEqualTo(2);
        b.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(b.sends(FLOW)).isTrue();
        assertThat(a.sends(FLOW)).isTrue();
    }

    @Test
    void ofSeveralPeersTheOneWhosePacketsCameLastIsTalkedTo() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A",
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("").peers("198.51.100.1", "198.51.100.2"), FLOW_A));
        SimGateway b = simulation.gateway("B", plansB(28_800));
        SimGateway c = simulation.gateway(
                "C", Plans.at("198.51.100.2").key("192.0.2.1", "k").entry(10, Wanted.of("192.0.2.1"), FLOW_B));
        b.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        c.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.negotiations.status().entries().get(0).peer()).contains(c.address());
        b.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        a.event(new Event.TimePassed());
        assertThat(a.negotiations.status().entries().get(0).peer()).contains(b.address());
    }

    @Test
    void anIsakmpSaThatThePeerHasNoMoreIsNotUsedForEver() {
        var options = options(false, false, false); // nobody asks whether the peer is there
        var two = Two.of(8, plansA(28_800).options(options), plansB(28_800).options(options));
        two.up();
        two.a().event(new Event.Ended(List.copyOf(two.a().inbound.keySet())));
        two.simulation().runFor(20 * Simulation.SECOND);
        two.b().restart();

        traffic(two.simulation(), two.a(), FLOW, Simulation.SECOND);
        two.simulation().runFor(60 * Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).isTrue();
        assertThat(two.b().delivered).containsKey("A");
        assertThat(two.a().negotiations.status().phase1()).hasSize(1);
    }

    @Test
    void eachEntryHasItsOwnOrderOfPeers() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A",
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("198.51.100.1"), FLOW_A)
                        .entry(20, Wanted.of("").peers("198.51.100.2", "198.51.100.1"), "10.1.0.0/16 10.3.0.0/16"));
        simulation.gateway("B", plansB(28_800));
        SimGateway c = simulation.gateway(
                "C",
                Plans.at("198.51.100.2")
                        .key("192.0.2.1", "k")
                        .entry(10, Wanted.of("192.0.2.1"), "10.3.0.0/16 10.1.0.0/16"));
        a.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(a.negotiations.status().entries().get(1).peer())
                .as("B was heard for the other entry only")
                .contains(c.address());

        var second = new Flow(Plans.MAP, 20, 0);
        a.packet(second);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(second)).isTrue();
        assertThat(c.outbound).isNotEmpty();
    }

    @Test
    void aPeerThatDidNotAnswerIsKnownWhenItBeginsItself() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A", Plans.at("192.0.2.1").key("0.0.0.0/0", "k").entry(10, Wanted.of("peer.example"), FLOW_A));
        a.resolver = name -> Optional.of(Ipv4Address.parse("198.51.100.1"));
        a.packet(FLOW);
        simulation.runFor(60 * Simulation.SECOND);
        SimGateway b = simulation.gateway("B", plansB(28_800));
        b.packet(FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(b.sends(FLOW)).isTrue();
        assertThat(a.sends(FLOW)).isTrue();
    }

    @Test
    void whatIsDeniedInFrontOfAPermitOfBothIsNoReasonToRefuseIt() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway(
                "A",
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("198.51.100.1"), "deny 10.1.0.0/16 10.2.3.0/24", FLOW_A));
        SimGateway b = simulation.gateway(
                "B",
                Plans.at("198.51.100.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("192.0.2.1"), "deny 10.2.3.0/24 10.1.0.0/16", FLOW_B));
        var flow = new Flow(Plans.MAP, 10, 1);
        a.packet(flow);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(flow)).isTrue();
        assertThat(b.sends(flow)).isTrue();
    }

    @Test
    void aFailedEntrySaysWhyAndWhenItIsTriedNext() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway("A", plansA(60));
        a.packet(FLOW);
        simulation.runFor(35 * Simulation.SECOND);
        EntryState state = a.negotiations.status().entries().get(0);
        assertThat(state.stage()).isEqualTo(EntryState.Stage.WAITING);
        assertThat(state.lastEnd()).isEqualTo("the peer does not answer");
        assertThat(state.nextTrySeconds()).isPresent();
        assertThat(a.negotiations.status().acquirable()).doesNotContain(FLOW);
        assertThat(a.failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.lines())
                        .endsWith("  decided by: crypto map mymap 10 set peer 198.51.100.1"));
    }

    @ParameterizedTest
    @MethodSource("clearing")
    void whoClearsNeedNotWaitForTheNextTry(Event clearing, boolean concerns) {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway("A", plansA(60));
        a.packet(FLOW);
        simulation.runFor(35 * Simulation.SECOND);
        simulation.gateway("B", plansB(60));
        a.event(clearing);
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(a.sends(FLOW)).isEqualTo(concerns);
    }

    private static Stream<Arguments> clearing() {
        return Stream.of(
                arguments(new Event.Clear(Optional.empty()), true),
                arguments(new Event.Clear(Optional.of(Ipv4Address.parse("198.51.100.1"))), true),
                arguments(new Event.Clear(Optional.of(Ipv4Address.parse("198.51.100.9"))), false),
                arguments(new Event.Retry(entry -> entry.sequence() == 10), true),
                arguments(new Event.Retry(entry -> entry.sequence() == 20), false));
    }

    @Test
    void whatIsClearedWhileItGoesOnIsTriedWithTheNextPacket() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway("A", plansA(60));
        a.packet(FLOW);
        simulation.runFor(5 * Simulation.SECOND);
        simulation.gateway("B", plansB(60));
        a.event(new Event.Clear(Optional.empty()));
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
    }

    @Test
    void aRefusalInClearIsShownAtOnceAndEndsNothing() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway("A", plansA(60));
        SimGateway b = simulation.gateway("B", plansB(60).policies(Plans.policy(10, 1, 2, 1)));
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(a.negotiations.status().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.lines())
                    .first()
                    .asString()
                    .isEqualTo(
                            "main mode with 198.51.100.1, begun here: the peer says, unprotected and not to be trusted:"
                                    + " NO-PROPOSAL-CHOSEN; the exchange goes on");
            assertThat(failure.offers()).isNotEmpty();
            assertThat(failure.line()).contains("isakmp policy");
        });
        assertThat(a.negotiations.status().phase1()).as("it goes on").hasSize(1);
        simulation.runFor(34 * Simulation.SECOND);
        assertThat(a.negotiations.status().phase1()).isEmpty();
        assertThat(a.negotiations.status().failures())
                .as("it is told once, to its end")
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason())
                        .isEqualTo("the peer does not answer; the peer says, unprotected and not to be trusted:"
                                + " NO-PROPOSAL-CHOSEN"));
        assertThat(b.failures).isNotEmpty();
    }

    @Test
    void aRefusalThatTurnsOutToBeNoneIsForgotten() {
        var simulation = new Simulation(6, Installed.TINY);
        SimGateway a = simulation.gateway("A", plansA(60));
        SimGateway b = simulation.gateway("B", plansB(60).policies(Plans.policy(10, 1, 2, 1)));
        a.packet(FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(a.negotiations.status().failures()).hasSize(1);
        b.plan(plansB(60));
        simulation.runFor(3 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(a.negotiations.status().failures()).isEmpty();
    }

    @Test
    void aKeepaliveThatIsConfiguredLaterHoldsForTunnelsThatAreUp() {
        Plans left = plansA(28_800).options(options(false, false, false));
        var two = Two.of(8, left, plansB(28_800));
        two.up();
        two.b().restart();
        two.simulation().runFor(60 * Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).as("nobody asks the peer").isTrue();

        Plans later = left.options(options(true, false, false));
        two.a().event(new Event.Planned(later.plan(), later.settings()));
        two.simulation().runFor(30 * Simulation.SECOND);
        two.a().packet(FLOW);
        two.simulation().runFor(2 * Simulation.SECOND);
        two.a().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.b().delivered).containsKey("A");
    }

    @Test
    void aPeerThatHasRestartedIsNoticedByTheFirstPacketsItLeavesUnanswered() {
        var two = Two.of(8, plansA(28_800), plansB(28_800));
        two.up();
        two.b().restart();
        long before = two.simulation().wire.carried;
        two.simulation().runFor(600 * Simulation.SECOND);
        assertThat(two.simulation().wire.carried)
                .as("who sends nothing asks nothing")
                .isEqualTo(before);

        traffic(two.simulation(), two.a(), FLOW, Simulation.SECOND);
        two.simulation().runFor(25 * Simulation.SECOND);
        assertThat(two.a().syslog).anyMatch(line -> line.startsWith("702203: ISAKMP DPD timed out"));
        assertThat(two.b().delivered).containsKey("A");
        assertThat(two.a().negotiations.status().phase1()).hasSize(1);
    }

    @Test
    void aLineThatIsCorrectedEndsTheWaiting() {
        var two = Two.of(
                9,
                Plans.at("192.0.2.1").key("198.51.100.1", "wrong").entry(10, Wanted.of("198.51.100.1"), FLOW_A),
                plansB(28_800));
        two.a().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        two.a().plan(plansA(28_800)); // while the first attempt still goes on
        two.up();

        two.a().plan(Plans.at("192.0.2.1").entry(10, Wanted.of("198.51.100.1"), FLOW_A));
        two.a().event(new Event.Clear(Optional.empty()));
        two.a().event(new Event.Ended(List.copyOf(two.a().inbound.keySet())));
        two.a().packet(FLOW);
        assertThat(two.a().negotiations.status().entries().get(0).stage()).isEqualTo(EntryState.Stage.WAITING);
        two.a().plan(plansA(28_800)); // before the next try is due
        two.up();
    }

    @Test
    void aDeadPeerIsNoticedAndTheTunnelComesBackByItself() {
        var left = Plans.at("192.0.2.1")
                .key("0.0.0.0/0", "k")
                .options(options(true, false, false))
                .entry(10, Wanted.of("198.51.100.1").up(), FLOW_A);
        var two = Two.of(7, left, plansB(28_800).options(options(true, false, false)));
        two.simulation().runFor(3 * Simulation.SECOND); // it keeps itself up
        assertThat(two.a().sends(FLOW)).isTrue();
        two.simulation().wire.cut(two.a().address(), two.b().address());
        two.b().restart();
        two.simulation().runFor(30 * Simulation.SECOND);
        assertThat(two.a().inbound).isEmpty();
        assertThat(two.a().syslog).anyMatch(line -> line.startsWith("702203: ISAKMP DPD timed out"));
        two.simulation().wire.mend();
        two.simulation().runFor(100 * Simulation.SECOND);
        assertThat(two.a().sends(FLOW)).isTrue();
        assertThat(two.b().outbound).isNotEmpty();
    }

    @Test
    void aPeerWhosePacketsComeInIsNotAsked() {
        Plans silent = plansB(28_800).options(options(false, false, false)); // it would ask whether its packets arrive
        var two = Two.of(8, plansA(28_800).options(options(true, false, false)), silent);
        two.up();
        long before = two.simulation().wire.carried;
        traffic(two.simulation(), two.b(), FLOW, Simulation.SECOND);
        two.simulation().runFor(300 * Simulation.SECOND);
        assertThat(two.simulation().wire.carried).isEqualTo(before);
    }

    @Test
    void aGatewayThatStartsAnewIsBelievedAndItsOldSasGo() {
        var two = Two.of(9, plansA(28_800), plansB(28_800));
        two.up();
        two.b().restart();
        two.b().packet(FLOW);
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(two.a().inbound).hasSize(1);
        assertThat(two.b().inbound).hasSize(1);
        assertThat(two.a().negotiations.status().phase1()).hasSize(1);
    }
}
