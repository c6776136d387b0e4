// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Headers and chains of payloads, good and bad. */
final class DecoderTest {
    private static final int VENDOR_ID = 13;
    private static final String SOME = "0011223344556677";

    private static Raw good() {
        return Raw.of(VENDOR_ID, SOME);
    }

    private static void refused(Raw raw, Notify notify) {
        assertThatThrownBy(raw::decoded)
                .as(raw.bytes().hex())
                .isInstanceOfSatisfying(
                        PeerException.class, e -> assertThat(e.notification()).isEqualTo(notify));
    }

    @Test
    void aGoodMessageIsRead() throws PeerException {
        Message message = good().decoded();

        assertThat(message.header())
                .isEqualTo(new Header(new Cookie(0x1111111111111111L), Cookie.NONE, Exchange.MAIN, false, false, 0));
        assertThat(message.payloads()).containsExactly(new VendorIdPayload(Bytes.ofHex(SOME)));
    }

    /** CVE-2013-4564, CVE-2005-0398. */
    @Test
    void aDatagramWithoutRoomForAHeaderIsRefused() {
        Bytes whole = good().bytes();
        for (int length = 0; length < Header.SIZE; length++) {
            Bytes start = whole.slice(0, length);
            assertThatThrownBy(() -> Decoder.STRICT.envelope(start))
                    .isInstanceOf(PeerException.class)
                    .hasMessage("the header ends too early");
        }
    }

    /** CVE-2004-0403: a huge length. */
    @Test
    void aLengthThatIsNotTheMessagesIsRefused() {
        for (long length : new long[] {0, 1, 27, 28, 39, 41, 1000, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL}) {
            refused(good().length(length), Notify.PAYLOAD_MALFORMED);
        }
    }

    @Test
    void zerosBehindTheMessageAreCutOff() throws PeerException {
        assertThat(good().behind("00".repeat(16)).decoded()).isEqualTo(good().decoded());
        refused(good().behind("00".repeat(15) + "01"), Notify.PAYLOAD_MALFORMED);
    }

    /** CVE-2013-4564: an odd major version. */
    @Test
    void onlyVersionOneZeroIsSpoken() {
        for (int major = 0; major < 16; major++) {
            if (major != 1) {
                refused(good().version(major << 4), Notify.INVALID_MAJOR_VERSION);
            }
        }
        for (int minor = 1; minor < 16; minor++) {
            refused(good().version(0x10 | minor), Notify.INVALID_MINOR_VERSION);
        }
    }

    @Test
    void unknownExchangesAreRefused() {
        Set<Integer> known = Set.of(2, 4, 5, 6, 32);
        for (int exchange = 0; exchange < 256; exchange++) {
            if (!known.contains(exchange)) {
                refused(good().exchange(exchange), Notify.INVALID_EXCHANGE_TYPE);
            }
        }
    }

    @Test
    void reservedFlagsAreRefusedOrOverlooked() throws PeerException {
        for (int flag = 4; flag < 256; flag <<= 1) {
            Raw raw = good().flags(flag);
            refused(raw, Notify.INVALID_FLAGS);
            assertThat(Decoder.LIBERAL.envelope(raw.bytes()).header().encrypted())
                    .isFalse();
        }
    }

    @Test
    void theCommitBitIsSeenAndTolerated() throws PeerException {
        assertThat(good().flags(2).decoded().header().commit()).isTrue();
    }

    @Test
    void aCookieOfZeroIsNobodys() {
        refused(good().initiator(0), Notify.INVALID_COOKIE);
        refused(good().flags(1), Notify.INVALID_COOKIE); // encrypted, and nobody has answered yet
        assertThatCode(() ->
                        Decoder.STRICT.envelope(good().flags(1).responder(2).bytes()))
                .doesNotThrowAnyException();
    }

    @Test
    void messageIdentifiersBelongToPhaseTwo() {
        refused(good().messageId(1), Notify.INVALID_MESSAGE_ID);
        refused(good().exchange(4).messageId(1), Notify.INVALID_MESSAGE_ID);
        for (int exchange : new int[] {5, 6, 32}) {
            refused(good().exchange(exchange).flags(1).responder(2), Notify.INVALID_MESSAGE_ID);
        }
        assertThatCode(() -> good().exchange(5).decoded()).doesNotThrowAnyException();
    }

    @Test
    void quickModeIsNeverInClear() {
        for (int exchange : new int[] {6, 32}) {
            refused(good().exchange(exchange).responder(2).messageId(1), Notify.INVALID_FLAGS);
        }
    }

