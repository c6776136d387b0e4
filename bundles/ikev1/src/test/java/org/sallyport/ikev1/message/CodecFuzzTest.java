// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.proposal.Phase2Offer;

/**
 * Any bytes as a datagram, and as what a cipher made of one: they are refused in words, or come out as a message that every
 * later stage can bear. A build replays the inputs in the resources.
 */
final class CodecFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytes(byte[] input) {
        var datagram = Bytes.of(input);
        for (Decoder decoder : new Decoder[] {Decoder.STRICT, Decoder.LIBERAL}) {
            try {
                Envelope envelope = decoder.envelope(datagram);
                if (envelope.isFragment()) {
                    new Fragments().add(decoder.fragment(envelope));
                }
                bears(decoder.message(envelope, envelope.body()));
            } catch (PeerException e) {
                assertThat(e.detail()).isNotBlank().hasSizeLessThan(200);
            }
        }
    }

    private static void bears(Message message) {
        assertThat(message.payloads()).hasSizeBetween(1, Decoder.MAX_PAYLOADS);
        message.behindFirst();
        for (MessageRule rule : MessageRule.values()) {
            rule.refusal(message);
        }
        assertThat(Message.of(message.header(), message.payloads()).payloads()).isEqualTo(message.payloads());
        message.all(IdPayload.class).forEach(id -> assertThat(id.words()).hasSizeLessThan(3_000));
        message.all(SaPayload.class).forEach(CodecFuzzTest::means);
    }

    private static void means(SaPayload payload) {
        try {
            Phase1Offer.read(payload)
                    .suites()
                    .forEach(suite -> assertThat(suite.toString()).isNotBlank());
        } catch (PeerException e) {
            assertThat(e.detail()).isNotBlank();
        }
        try {
            Phase2Offer.read(payload)
                    .choices()
                    .forEach(choice -> choice.parts()
                            .forEach(part -> part.suites()
                                    .forEach(suite ->
                                            assertThat(suite.toString()).isNotBlank())));
        } catch (PeerException e) {
            assertThat(e.detail()).isNotBlank();
        }
    }
}
