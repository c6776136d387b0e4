// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames of offers, good and bad. */
final class SaPayloadTest {
    private static final String DOI = "00000001";
    private static final String SITUATION = "00000001";
    private static final String TYPE = "80010005";

    private static SaPayload read(String digits) throws PeerException {
        return (SaPayload) Raw.of(1, digits).decoded().payloads().get(0);
    }

    private static void refused(String digits, Notify notify) {
        assertThatThrownBy(() -> read(digits))
                .as(digits.substring(0, Math.min(120, digits.length())))
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.notification()).isEqualTo(notify));
    }

    private static String framed(int next, String body) {
        return String.format("%02x00%04x", next, 4 + body.length() / 2) + body;
    }

    private static String transform(int next, String attributes) {
        return framed(next, "01010000" + attributes);
    }

    /** Proposal 1. */
    private static String proposal(int next, int protocol, String spi, int count, String transforms) {
        String start = String.format("01%02x%02x%02x", protocol, spi.length() / 2, count);
        return framed(next, start + spi + transforms);
    }

    private static String offer(String proposals) {
        return DOI + SITUATION + proposals;
    }

    private static String phase1(String spi) {
        return offer(proposal(0, 1, spi, 1, transform(0, TYPE)));
    }

    private static String phase2(int protocol, String spi) {
        return offer(proposal(0, protocol, spi, 1, transform(0, TYPE)));
    }

    private static String withAttributes(String attributes) {
        return offer(proposal(0, 1, "", 1, transform(0, attributes)));
    }

    @Test
    void anOfferIsReadAndKeptAsItCame() throws PeerException {
        SaPayload payload = read(phase1(""));

        assertThat(payload.proposals())
                .containsExactly(new Proposal(
                        1,
                        Protocol.ISAKMP,
                        Bytes.EMPTY,
                        List.of(new ProposedTransform(1, 1, List.of(Attribute.basic(1, 5))))));
        assertThat(payload.body().hex()).isEqualTo(phase1(""));
        assertThat(SaPayload.of(payload.proposals())).isEqualTo(payload);
    }

    /** CVE-2015-3204: bits of the situation that nobody assigned. */
    @Test
    void onlyIpsecIsSpokenOfAndOnlyIdentitiesMatter() {
        String rest = proposal(0, 1, "", 1, transform(0, TYPE));
        for (String doi : new String[] {"00000000", "00000002", "ffffffff"}) {
            refused(doi + SITUATION + rest, Notify.DOI_NOT_SUPPORTED);
        }
        for (String situation : new String[] {"00000000", "00000002", "00000003", "00000004", "ffffffff", "80000001"}) {
            refused(DOI + situation + rest, Notify.SITUATION_NOT_SUPPORTED);
        }
    }

    /** CVE-2004-0219, CVE-2008-3651. */
    @Test
    void anOfferWithoutProposalsOrTransformsIsRefused() {
        refused(DOI + SITUATION, Notify.PAYLOAD_MALFORMED);
        refused("", Notify.PAYLOAD_MALFORMED);
        refused(offer(proposal(0, 1, "", 0, "")), Notify.BAD_PROPOSAL_SYNTAX);
    }

    @Test
    void theNumberOfTransformsMustBeTheRealOne() {
        String one = transform(0, TYPE);
        String two = transform(3, TYPE) + transform(0, TYPE);
        refused(offer(proposal(0, 1, "", 0, one)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(proposal(0, 1, "", 2, one)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(proposal(0, 1, "", 1, two)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(proposal(0, 1, "", 1, one + "00")), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(proposal(0, 1, "", 2, transform(2, TYPE) + one)), Notify.BAD_PROPOSAL_SYNTAX);
    }

    @Test
    void proposalsAreNumberedUpwards() throws PeerException {
        String first = "02" + "010001" + transform(0, TYPE);
        String second = "01" + "010001" + transform(0, TYPE);
        refused(offer(framed(2, first) + framed(0, second)), Notify.BAD_PROPOSAL_SYNTAX);
        assertThat(read(offer(framed(2, second) + framed(2, first) + framed(0, first)))
                        .proposals())
                .extracting(Proposal::number)
                .containsExactly(1, 2, 2);
        refused(offer(framed(3, second) + framed(0, first)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(framed(0, second) + "00"), Notify.BAD_PROPOSAL_SYNTAX);
        refused(offer(framed(2, second)), Notify.PAYLOAD_MALFORMED);
    }

    @Test
    void spisHaveTheLengthOfTheirProtocol() throws PeerException {
        for (int size = 0; size < 256; size++) {
            String spi = "ab".repeat(size);
            if (size <= 16) {
                assertThat(read(phase1(spi)).proposals().get(0).spi().length()).isEqualTo(size);
            } else {
                refused(phase1(spi), Notify.INVALID_SPI);
            }
            if (size == 4) {
                assertThat(read(phase2(3, spi)).proposals()).hasSize(1);
                assertThat(read(phase2(2, spi)).proposals()).hasSize(1);
            } else {
                refused(phase2(3, spi), Notify.INVALID_SPI);
                refused(phase2(2, spi), Notify.INVALID_SPI);
            }
        }
        assertThat(read(phase2(4, "abcd")).proposals()).hasSize(1);
        refused(phase2(0, "abababab"), Notify.INVALID_SPI);
        refused(phase2(5, "abababab"), Notify.INVALID_PROTOCOL_ID);
    }

    @Test
    void reservedSpisAreRefused() throws PeerException {
        for (String spi : new String[] {"00000000", "00000001", "000000ff"}) {
            refused(phase2(3, spi), Notify.INVALID_SPI);
            refused(phase2(2, spi), Notify.INVALID_SPI);
        }
        assertThat(read(phase2(3, "00000100")).proposals()).hasSize(1);
        assertThat(read(phase2(3, "ffffffff")).proposals()).hasSize(1);
    }

    @Test
    void attributesHaveSoundLengths() throws PeerException {
        assertThat(read(withAttributes("000c0004" + "00007080"))
                        .proposals()
                        .get(0)
                        .transforms()
                        .get(0)
                        .attributes())
                .containsExactly(new Attribute(12, false, Bytes.ofHex("00007080")));
        assertThat(read(withAttributes("000c0009" + "01".repeat(9))).proposals())
                .hasSize(1);
        refused(withAttributes("000c0000"), Notify.BAD_PROPOSAL_SYNTAX);
        refused(withAttributes("000c0401" + "00".repeat(1025)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(withAttributes("000cffff" + "00".repeat(8)), Notify.BAD_PROPOSAL_SYNTAX);
        refused(withAttributes("000c0003" + "0000"), Notify.PAYLOAD_MALFORMED);
        refused(withAttributes("800c00"), Notify.PAYLOAD_MALFORMED);
        refused(withAttributes("800c"), Notify.PAYLOAD_MALFORMED);
        refused(withAttributes("80"), Notify.PAYLOAD_MALFORMED);
    }

    @Test
    void offersAreBounded() throws PeerException {
        refused(withAttributes(TYPE.repeat(33)), Notify.BAD_PROPOSAL_SYNTAX);
        var proposals = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            proposals.append(proposal(i == 100 ? 0 : 2, 1, "", 1, transform(0, TYPE)));
        }
        refused(offer(proposals.toString()), Notify.BAD_PROPOSAL_SYNTAX);
        assertThat(read(two(200, 55)).proposals()).hasSize(2);
        refused(two(200, 56), Notify.BAD_PROPOSAL_SYNTAX);
    }

    /** Two proposals with so many transforms. */
    private static String two(int first, int second) {
        return offer(proposal(2, 1, "", first, transform(3, TYPE).repeat(first - 1) + transform(0, TYPE))
                + proposal(0, 1, "", second, transform(3, TYPE).repeat(second - 1) + transform(0, TYPE)));
    }

    @Test
    void reservedFieldsInsideAreRefusedOrOverlooked() throws PeerException {
        String bad = offer(framed(0, "01010001" + framed(0, "01010001" + TYPE)));
        refused(bad, Notify.PAYLOAD_MALFORMED);
        Envelope envelope = Decoder.LIBERAL.envelope(Raw.of(1, bad).bytes());
        assertThat(Decoder.LIBERAL.message(envelope, envelope.body()).payloads())
                .hasSize(1);
    }
}
