// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.message.VendorIdPayload;
import org.sallyport.ipsec.Datagram;

/** What strangers send who have no keys: nothing changes, no state is left, and both tunnels stay up. */
class NegativeTest {
    private static final int RESPONDER = 8; // offsets in a header
    private static final int FIRST_PAYLOAD = 16;
    private static final int VERSION = 17;
    private static final int EXCHANGE = 18;
    private static final int FLAGS = 19;
    private static final int LENGTH = 24;
    private static final int HALF_OPEN_PER_ADDRESS = 8;

    private final Standing standing = new Standing();
    private final SimGateway b = standing.b;
    private final Datagram first = standing.toB().get(0);

    @Test
    void datagramsThatAreNoMessagesAreDropped() { // 1; CVE-2013-4564, CVE-2005-0398, CVE-2004-0403
        int before = standing.fromB().size();
        for (int port : new int[] {500, 4_500}) {
            for (int length = 0; length < Header.SIZE; length++) {
                byte[] part = Arrays.copyOf(first.payload(), length);
                b.received(new Datagram(b.address(), port, first.local(), port, part));
            }
            for (int length : new int[] {0, 27, first.payload().length + 1, 65_536, Integer.MAX_VALUE, -1}) {
                byte[] lying = Standing.opening(first.payload(), port);
                ByteBuffer.wrap(lying).putInt(LENGTH, length);
                b.received(new Datagram(b.address(), port, first.local(), port, lying));
            }
        }
        assertThat(standing.fromB()).as("nobody is answered").hasSize(before);
        assertThat(b.negotiations.status().halfOpen()).isZero();
        standing.assertUntouched();
    }

    @Test
    void zerosBehindAMessageAreCutOff() { // 1
        byte[] longer = Arrays.copyOf(Standing.opening(first.payload(), 1), first.payload().length + 16);
        b.received(Standing.arriving(first, longer));
        assertThat(b.negotiations.status().halfOpen()).isEqualTo(1);
        standing.assertUntouched();
    }

    /** Versions, exchanges, flags and all. */
    @Test
    void aHeaderOfWhichAnyByteHasAnyValueIsAnsweredOnlyAsItShouldBe() { // 2, 3; CVE-2013-4564
        for (int at : new int[] {FIRST_PAYLOAD, VERSION, EXCHANGE, FLAGS}) {
            for (int value = 0; value < 256; value++) {
                if (value == (first.payload()[at] & 0xFF)) {
                    continue;
                }
                int before = standing.fromB().size();
                b.received(standing.stranger(Standing.with(Standing.opening(first.payload(), value), at, value)));
                boolean commit =
                        at == FLAGS && value == 2; // tolerated, and no address is known to it: refused in words
                assertThat(standing.fromB().size() - before)
                        .as("byte " + at + " is " + value)
                        .isLessThanOrEqualTo(commit ? 1 : 0);
            }
        }
        assertThat(b.negotiations.status().halfOpen()).isZero();
        standing.assertUntouched();
    }

    @Test
    void cookiesOfNobodyOpenNothing() { // 3, 15; CVE-2009-0790, CVE-2020-1763: under no state at all
        int before = standing.fromB().size();
        for (Datagram datagram : standing.toB()) {
            byte[] payload = datagram.payload();
            byte[] none = payload.clone();
            Arrays.fill(none, 0, RESPONDER, (byte) 0);
            byte[] swapped = payload.clone();
            System.arraycopy(payload, 0, swapped, RESPONDER, RESPONDER);
            System.arraycopy(payload, RESPONDER, swapped, 0, RESPONDER);
            byte[] guessed = payload.clone();
            guessed[RESPONDER] ^= 1;
            byte[] other = payload.clone();
            other[0] ^= 1;
            List<byte[]> attempts = new ArrayList<>(List.of(none, swapped, guessed));
            if (datagram != first) {
                attempts.add(other);
                byte[] later = payload.clone();
                Arrays.fill(later, RESPONDER, FIRST_PAYLOAD, (byte) 0); // a responder's cookie of 0 in a later message
                attempts.add(later);
            }
            attempts.forEach(each -> b.received(Standing.arriving(datagram, each)));
        }
        assertThat(standing.fromB()).as("nobody is answered").hasSize(before);
        standing.assertUntouched();
    }

    /** Chains, lengths, DOI, situation, SPI sizes, counts, attributes. */
    @Test
    void anOfferOfWhichAnyByteHasAnyValueIsRefusedOrJudged() { // 4, 6, 7, 11; CVE-2004-0218, -0219, CVE-2014-9221
        var open = new Standing(Standing.right().key("10.0.0.0/8", "anybody"));
        byte[] message = open.toB().get(0).payload();
        for (int at = Header.SIZE; at < message.length; at++) {
            for (int value = 0; value < 256; value++) {
                open.b.received(open.stranger(Standing.with(message, at, value)));
            }
        }
        assertThat(open.b.negotiations.status().halfOpen()).isLessThanOrEqualTo(1_000);
        assertThat(open.b.negotiations.status().failures()).hasSizeLessThanOrEqualTo(100);
        open.assertUntouched();
    }

