// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.ikev1.negotiation.Two.FLOW;
import static org.sallyport.ikev1.negotiation.Two.plansA;
import static org.sallyport.ikev1.negotiation.Two.plansB;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ipsec.Datagram;

/** A peer that has the right key answers the fifth message of main mode with a notification: it does not take who we say we are. */
final class IdentityRefusalTest {
    private static final int ENCRYPTED_MAIN_MODE = Exchange.MAIN.number() << Byte.SIZE | 1;

    private Two two;
    private SimGateway a;
    /** The peer as it was before it answered, and as it is behind its answer, which is lost. */
    private KeyedPeer refusing;

    private KeyedPeer answering;

    private static int kind(Datagram datagram) {
        return datagram.payload()[18] << Byte.SIZE | datagram.payload()[19];
    }

    private void fifthMessage(Plans plans) {
        two = Two.of(32, plans, plansB(3_600));
        a = two.a();
        List<Datagram> proofs = new ArrayList<>();
        two.simulation().wire.tap = datagram -> {
            if (datagram.local().equals(a.address()) && kind(datagram) == ENCRYPTED_MAIN_MODE) {
                proofs.add(datagram);
            }
        };
        two.simulation().wire.filter =
                datagram -> datagram.local().equals(a.address()) || kind(datagram) != ENCRYPTED_MAIN_MODE;
        a.packet(FLOW);
        two.simulation().runFor(Simulation.SECOND);
        IsakmpSa sa = two.b().negotiations.associations().get(0);
        IvChain end = sa.established().orElseThrow().chain();
        Bytes proof = Bytes.of(proofs.get(0).payload());
        answering = new KeyedPeer(two.b(), a, sa);
        refusing = new KeyedPeer(two.b(), a, sa, end.behind(proof.slice(Header.SIZE, proof.length())));
        assertThat(a.failures).isEmpty();
    }

    private Payload notification(Notify notify) {
        return NotifyPayload.of(notify, Protocol.ISAKMP, refusing.sa.cookies(), Bytes.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION_FAILED", "INVALID_ID_INFORMATION"})
    void theKeyIsRightAndTheIdentityIsNot(Notify notify) {
        fifthMessage(plansA(3_600));
        refusing.says(Exchange.INFORMATIONAL, notification(notify));

        assertThat(a.failures).singleElement().satisfies(failure -> {
            assertThat(failure.reason())
                    .startsWith("the peer refuses: " + notify + ": the pre-shared key is right, and it does not take")
                    .contains("this gateway's identity address 192.0.2.1");
            assertThat(failure.line()).contains("isakmp identity address");
        });
        assertThat(a.negotiations.associations()).isEmpty();
        assertThat(a.negotiations.status().entries().get(0).lastEnd()).startsWith("the peer refuses: " + notify);
        two.simulation().runFor(60 * Simulation.SECOND);
        assertThat(a.failures).as("once").hasSize(1);
    }

    @Test
    void aHostNameIsNamed() {
        fifthMessage(plansA(3_600).identity(new Identity.Hostname("a.example")));
        refusing.says(Exchange.INFORMATIONAL, notification(Notify.AUTHENTICATION_FAILED));

        assertThat(a.failures).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).contains("identity host name a.example");
            assertThat(failure.line()).contains("isakmp identity hostname");
        });
    }

    /** Whatever nobody vouches for ends nothing, and the exchange comes to its end. */
    @Test
    void aNotificationThatProvesNothingEndsNothing() {
        fifthMessage(plansA(3_600));
        Payload refusal = notification(Notify.AUTHENTICATION_FAILED);
        int id = refusing.freshMessageId();
        Bytes right = refusing.hash(Exchange.INFORMATIONAL, id, refusal).value();
        refusing.says(Exchange.INFORMATIONAL, id, new HashPayload(Bytes.of(new byte[right.length()])), refusal);
        refusing.says(Exchange.INFORMATIONAL, id, new HashPayload(right.slice(1, right.length())), refusal);
        refusing.says(Exchange.INFORMATIONAL, id + 1, new HashPayload(right), refusal);

        assertGoesOn();
    }

    /** It belongs to a chain that begins where the lost answer ends. */
    @Test
    void whatOvertakesTheAnswerRefusesNothing() {
        fifthMessage(plansA(3_600));
        answering.says(Exchange.INFORMATIONAL, notification(Notify.INITIAL_CONTACT));

        assertThat(a.negotiations.associations().get(0).parked).hasSize(1);
        assertGoesOn();
    }

    @Test
    void whatIsNoErrorRefusesNothing() {
        fifthMessage(plansA(3_600));
        refusing.says(Exchange.INFORMATIONAL, notification(Notify.INITIAL_CONTACT));

        assertGoesOn();
    }

    private void assertGoesOn() {
        assertThat(a.failures).extracting(Failure::reason).isEmpty();
        two.simulation().wire.filter = datagram -> true;
        two.simulation().runFor(30 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
    }
}
