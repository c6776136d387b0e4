// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageRuleTest {
    private static final Cookie INITIATOR = new Cookie(1);
    private static final Cookie RESPONDER = new Cookie(2);
    private static final Payload SA = SaPayload.of(List.of());
    private static final Payload KE = new KeyExchangePayload(Bytes.ofHex("aa"));
    private static final Payload NONCE = new NoncePayload(Bytes.ofHex("0011223344556677"));
    private static final Payload ID = IdPayload.of(IdType.IPV4_ADDR, Bytes.ofHex("0a000001"));
    private static final Payload HASH = new HashPayload(Bytes.ofHex("aa"));
    private static final Payload SIGNATURE = new SignaturePayload(Bytes.ofHex("aa"));
    private static final Payload NOTIFY =
            NotifyPayload.of(Notify.INITIAL_CONTACT, Protocol.ISAKMP, Bytes.EMPTY, Bytes.EMPTY);
    private static final Payload DELETE = new DeletePayload(Protocol.ESP, List.of(Bytes.ofHex("11223344")));
    private static final Payload VENDOR = new VendorIdPayload(VendorId.DPD);
    private static final Payload NAT_D = new NatDiscoveryPayload(Bytes.ofHex("aa"), false);
    private static final Payload NAT_D_DRAFT = new NatDiscoveryPayload(Bytes.ofHex("aa"), true);
    private static final Payload SKIPPED = new SkippedPayload(15, Bytes.EMPTY);

    private static Message main(boolean first, boolean encrypted, Payload... payloads) {
        var header = Header.phase1(INITIATOR, first ? Cookie.NONE : RESPONDER, Exchange.MAIN, encrypted);
        return Message.of(header, Arrays.asList(payloads));
    }

    private static Message under(Exchange exchange, Payload... payloads) {
        return Message.of(Header.phase2(INITIATOR, RESPONDER, exchange, 5), Arrays.asList(payloads));
    }

    @Test
    void mainModeIsAdmittedAsTheRfcWritesIt() {
        assertThat(MessageRule.MAIN_1.refusal(main(true, false, SA, VENDOR, VENDOR)))
                .isEmpty();
        assertThat(MessageRule.MAIN_2.refusal(main(false, false, SA))).isEmpty();
        assertThat(MessageRule.MAIN_3.refusal(main(false, false, KE, NONCE))).isEmpty();
        assertThat(MessageRule.MAIN_4.refusal(main(false, false, NONCE, KE, NAT_D, NAT_D, NAT_D)))
                .isEmpty();
        assertThat(MessageRule.MAIN_5_KEY.refusal(main(false, true, ID, HASH, NOTIFY)))
                .isEmpty();
        assertThat(MessageRule.MAIN_6_SIGNATURE.refusal(main(false, true, ID, SIGNATURE)))
                .isEmpty();
    }

    @Test
    void quickModeIsAdmittedAsTheRfcWritesIt() {
        assertThat(MessageRule.QUICK_1.refusal(under(Exchange.QUICK, HASH, SA, NONCE)))
                .isEmpty();
        assertThat(MessageRule.QUICK_2.refusal(under(Exchange.QUICK, HASH, SA, NONCE, KE, ID, ID)))
                .isEmpty();
        assertThat(MessageRule.QUICK_3.refusal(under(Exchange.QUICK, HASH))).isEmpty();
        assertThat(MessageRule.QUICK_4.refusal(under(Exchange.QUICK, HASH, NOTIFY)))
                .isEmpty();
        assertThat(MessageRule.INFORMATIONAL.refusal(under(Exchange.INFORMATIONAL, HASH, DELETE, NOTIFY)))
                .isEmpty();
    }

    private static void refused(MessageRule rule, Message message, String why) {
        assertThat(rule.refusal(message)).contains(rule + ": " + why);
        assertThat(rule.admits(message)).isFalse();
    }

    /** CVE-2013-6467, CVE-2005-3732: payloads that everybody took for granted; CVE-2019-10155: no hash. */
    @Test
    void whatIsMissingIsNamed() {
        refused(MessageRule.MAIN_3, main(false, false, KE), "no nonce");
        refused(MessageRule.MAIN_5_KEY, main(false, true, ID, SIGNATURE), "no hash");
        refused(MessageRule.INFORMATIONAL, under(Exchange.INFORMATIONAL, HASH), "no notification or delete");
        refused(MessageRule.QUICK_1, under(Exchange.QUICK, HASH, SA, NONCE, ID), "only 1 times identity");
        refused(MessageRule.MAIN_3, main(false, false, KE, NONCE, NAT_D), "only 1 times NAT-D or NAT-D of the drafts");
    }

    @Test
    void whatComesTooOftenIsNamed() {
        refused(MessageRule.MAIN_1, main(true, false, SA, SA), "2 times SA");
        refused(MessageRule.MAIN_3, main(false, false, KE, KE, NONCE), "2 times key exchange");
        refused(MessageRule.MAIN_3, main(false, false, KE, NONCE, NONCE), "2 times nonce");
        refused(MessageRule.MAIN_5_KEY, main(false, true, ID, ID, HASH), "2 times identity");
        refused(MessageRule.MAIN_5_KEY, main(false, true, ID, HASH, HASH), "2 times hash");
        refused(MessageRule.QUICK_1, under(Exchange.QUICK, HASH, SA, NONCE, ID, ID, ID), "3 times identity");
        var payloads = new ArrayList<>(List.of(KE, NONCE));
        payloads.addAll(Collections.nCopies(21, NAT_D_DRAFT));
        refused(
                MessageRule.MAIN_3,
                main(false, false, payloads.toArray(Payload[]::new)),
                "21 times NAT-D or NAT-D of the drafts");
    }

    @Test
    void whatDoesNotBelongThereIsNamed() {
        refused(MessageRule.MAIN_1, main(true, false, SA, KE), "key exchange does not belong there");
        refused(MessageRule.MAIN_5_KEY, main(false, true, ID, HASH, DELETE), "delete does not belong there");
        refused(MessageRule.INFORMATIONAL, under(Exchange.INFORMATIONAL, HASH, NOTIFY, SA), "SA does not belong there");
    }

    @Test
    void theOrderThatTheRfcGivesIsKept() {
        refused(MessageRule.MAIN_1, main(true, false, VENDOR, SA), "payload 1 is not SA");
        refused(MessageRule.QUICK_1, under(Exchange.QUICK, SA, HASH, NONCE), "payload 1 is not hash");
        refused(MessageRule.QUICK_1, under(Exchange.QUICK, HASH, NONCE, SA), "payload 2 is not SA");
        refused(MessageRule.INFORMATIONAL, under(Exchange.INFORMATIONAL, DELETE, HASH), "payload 1 is not hash");
    }

    /** CVE-2004-0164: a delete that nobody vouches for. */
    @Test
    void clearAndEncryptedAreNotExchanged() {
        refused(MessageRule.MAIN_5_KEY, main(false, false, ID, HASH), "in clear");
        refused(MessageRule.MAIN_3, main(false, true, KE, NONCE), "encrypted");
        var clear = new Message(
                new Header(INITIATOR, RESPONDER, Exchange.INFORMATIONAL, false, false, 7),
                List.of(HASH, DELETE),
                Bytes.EMPTY);
        refused(MessageRule.INFORMATIONAL, clear, "in clear");
        refused(MessageRule.INFORMATIONAL_IN_CLEAR, clear, "hash does not belong there");
        assertThat(MessageRule.AGGRESSIVE_3_KEY.refusal(
                        Message.of(Header.phase1(INITIATOR, RESPONDER, Exchange.AGGRESSIVE, true), List.of(HASH))))
                .isEmpty();
        assertThat(MessageRule.AGGRESSIVE_3_KEY.refusal(
                        Message.of(Header.phase1(INITIATOR, RESPONDER, Exchange.AGGRESSIVE, false), List.of(HASH))))
                .isEmpty();
    }

    @Test
    void aResponderNamesItselfInItsFirstMessageAndNotBefore() {
        refused(MessageRule.MAIN_1, main(false, false, SA), "a responder's cookie before the responder has spoken");
        refused(MessageRule.MAIN_2, main(true, false, SA), "no responder's cookie");
    }

    @Test
    void anotherExchangeIsAnotherExchange() {
        refused(MessageRule.MAIN_1, under(Exchange.QUICK, SA), "a message of quick mode");
    }

    @Test
    void vendorsAndSkippedPayloadsDisturbNobody() {
        for (MessageRule rule : MessageRule.values()) {
            Message empty = under(Exchange.QUICK, VENDOR, SKIPPED);
            assertThat(rule.refusal(empty).orElseThrow())
                    .doesNotContain("vendor")
                    .doesNotContain("unknown payload");
        }
        assertThat(MessageRule.QUICK_3.refusal(under(Exchange.QUICK, HASH, SKIPPED, VENDOR)))
                .isEmpty();
    }
}
