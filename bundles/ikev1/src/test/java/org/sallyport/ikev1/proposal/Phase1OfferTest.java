// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
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

final class Phase1OfferTest {
    private static final Phase1Suite TRIPLE_DES =
            new Phase1Suite(5, 0, 1, Phase1Suite.PRE_SHARED_KEY, 2, new Lifetime(86_400, 0));
    private static final Phase1Suite AES =
            new Phase1Suite(7, 256, 2, Phase1Suite.RSA_SIGNATURE, 14, new Lifetime(28_800, 1000));

    private static Reading<Phase1Suite> reading(Attribute... attributes) throws PeerException {
        var transform = new ProposedTransform(1, 1, Arrays.asList(attributes));
        return Phase1Offer.read(
                        SaPayload.of(List.of(new Proposal(1, Protocol.ISAKMP, Bytes.EMPTY, List.of(transform)))))
                .suites()
                .get(0);
    }

    private static Reading<Phase1Suite> with(Attribute... more) throws PeerException {
        var attributes = new ArrayList<>(
                List.of(Attribute.basic(1, 5), Attribute.basic(2, 2), Attribute.basic(3, 1), Attribute.basic(4, 2)));
        attributes.addAll(Arrays.asList(more));
        return reading(attributes.toArray(Attribute[]::new));
    }

    private static Attribute tlv(int type, String digits) {
        return new Attribute(type, false, Bytes.ofHex(digits));
    }

    private static void faulty(Reading<Phase1Suite> reading, String fault) {
        assertThat(reading.suite()).isEmpty();
        assertThat(reading.fault()).isEqualTo(fault);
    }

    @Test
    void whatIsOfferedIsReadAsItWas() throws PeerException {
        Phase1Offer offer = Phase1Offer.read(Phase1Offer.payload(List.of(TRIPLE_DES, AES)));

        assertThat(offer.suites())
                .extracting(Reading::suite)
                .extracting(suite -> suite.orElseThrow())
                .containsExactly(TRIPLE_DES, AES);
        assertThat(offer.suites())
                .extracting(Reading::toString)
                .containsExactly(
                        "3DES, MD5, pre-shared key, group 2, 86400 seconds",
                        "AES 256, SHA, RSA signature, group 14, 28800 seconds, 1000 kilobytes");
    }

    @Test
    void theAnswerIsOneTransformAsItCame() throws PeerException {
        var odd = new ProposedTransform(
                7,
                1,
                List.of(
                        Attribute.basic(11, 1),
                        tlv(12, "0000000000007080"),
                        Attribute.basic(4, 2),
                        Attribute.basic(3, 1),
                        Attribute.basic(2, 1),
                        Attribute.basic(1, 5)));
        SaPayload offered = SaPayload.of(
                List.of(new Proposal(4, Protocol.ISAKMP, Bytes.ofHex("1122"), List.of(TRIPLE_DES.transform(1), odd))));
        Phase1Offer offer = Phase1Offer.read(offered);

        SaPayload answer = offer.answer(offer.suites().get(1));

        assertThat(answer.proposals()).containsExactly(new Proposal(4, Protocol.ISAKMP, Bytes.EMPTY, List.of(odd)));
        assertThat(Phase1Offer.read(answer).suites().get(0).suite())
                .contains(new Phase1Suite(5, 0, 1, 1, 2, new Lifetime(28_800, 0)));
    }

    @Test
    void phaseOneHasOneProposalForIsakmp() {
        var isakmp = new Proposal(1, Protocol.ISAKMP, Bytes.EMPTY, List.of(AES.transform(1)));
        var esp = new Proposal(1, Protocol.ESP, Bytes.ofHex("11223344"), List.of(AES.transform(1)));
        for (List<Proposal> bad : List.of(List.of(isakmp, isakmp), List.of(esp), List.<Proposal>of())) {
            assertThatThrownBy(() -> Phase1Offer.read(SaPayload.of(bad))).isInstanceOf(PeerException.class);
        }
    }

    @Test
    void lifetimesComeInEitherFormAndInUpToEightBytes() throws PeerException {
        for (String digits : new String[] {"7080", "007080", "00007080", "0000000000007080"}) {
            assertThat(with(Attribute.basic(11, 1), tlv(12, digits))
                            .suite()
                            .orElseThrow()
                            .lifetime())
                    .isEqualTo(new Lifetime(28_800, 0));
        }
        assertThat(with(Attribute.basic(11, 1), tlv(12, "05"))
                        .suite()
                        .orElseThrow()
                        .lifetime())
                .isEqualTo(new Lifetime(5, 0));
        assertThat(with(Attribute.basic(11, 2), Attribute.basic(12, 9), Attribute.basic(11, 1), Attribute.basic(12, 8))
                        .suite()
                        .orElseThrow()
                        .lifetime())
                .isEqualTo(new Lifetime(8, 9));
        assertThat(with(Attribute.basic(11, 1), tlv(12, "ff".repeat(8)))
                        .suite()
                        .orElseThrow()
                        .lifetime())
                .isEqualTo(new Lifetime(Long.MAX_VALUE, 0));
        assertThat(with().suite().orElseThrow().lifetime()).isEqualTo(Lifetime.NONE);
    }

