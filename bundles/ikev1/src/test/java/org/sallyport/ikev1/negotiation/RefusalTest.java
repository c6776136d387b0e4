// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Protocol;

/** How a peer refuses a quick mode, and what of it is believed. */
final class RefusalTest {
    private static final Bytes ZERO = Bytes.ofHex("00000000");

    private final Two two = Two.of(31, Two.plansA(3_600), Two.plansB(3_600));
    private final SimGateway a = two.a();
    private KeyedPeer b;

    /** A asks for new SAs, and B says nothing to it but what a test says. */
    @BeforeEach
    void ask() {
        two.up();
        b = new KeyedPeer(two.b(), a);
        two.simulation().wire.filter = datagram -> !datagram.local().equals(a.address());
        a.event(new Event.Renew(FLOW, a.inbound.keySet().iterator().next()));
    }

    private void says(Notify notify, Protocol protocol, Bytes spi) {
        b.says(Exchange.INFORMATIONAL, NotifyPayload.of(notify, protocol, spi, Bytes.EMPTY));
    }

    private void repeated() {
        two.simulation().runFor(5 * Simulation.SECOND);
        assertThat(a.syslog).anyMatch(line -> line.startsWith("702205"));
        assertThat(a.failures).isEmpty();
    }

    /** What strongSwan says: it has chosen no proposal, and so has no SPI to speak of. */
    @Test
    void anSpiOfZerosSaysNotWhichQuickModeIsRefused() {
        says(Notify.NO_PROPOSAL_CHOSEN, Protocol.ESP, ZERO);

        assertThat(a.failures)
                .extracting(Failure::reason)
                .singleElement()
                .asString()
                .startsWith("the peer refuses: NO-PROPOSAL-CHOSEN");
    }

    @Test
    void theSpiOfSomethingElseRefusesNothing() {
        says(Notify.NO_PROPOSAL_CHOSEN, Protocol.ESP, Bytes.ofHex("00000007"));

        assertThat(a.failures).isEmpty();
    }

    /** A peer that has refused has forgotten the exchange, and the repetition is garbage to it. */
    @Test
    void whatAPeerSaysOfARepetitionIsNoReason() {
        repeated();
        says(Notify.INVALID_HASH_INFORMATION, Protocol.ISAKMP, Bytes.EMPTY);
        says(Notify.PAYLOAD_MALFORMED, Protocol.ISAKMP, b.sa.cookies());
        assertThat(a.failures).isEmpty();
        two.simulation().runFor(60 * Simulation.SECOND);

        assertThat(a.failures.get(0).reason())
                .startsWith("the peer does not answer quick mode")
                .endsWith("; to a repetition it says INVALID-HASH-INFORMATION");
    }

    @Test
    void aRefusalBehindThatIsTheReason() {
        repeated();
        says(Notify.INVALID_HASH_INFORMATION, Protocol.ISAKMP, Bytes.EMPTY);
        says(Notify.INVALID_ID_INFORMATION, Protocol.ESP, ZERO);

        assertThat(a.failures)
                .extracting(Failure::reason)
                .singleElement()
                .asString()
                .startsWith("the peer refuses: INVALID-ID-INFORMATION");
    }

    @Test
    void whatAPeerCannotReadAtOnceItRefuses() {
        says(Notify.INVALID_HASH_INFORMATION, Protocol.ISAKMP, Bytes.EMPTY);

        assertThat(a.failures)
                .extracting(Failure::reason)
                .containsExactly("the peer refuses: INVALID-HASH-INFORMATION");
    }
}
