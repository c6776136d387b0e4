// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.FLOW_B;
import static org.sallyport.ikev1.negotiation.Two.options;
import static org.sallyport.ikev1.negotiation.Two.plansA;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.PayloadType;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.phase1.Nat;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** Peers behind a NAT: by which ports they are met, and where they are when the NAT forgets them. */
final class NatPeersTest {
    @Test
    void behindANatBothMoveToPort4500AndTheNatIsReminded() {
        var left = plansA(60).options(options(false, true, false));
        var right = Two.answering(Wanted.ofAnybody()
                        .suites(Plans.AH_ESP, Plans.ESP_3DES_MD5)
                        .seconds(60))
                .options(options(false, true, false));
        var two = Two.of(11, left, right);
        two.simulation().wire.hide(two.a().address(), Ipv4Address.parse("203.0.113.77"), 1_000);
        List<Integer> ports = new ArrayList<>();
        two.simulation().wire.tap = datagram -> ports.add(datagram.localPort());
        two.up();
        two.a().packet(FLOW);
        two.simulation().runFor(50 * Simulation.SECOND);
        assertThat(ports.subList(0, 4)).containsOnly(500);
        assertThat(ports.subList(4, ports.size())).containsOnly(4500);
        assertThat(two.a().inbound.values())
                .allSatisfy(sa -> assertThat(sa.parameters.ends().udp()).isPresent());
        assertThat(two.b().delivered).containsEntry("A", 1L);
    }

    private static Two hidden() {
        var seen = Ipv4Address.parse("203.0.113.77");
        Plans right = Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "k")
                .options(options(true, true, false))
                .entry(10, Wanted.of("203.0.113.77"), FLOW_B);
        var two = Two.of(11, plansA(28_800).options(options(true, true, false)), right);
        two.simulation().wire.hide(two.a().address(), seen, 1_000);
        two.up();
        return two;
    }

    @Test
    void packetsGoToThePortThatTheNatHasChosenForThePeersPackets() {
        Two two = hidden();
        two.a().packet(FLOW);
        two.b().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.a().delivered).containsEntry("B", 1L);

        two.simulation().wire.hide(two.a().address(), Ipv4Address.parse("203.0.113.77"), 2_000);
        two.b().packet(FLOW); // to a port that leads nowhere
        two.a().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        two.b().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.a().delivered).containsEntry("B", 2L);
    }

    @Test
    void packetsGoToThePortThatTheNatHasChosenForThePeersMessages() {
        Two two = hidden();
        two.simulation().wire.hide(two.a().address(), Ipv4Address.parse("203.0.113.77"), 2_000);
        var asked = new KeyedPeer(two.a(), two.b());
        Datagram question = asked.datagram(
                Exchange.INFORMATIONAL,
                7,
                PayloadType.HASH.number(),
                asked.proven(7, KeyedPeerTest.destructive(two.a()).get(4)));
        two.b()
                .received(new Datagram(
                        two.b().address(), 4_500, Ipv4Address.parse("203.0.113.77"), 6_500, question.payload()));
        two.b().packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        assertThat(two.a().delivered).containsEntry("B", 1L);
    }

    @Test
    void whatProvesNothingIsHeardOfNobodyAndMovesNobody() {
        var seen = Ipv4Address.parse("203.0.113.77");
        Plans left = plansA(60).options(options(false, true, false));
        Plans right = Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "k")
                .options(options(false, true, false))
                .entry(10, Wanted.of("203.0.113.77"), FLOW_B);
        var two = Two.of(11, left, right);
        two.simulation().wire.hide(two.a().address(), seen, 1_000);
        two.up();
        IsakmpSa sa = two.b().negotiations.associations().get(0);
        QuickExchange over = sa.exchanges.values().iterator().next();
        assertThat(over.isOver()).isTrue();
        Path before = sa.path;
        long heard = sa.heardNanos;
        Datagram garbled = new KeyedPeer(two.a(), two.b()).next(over, new HashPayload(Bytes.of(new byte[16])));
        two.b().received(new Datagram(two.b().address(), 4_500, seen, 9_999, garbled.payload()));
        assertThat(sa.heardNanos).isEqualTo(heard);
        assertThat(sa.path).isEqualTo(before);
    }

    @Test
    void aggressiveModeFindsOutWhichSideStandsBehindANat() {
        var seen = Ipv4Address.parse("203.0.113.77");
        Plans right = Plans.at("198.51.100.1")
                .key("0.0.0.0/0", "k")
                .options(options(false, true, true))
                .entry(10, Wanted.of("203.0.113.77"), FLOW_B);
        var two = Two.of(11, plansA(60).options(options(false, true, true)), right);
        two.simulation().wire.hide(two.a().address(), seen, 1_000);
        two.up();
        assertThat(nat(two.a())).matches(nat -> nat.local() && !nat.remote());
        assertThat(nat(two.b())).matches(nat -> !nat.local() && nat.remote());
    }

    private static Nat nat(SimGateway gateway) {
        return gateway.negotiations
                .associations()
                .get(0)
                .established()
                .orElseThrow()
                .nat();
    }
}