    @Test
    void aMessageHasAPayload() {
        refused(Raw.main().first(0), Notify.PAYLOAD_MALFORMED);
        refused(Raw.main().first(0).body(SOME), Notify.PAYLOAD_MALFORMED);
    }

    @Test
    void aPayloadThatLeadsToItselfEndsWithTheMessage() {
        refused(Raw.main().first(VENDOR_ID).payload(VENDOR_ID, SOME), Notify.PAYLOAD_MALFORMED);
        refused(Raw.main().first(VENDOR_ID).body("0d000000"), Notify.PAYLOAD_MALFORMED);
    }

    /** CVE-2004-0218: a payload without length, for ever. */
    @Test
    void payloadLengthsThatCannotBeAreRefused() {
        for (String length : new String[] {"0000", "0001", "0003", "000d", "ffff"}) {
            refused(Raw.main().first(VENDOR_ID).body("0000" + length + SOME), Notify.PAYLOAD_MALFORMED);
        }
        for (String cut : new String[] {"00", "0000", "000000"}) {
            refused(Raw.main().first(VENDOR_ID).body(cut), Notify.PAYLOAD_MALFORMED);
        }
    }

    @Test
    void aReservedFieldIsRefusedOrOverlooked() throws PeerException {
        Raw raw = Raw.main().first(VENDOR_ID).body("0001000c" + SOME);
        refused(raw, Notify.PAYLOAD_MALFORMED);
        Envelope envelope = Decoder.LIBERAL.envelope(raw.bytes());
        assertThat(Decoder.LIBERAL.message(envelope, envelope.body()).payloads())
                .hasSize(1);
    }

    /** CVE-2015-3991: payloads of the other version; CVE-2015-3204: payload 15. */
    @Test
    void payloadsThatMeanNothingHereAreSkippedOrRefused() throws PeerException {
        Set<Integer> known = Set.of(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 20, 21, 130, 131, 132);
        for (int type = 1; type < 256; type++) {
            if (known.contains(type)) {
                continue;
            }
            Raw raw = Raw.main().first(type).payload(VENDOR_ID, SOME).payload(0, SOME);
            boolean skipped = type == 14 || type == 15 || type >= 128;
            if (skipped) {
                assertThat(raw.decoded().payloads())
                        .containsExactly(
                                new SkippedPayload(type, Bytes.ofHex(SOME)), new VendorIdPayload(Bytes.ofHex(SOME)));
            } else {
                refused(raw, Notify.INVALID_PAYLOAD_TYPE);
            }
        }
    }

    @Test
    void aHundredPayloadsAreEnough() throws PeerException {
        assertThat(vendors(100).decoded().payloads()).hasSize(100);
        refused(vendors(101), Notify.PAYLOAD_MALFORMED);
        refused(vendors(1000), Notify.PAYLOAD_MALFORMED);
    }

    private static Raw vendors(int count) {
        var raw = Raw.main().first(VENDOR_ID);
        for (int i = 1; i < count; i++) {
            raw.payload(VENDOR_ID, SOME);
        }
        return raw.payload(0, SOME);
    }

    @Test
    void padsToFourBytesAreToleratedInClear() throws PeerException {
        assertThat(good().body("000000").decoded().payloads()).hasSize(1);
        assertThat(good().body("000000").decoded().octets())
                .isEqualTo(good().decoded().octets());
        refused(good().body("00000000"), Notify.PAYLOAD_MALFORMED);
        refused(good().body("01"), Notify.PAYLOAD_MALFORMED);
    }

    @Test
    void padsOfEncryptionMayBeAnything() throws PeerException {
        Raw raw = good().flags(1).responder(2);
        Envelope envelope = Decoder.STRICT.envelope(raw.bytes());
        Bytes clear = Bytes.concat(envelope.body(), Bytes.ofHex("ff".repeat(31)));

        assertThat(Decoder.STRICT.message(envelope, clear).octets()).isEqualTo(envelope.body());
    }

    @Test
    void whatIsBehindTheFirstPayloadIsKeptAsItCame() throws PeerException {
        Message message =
                Raw.main().first(8).payload(VENDOR_ID, "aabb").payload(0, SOME).decoded();

        assertThat(message.behindFirst().hex()).isEqualTo("0000000c" + SOME);
        assertThat(new Message(message.header(), List.of(), Bytes.EMPTY).behindFirst())
                .isEqualTo(Bytes.EMPTY);
    }

    @Test
    void mistakesCarryNoStackTrace() {
        assertThatThrownBy(() -> good().version(0).decoded())
                .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    }
}