    static Stream<List<Payload>> crowds() throws PeerException {
        Datagram first = new Standing().toB().get(0);
        SaPayload offer = message(first.payload()).first(SaPayload.class).orElseThrow();
        Payload vendor = new VendorIdPayload(Bytes.of(new byte[16]));
        return Stream.of(
                crowd(offer, vendor, 200),
                crowd(offer, vendor, 1_000),
                List.of(offer, offer),
                List.of(offer, new NoncePayload(Bytes.of(new byte[16]))),
                List.of(vendor, offer),
                List.of(vendor));
    }

    private static List<Payload> crowd(Payload first, Payload more, int count) {
        List<Payload> payloads = new ArrayList<>(List.of(first));
        for (int i = 0; i < count; i++) {
            payloads.add(more);
        }
        return payloads;
    }

    private static Message message(byte[] payload) throws PeerException {
        Envelope envelope = Decoder.STRICT.envelope(Bytes.of(payload));
        return Decoder.STRICT.message(envelope, envelope.body());
    }

    @ParameterizedTest
    @MethodSource("crowds")
    void payloadsTooManyOrOutOfPlaceAreRefused(List<Payload> payloads) { // 5; CVE-2013-6467, CVE-2005-3732
        int before = standing.fromB().size();
        var header = Header.phase1(new Cookie(77), Cookie.NONE, Exchange.MAIN, false);
        b.received(Standing.arriving(first, Encoder.clear(Message.of(header, payloads))));
        assertThat(standing.fromB()).hasSize(before);
        assertThat(b.negotiations.status().halfOpen()).isZero();
        standing.assertUntouched();
    }

