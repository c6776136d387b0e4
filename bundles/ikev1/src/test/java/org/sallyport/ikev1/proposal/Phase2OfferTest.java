// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Proposal;
import org.sallyport.ikev1.message.ProposedTransform;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.message.SaPayload;

final class Phase2OfferTest {
    private static final Bytes ESP_SPI = Bytes.ofHex("11223344");
    private static final Bytes AH_SPI = Bytes.ofHex("55667788");
    private static final Lifetime LIFETIME = new Lifetime(28_800, 4_608_000);
    private static final Phase2Suite ESP_3DES =
            new Phase2Suite(Protocol.ESP, 3, 0, 1, Encapsulation.TUNNEL, 2, false, LIFETIME);
    private static final Phase2Suite ESP_AES =
            new Phase2Suite(Protocol.ESP, 12, 192, 0, Encapsulation.UDP_TRANSPORT_DRAFT, 0, false, LIFETIME);
    private static final Phase2Suite AH_SHA =
            new Phase2Suite(Protocol.AH, 3, 0, 2, Encapsulation.TUNNEL, 2, false, LIFETIME);

    private static Reading<Phase2Suite> reading(Protocol protocol, int id, Attribute... attributes)
            throws PeerException {
        var transform = new ProposedTransform(1, id, Arrays.asList(attributes));
        return Phase2Offer.read(SaPayload.of(List.of(new Proposal(1, protocol, ESP_SPI, List.of(transform)))))
                .choices()
                .get(0)
                .parts()
                .get(0)
                .suites()
                .get(0);
    }

    private static void faulty(Reading<Phase2Suite> reading, String fault) {
        assertThat(reading.suite()).isEmpty();
        assertThat(reading.fault()).isEqualTo(fault);
    }

    @Test
    void protocolsOfOneChoiceHaveOneNumber() throws PeerException {
        SaPayload payload = Phase2Offer.payload(List.of(
                List.of(new Phase2Offer.Chosen(AH_SHA, AH_SPI), new Phase2Offer.Chosen(ESP_3DES, ESP_SPI)),
                List.of(new Phase2Offer.Chosen(ESP_AES, ESP_SPI))));

        Phase2Offer offer = Phase2Offer.read(payload);

        assertThat(payload.proposals()).extracting(Proposal::number).containsExactly(1, 1, 2);
        assertThat(offer.choices()).extracting(Phase2Offer.Choice::number).containsExactly(1, 2);
        Phase2Offer.Choice both = offer.choices().get(0);
        assertThat(both.parts()).extracting(Phase2Offer.Part::spi).containsExactly(AH_SPI, ESP_SPI);
        assertThat(both.parts().get(0).suites().get(0).suite()).contains(AH_SHA);
        assertThat(both.parts().get(1).suites().get(0).suite()).contains(ESP_3DES);
        assertThat(offer.choices().get(1).parts().get(0).suites().get(0).suite())
                .contains(ESP_AES);
    }

    @Test
    void suitesAreToldInWords() {
        assertThat(ESP_3DES).hasToString("ESP 3DES, MD5, tunnel, group 2, 28800 seconds, 4608000 kilobytes");
        assertThat(ESP_AES)
                .hasToString(
                        "ESP AES 192, no authentication, transport in UDP by the drafts, no perfect forward secrecy, "
                                + "28800 seconds, 4608000 kilobytes");
        assertThat(AH_SHA).hasToString("AH SHA, tunnel, group 2, 28800 seconds, 4608000 kilobytes");
    }

    @Test
    void theAnswerHasTheChosenTransformsAsTheyCameAndTheAnswerersSpis() throws PeerException {
        var first = new ProposedTransform(1, 2, List.of(Attribute.basic(4, 1), Attribute.basic(5, 1)));
        var second = new ProposedTransform(2, 3, List.of(Attribute.basic(5, 1), Attribute.basic(4, 1)));
        Phase2Offer offer =
                Phase2Offer.read(SaPayload.of(List.of(new Proposal(9, Protocol.ESP, ESP_SPI, List.of(first, second)))));
        Phase2Offer.Choice choice = offer.choices().get(0);
        Bytes mine = Bytes.ofHex("99aabbcc");

        SaPayload answer = Phase2Offer.answer(
                choice,
                List.of(new Phase2Offer.Taken(
                        Protocol.ESP, mine, choice.parts().get(0).suites().get(1))));

        assertThat(answer.proposals()).containsExactly(new Proposal(9, Protocol.ESP, mine, List.of(second)));
    }