    @Test
    void lifetimesThatMakeNoSenseAreNamed() throws PeerException {
        faulty(with(Attribute.basic(12, 1)), "a lifetime without its kind in front of it");
        faulty(with(Attribute.basic(11, 1)), "a kind of lifetime without its duration behind it");
        faulty(
                with(Attribute.basic(11, 1), Attribute.basic(14, 128), Attribute.basic(12, 1)),
                "a kind of lifetime without its duration behind it");
        faulty(with(Attribute.basic(11, 1), Attribute.basic(12, 0)), "a lifetime of 0");
        faulty(with(Attribute.basic(11, 1), tlv(12, "00".repeat(8))), "a lifetime of 0");
        faulty(with(Attribute.basic(11, 1), tlv(12, "00".repeat(8) + "01")), "a lifetime of 9 bytes");
        faulty(with(Attribute.basic(11, 3), Attribute.basic(12, 1)), "a lifetime of kind 3");
        faulty(
                with(Attribute.basic(11, 1), Attribute.basic(12, 5), Attribute.basic(11, 1), Attribute.basic(12, 6)),
                "the same kind of lifetime twice");
    }

    /** CVE-2011-3380. */
    @Test
    void keyLengthsGoWithTheirCipher() throws PeerException {
        faulty(with(Attribute.basic(14, 192)), "a key length for a cipher that has only one");
        faulty(with(Attribute.basic(14, 0)), "key length 0");
        Attribute[] aes = {
            Attribute.basic(1, 7), Attribute.basic(2, 2), Attribute.basic(3, 1), Attribute.basic(4, 2),
        };
        assertThat(reading(aes).suite().orElseThrow().keyBits()).isEqualTo(128);
        for (int bits : new int[] {1, 64, 127, 129, 320, 512, 65_535}) {
            var more = Arrays.copyOf(aes, 5);
            more[4] = Attribute.basic(14, bits);
            faulty(reading(more), "AES with keys of " + bits + " bits");
        }
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() throws PeerException {
        faulty(reading(), "no encryption algorithm");
        faulty(reading(Attribute.basic(1, 5)), "no hash algorithm");
        faulty(reading(Attribute.basic(1, 5), Attribute.basic(2, 1)), "no authentication method");
        assertThat(reading(Attribute.basic(1, 5), Attribute.basic(2, 1), Attribute.basic(3, 1))
                        .suite()
                        .orElseThrow()
                        .group())
                .isEqualTo(1);
        faulty(with(Attribute.basic(1, 5)), "attribute 1 twice");
        faulty(with(Attribute.basic(13, 1)), "attribute 13, which means nothing here");
        faulty(with(Attribute.basic(0, 1)), "attribute 0, which means nothing here");
        faulty(with(tlv(32_000, "01")), "attribute 32000, which means nothing here");
        faulty(reading(tlv(1, "0005")), "encryption algorithm in the long form");
        for (int type = 5; type <= 10; type++) {
            faulty(with(tlv(type, "ff".repeat(96))), "a group of the peer's own");
        }
    }

    @Test
    void aTransformThatIsNotOursIsNamed() throws PeerException {
        var transform = new ProposedTransform(1, 2, List.of());
        Phase1Offer offer = Phase1Offer.read(
                SaPayload.of(List.of(new Proposal(1, Protocol.ISAKMP, Bytes.EMPTY, List.of(transform)))));

        faulty(offer.suites().get(0), "transform 2 is no key exchange of IKE");
        assertThat(offer.suites().get(0)).hasToString("transform 2 is no key exchange of IKE");
    }

    /** CVE-2014-9221: group 1025; CVE-2016-3071: an algorithm that is not there. */
    @Test
    void algorithmsThatNobodyHasAreReadAndNamedAllTheSame() throws PeerException {
        assertThat(reading(
                        Attribute.basic(1, 65_001),
                        Attribute.basic(2, 3),
                        Attribute.basic(3, 65_001),
                        Attribute.basic(4, 1025)))
                .hasToString("encryption algorithm 65001, Tiger, pre-shared key with XAUTH, group 1025, no lifetime");
    }
}
