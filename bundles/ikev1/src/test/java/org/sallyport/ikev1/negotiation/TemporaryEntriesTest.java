// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;
import static org.sallyport.ikev1.negotiation.Two.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.ike.EntryState;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.exchange.Retries;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;

/** Entries that are opened for a peer's packets: for whom, how many, and until when. */
final class TemporaryEntriesTest {
    @Test
    void aResponderAcceptsAPartOfItsPermitAndDropsTheFlowWhenItsSasEnd() {
        var two = Two.of(
                4,
                Plans.at("192.0.2.1")
                        .key("0.0.0.0/0", "k")
                        .entry(10, Wanted.of("198.51.100.1").seconds(60), "10.1.5.0/24 10.2.0.0/16"),
                plansB(60));
        two.up();
        assertThat(two.b().temporary).hasSize(1);
        two.simulation().runFor(120 * Simulation.SECOND);
        assertThat(two.b().temporary).isEmpty();
    }

    @Test
    void aDynamicEntryOnlyAnswersAndRenewsWhatItAnswered() {
        var two = Two.of(5, plansA(60), Two.answering(Wanted.ofAnybody().seconds(40)));
        two.up();
        Flow flow = two.b().temporary.keySet().iterator().next();
        traffic(two.simulation(), two.b(), flow, Simulation.SECOND);
        two.simulation().runFor(600 * Simulation.SECOND);
        assertThat(two.a().delivered.get("B")).isGreaterThan(590L);
        assertThat(two.b().temporary).containsOnlyKeys(flow);
        assertThat(two.b().negotiations.status().entries().get(0).intent()).isEqualTo(EntryState.Intent.RESPOND_ONLY);
    }

    @Test
    void aTemporaryEntryWhoseLastSasEndWhileTheyAreRenewedIsClosed() {
        var two = Two.of(5, plansA(28_800), Two.answering(Wanted.ofAnybody()));
        two.up();
        SimGateway b = two.b();
        Flow flow = b.temporary.keySet().iterator().next();
        two.simulation().wire.cut(two.a().address(), b.address());
        b.event(new Event.Renew(flow, b.inbound.keySet().iterator().next()));
        b.clearSas();
        two.simulation().runFor(200 * Simulation.SECOND);
        assertThat(b.inbound).isEmpty();
        assertThat(b.temporary).isEmpty();
    }

    /** As two clients behind one NAT have one address. */
    @Test
    void aTemporaryEntryIsRenewedWithItsOwnPeerAndNobodyElseAtItsAddress() {
        var two = Two.of(5, plansA(28_800), Two.answering(Wanted.ofAnybody()));
        two.up();
        SimGateway a = two.a();
        SimGateway b = two.b();
        Flow flow = b.temporary.keySet().iterator().next();
        IsakmpSa own = b.negotiations.associations().get(0);
        a.plans = a.plans.identity(new Identity.Hostname("a2.example"));
        a.exchange();
        two.simulation().runFor(2 * Simulation.SECOND);
        assertThat(b.negotiations.associations()).hasSize(2);
        List<Datagram> sent = new ArrayList<>();
        two.simulation().wire.tap = sent::add;
        b.event(new Event.Renew(flow, b.inbound.keySet().iterator().next()));
        assertThat(sent)
                .singleElement()
                .satisfies(datagram ->
                        assertThat(Bytes.of(datagram.payload()).slice(0, 16)).isEqualTo(own.cookies()));
    }

    /** A dynamic entry in front takes what nothing else is for, and only then. */
    @Test
    void aDynamicEntryTakesNoFlowOfAnotherPeer() { // 27
        Wanted anybody = Wanted.ofAnybody().seconds(3_600);
        var open = new Standing(
                Standing.right().key("0.0.0.0/0", "everybody").dynamic(65_535, anybody, "10.2.0.0/16 10.4.0.0/16"));
        SimGateway visitor = open.simulation.gateway(
                "D",
                Plans.at("203.0.113.4")
                        .key("0.0.0.0/0", "everybody")
                        .entry(10, Wanted.of("198.51.100.1"), KeyedPeerTest.MINE));
        visitor.packet(Standing.FLOW);
        open.simulation.runFor(60 * Simulation.SECOND);
        assertThat(visitor.outbound).as("what is C's").isEmpty();
        assertThat(open.b.temporary).isEmpty();
        assertThat(open.b.inbound).hasSize(2);
        open.assertPassing();
    }

    private static Standing dynamic(Options options) {
        Wanted anybody = Wanted.ofAnybody().seconds(3_600);
        return new Standing(Standing.right().dynamic(65_535, anybody).options(options));
    }

    /** Each entry is memory, and there are so many for all. */
    @Test
    void anEntryThatComesToNoSasIsClosed() { // 20, 27
        Standing open = dynamic(Options.DEFAULT);
        var keyed = new KeyedPeer(open.a, open.b);
        Payload[] quick = KeyedPeerTest.quick(
                List.of(KeyedPeerTest.id(IdType.IPV4_ADDR_SUBNET, "0a630000ffff0000"), KeyedPeerTest.NETWORK_B),
                "00",
                2);
        Payload[] withValue = Stream.concat(
                        Stream.of(
                                quick[0], quick[1], new KeyExchangePayload(Bytes.of(new byte[8]))), // none of the group
                        Stream.of(quick).skip(2))
                .toArray(Payload[]::new);
        keyed.says(Exchange.QUICK, withValue);
        assertThat(open.b.temporary).hasSize(1);
        open.simulation.runFor(Simulation.SECOND);
        assertThat(open.b.failures).isNotEmpty();
        assertThat(open.b.temporary).isEmpty();
        open.assertUntouched();
    }

    @Test
    void oneAddressDoesNotGetAllEntries() { // 20
        var few = new Options(
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                Retries.DEFAULT,
                new Options.Limits(1_000, 8, 64, 4, 4, 2));
        Standing open = dynamic(few);
        var keyed = new KeyedPeer(open.a, open.b);
        for (int i = 0; i < 5; i++) {
            keyed.says(
                    Exchange.QUICK,
                    KeyedPeerTest.quick(
                            KeyedPeerTest.id(IdType.IPV4_ADDR_SUBNET, "0a" + (63 + i) + "0000ffff0000"),
                            KeyedPeerTest.NETWORK_B));
            open.simulation.runFor(10 * Simulation.MILLI);
        }
        assertThat(open.b.temporary).hasSize(2);
        assertThat(open.b.failures)
                .hasSize(3)
                .allMatch(failure -> failure.reason().startsWith("too many temporary entries"));
        open.simulation.runFor(100 * Simulation.SECOND); // the peer ends none of them
        assertThat(open.b.temporary).isEmpty();
    }
}