    @Test
    void phaseTwoIsForIpsecAndEachProtocolOnceInAChoice() {
        var transforms = List.of(ESP_3DES.proposed(1));
        var esp = new Proposal(1, Protocol.ESP, ESP_SPI, transforms);
        assertThatThrownBy(() -> Phase2Offer.read(SaPayload.of(List.of(esp, esp))))
                .isInstanceOf(PeerException.class)
                .hasMessage("ESP twice in proposal 1");
        assertThatThrownBy(() -> Phase2Offer.read(
                        SaPayload.of(List.of(new Proposal(1, Protocol.ISAKMP, Bytes.EMPTY, transforms)))))
                .isInstanceOf(PeerException.class);
    }

    @Test
    void whatIsNotSaidHasItsUsualMeaning() throws PeerException {
        assertThat(reading(Protocol.ESP, 12).suite())
                .contains(new Phase2Suite(Protocol.ESP, 12, 128, 0, Encapsulation.TUNNEL, 0, false, Lifetime.NONE));
    }

    @Test
    void longSequenceNumbersAreSaidAndUnderstood() throws PeerException {
        var suite = new Phase2Suite(Protocol.ESP, 3, 0, 1, Encapsulation.TUNNEL, 2, true, LIFETIME);
        assertThat(suite.proposed(1).attributes()).contains(Attribute.basic(11, 1)); // RFC 4304, 3
        assertThat(suite.toString()).contains("extended sequence numbers");
        Phase2Offer offer =
                Phase2Offer.read(Phase2Offer.payload(List.of(List.of(new Phase2Offer.Chosen(suite, ESP_SPI)))));
        assertThat(offer.choices().get(0).parts().get(0).suites().get(0).suite())
                .contains(suite);
        assertThat(ESP_3DES.proposed(1).attributes()).noneMatch(attribute -> attribute.type() == 11);
    }

    @Test
    void whatMakesNoSenseIsNamed() throws PeerException {
        faulty(reading(Protocol.ESP, 3, Attribute.basic(6, 192)), "a key length for a cipher that has only one");
        faulty(reading(Protocol.ESP, 11, Attribute.basic(6, 128)), "a key length for a cipher that has only one");
        faulty(reading(Protocol.ESP, 12, Attribute.basic(6, 64)), "AES with keys of 64 bits");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(4, 5)), "encapsulation 5");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(4, 0)), "encapsulation 0");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(3, 0)), "group 0");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(5, 1), Attribute.basic(5, 2)), "attribute 5 twice");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(10, 1)), "attribute 10, which means nothing here");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(12, 1)), "attribute 12, which means nothing here");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(11, 2)), "extended sequence numbers 2");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(11, 0)), "extended sequence numbers 0");
        faulty(reading(Protocol.ESP, 3, Attribute.basic(2, 1)), "a lifetime without its kind in front of it");
        faulty(
                reading(Protocol.ESP, 3, new Attribute(4, false, Bytes.ofHex("0001"))),
                "encapsulation in the long form");
    }

    @Test
    void theAlgorithmOfAhIsSaidTwiceAndTheSame() throws PeerException {
        assertThat(reading(Protocol.AH, 2, Attribute.basic(5, 1)).suite()).isPresent();
        assertThat(reading(Protocol.AH, 3, Attribute.basic(5, 2)).suite()).isPresent();
        assertThat(reading(Protocol.AH, 5, Attribute.basic(5, 5)).suite()).isPresent();
        faulty(reading(Protocol.AH, 3, Attribute.basic(5, 1)), "AH transform 3 with authentication algorithm 1");
        faulty(reading(Protocol.AH, 3), "AH transform 3 with authentication algorithm 0");
    }

    @Test
    void theShorterLifetimeWinsEachByItself() {
        assertThat(new Lifetime(100, 0).shorter(new Lifetime(50, 7))).isEqualTo(new Lifetime(50, 7));
        assertThat(new Lifetime(0, 9).shorter(new Lifetime(50, 7))).isEqualTo(new Lifetime(50, 7));
        assertThat(Lifetime.NONE.shorter(Lifetime.NONE)).isEqualTo(Lifetime.NONE);
        assertThat(LIFETIME.shorter(Lifetime.NONE)).isEqualTo(LIFETIME);
        assertThat(new Lifetime(0, 5)).hasToString("5 kilobytes");
    }
}