    static Stream<byte[]> publicValues() {
        BigInteger prime = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
        return Stream.of(
                eight(BigInteger.ZERO),
                eight(BigInteger.ONE),
                eight(prime.subtract(BigInteger.ONE)),
                eight(prime),
                eight(prime.add(BigInteger.ONE)),
                new byte[7],
                new byte[9],
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1},
                new byte[1_000]);
    }

    private static byte[] eight(BigInteger value) {
        return ByteBuffer.allocate(8).putLong(value.longValueExact()).array();
    }

    @ParameterizedTest
    @MethodSource("publicValues")
    void aPublicValueThatIsNoneOpensNothing(byte[] value) throws PeerException { // 9; CVE-2015-3240, CVE-2023-41913
        answerThirdMessage(List.of(new KeyExchangePayload(Bytes.of(value)), new NoncePayload(Bytes.of(new byte[20]))));
        standing.assertUntouched();
    }

    @ParameterizedTest
    @MethodSource("nonces")
    void aNonceThatIsNoneOpensNothing(int length) throws PeerException { // 10
        int before = b.negotiations.openJobs();
        answerThirdMessage(List.of(
                new KeyExchangePayload(Bytes.of(eight(BigInteger.TEN))), new NoncePayload(Bytes.of(new byte[length]))));
        assertThat(b.negotiations.openJobs()).as("no Diffie-Hellman for it").isEqualTo(before);
        standing.assertUntouched();
    }

    static Stream<Integer> nonces() {
        return Stream.of(0, 1, 7, 257, 1_000);
    }

    /** Begins main mode from A's address, and goes on with these payloads. */
    private void answerThirdMessage(List<Payload> payloads) throws PeerException {
        b.received(Standing.arriving(first, Standing.opening(first.payload(), 9)));
        List<Datagram> answers = standing.fromB();
        Header answer = message(answers.get(answers.size() - 1).payload()).header();
        assertThat(b.negotiations.status().halfOpen()).isEqualTo(1);
        var header = Header.phase1(answer.initiator(), answer.responder(), Exchange.MAIN, false);
        b.received(Standing.arriving(first, Encoder.clear(Message.of(header, payloads))));
    }

    /** The exchanges stop after so many messages, and go on when everything that does not belong there has come. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void whatMayNotComeInAStateChangesItNot(int progress) { // 15; CVE-2014-2338, CVE-2019-12312
        var simulation = new Simulation(15, Installed.TINY);
        SimGateway peer = simulation.gateway("A", ExchangesTest.left());
        SimGateway responder = simulation.gateway("B", ExchangesTest.right());
        List<Datagram> seen = new ArrayList<>();
        var admitted = new int[] {progress};
        simulation.wire.tap = datagram -> {
            if (datagram.remote().equals(responder.address())) {
                seen.add(datagram);
            }
        };
        simulation.wire.filter = datagram -> !datagram.remote().equals(responder.address()) || admitted[0]-- > 0;
        peer.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);

        for (Datagram datagram : List.copyOf(seen)) {
            for (int flags : new int[] {0, 1, 2, 3}) {
                for (int exchange : new int[] {2, 4, 5, 6, 32, 33}) {
                    byte[] odd = Standing.with(Standing.with(datagram.payload(), FLAGS, flags), EXCHANGE, exchange);
                    if (!Arrays.equals(odd, datagram.payload())) {
                        responder.received(Standing.arriving(datagram, odd));
                    }
                }
            }
        }
        assertThat(responder.negotiations.status().halfOpen()).isLessThanOrEqualTo(1);
        simulation.wire.filter = datagram -> true;
        simulation.runFor(20 * Simulation.SECOND);
        peer.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(responder.delivered).containsEntry("A", 1L);
    }

    @Test
    void whatMayNotComeWhileAnExchangeGoesOnDoesNotDisturbIt() { // 15
        List<Datagram> captured = List.copyOf(standing.toB());
        standing.a.restart();
        standing.simulation.wire.tap = datagram -> {
            if (datagram.remote().equals(b.address())) {
                for (Datagram old : captured) {
                    byte[] odd = old.payload().clone();
                    System.arraycopy(datagram.payload(), 0, odd, 0, FIRST_PAYLOAD); // under the cookies of now
                    if (old != captured.get(1)) { // nobody vouches for a third message: whose is first counts
                        b.received(Standing.arriving(old, odd));
                    }
                    b.received(Standing.arriving(old, Standing.with(odd, FLAGS, odd[FLAGS] ^ 1)));
                }
            }
        };
        standing.a.packet(Standing.FLOW);
        standing.simulation.runFor(60 * Simulation.SECOND);
        assertThat(standing.a.sends(Standing.FLOW)).isTrue();
        standing.simulation.wire.tap = standing.seen::add;
        standing.simulation.runFor(100 * Simulation.SECOND);
        assertThat(b.negotiations.status().halfOpen()).isZero();
        standing.assertPassing();
    }

    @Test
    void everyCapturedMessageComesAgainAndChangesNothing() { // 10, 20, 21
        for (Datagram datagram : standing.toB()) {
            b.received(Standing.arriving(datagram, datagram.payload()));
        }
        standing.simulation.runFor(200 * Simulation.SECOND); // exchanges are forgotten, message identifiers are not
        for (Datagram datagram : standing.toB().subList(0, 5)) {
            b.received(Standing.arriving(datagram, datagram.payload()));
        }
        standing.assertUntouched();
    }

    @Test
    void everyChangedByteOfEveryMessageIsRefused() { // 16, 17, 21, 22; CVE-2004-0164
        for (Datagram datagram : standing.toB()) {
            for (int i = 0; i < datagram.payload().length; i++) {
                byte[] changed = datagram.payload().clone();
                changed[i] ^= 0x40;
                b.received(Standing.arriving(datagram, changed));
            }
        }
        assertThat(b.negotiations.status().halfOpen()).isLessThanOrEqualTo(HALF_OPEN_PER_ADDRESS);
        standing.assertUntouched();
    }

    @Test
    void notificationsInClearAreHintsAndAreNotAnswered() { // 17, 29; CVE-2004-0164, CVE-2007-1841, CVE-2023-30570
        Header up = standing.a.negotiations.associations().stream()
                .map(sa -> new Header(sa.initiator, sa.responder, Exchange.INFORMATIONAL, false, false, 99))
                .findFirst()
                .orElseThrow();
        int before = standing.fromB().size();
        for (Payload payload : KeyedPeerTest.destructive(standing.a)) {
            b.received(Standing.arriving(first, Encoder.clear(Message.of(up, List.of(payload)))));
        }
        assertThat(standing.fromB()).as("nobody is answered").hasSize(before);
        assertThat(b.negotiations.status().counters()).containsKey("hints");
        standing.assertUntouched();
    }

    @Test
    void answersHoldNothingButWhatTheySay() throws PeerException { // 37; CVE-2016-6415
        b.received(Standing.arriving(first, Standing.opening(first.payload(), 5)));
        b.received(standing.stranger(Standing.opening(first.payload(), 6)));
        int clear = 0;
        for (Datagram datagram : standing.fromB()) {
            if (datagram.payload()[FLAGS] == 0) {
                assertThat(Encoder.clear(message(datagram.payload()))).isEqualTo(datagram.payload());
                clear++;
            }
        }
        assertThat(clear).isGreaterThanOrEqualTo(6);
        standing.assertUntouched();
    }
}
