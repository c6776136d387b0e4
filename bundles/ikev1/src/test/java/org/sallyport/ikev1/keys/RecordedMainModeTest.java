// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.KeyExchangePayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.NoncePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.message.VendorId;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;
import org.sallyport.transforms.modp.Modp1024;

/** A handshake between two other implementations, read and understood from its first to its last byte. */
final class RecordedMainModeTest {
    private static final int AES_128 = 16;

    private final Values recorded = Values.of("recorded-main-mode.properties");
    private final PrfTransform prf = new PrfHmacSha1();
    private final CipherTransform aes = new AesCbc();

    private Message main1;
    private Message main2;
    private Message main3;
    private Message main4;
    private Phase1Values values;
    private IsakmpKeys keys;
    private Secret cipherKey;
    private IvChain phase1;

    @BeforeEach
    void derive() throws Exception {
        main1 = clear("main1");
        main2 = clear("main2");
        main3 = clear("main3");
        main4 = clear("main4");
        values = new Phase1Values(
                main2.header().initiator(),
                main2.header().responder(),
                only(main3, NoncePayload.class).value(),
                only(main4, NoncePayload.class).value(),
                only(main3, KeyExchangePayload.class).value(),
                only(main4, KeyExchangePayload.class).value());
        Secret shared = new Modp1024()
                .finish(
                        Secret.of(recorded.get("exponent").toArray()),
                        values.responderPublic().toArray());
        keys = IsakmpKeys.preShared(prf, Secret.of(recorded.get("key").toArray()), values, shared);
        cipherKey = keys.cipherKey(prf, AES_128);
        phase1 = IvChain.ofPhase1(prf, values, AES_128);
    }

    private static <P extends Payload> P only(Message message, Class<P> type) {
        List<P> all = message.all(type);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private Envelope envelope(String name) throws Exception {
        return Decoder.STRICT.envelope(recorded.get(name));
    }

    private Message clear(String name) throws Exception {
        Envelope envelope = envelope(name);
        return Decoder.STRICT.message(envelope, envelope.body());
    }

    private Message decrypted(String name, IvChain iv) throws Exception {
        Envelope envelope = envelope(name);
        return Decoder.STRICT.message(envelope, MessageCipher.decrypt(aes, cipherKey, iv, envelope.body()));
    }

    @Test
    void messagesInClearAreWhatTheyWouldBeIfTheyWereWrittenHere() {
        for (Message message : List.of(main1, main2, main3, main4)) {
            Message again = Message.of(message.header(), message.payloads());
            assertThat(again.octets()).isEqualTo(message.octets());
        }
        assertThat(Bytes.of(Encoder.clear(main2))).isEqualTo(recorded.get("main2"));
        assertThat(main2.has(VendorId.DPD)).isTrue();
        assertThat(main2.has(VendorId.XAUTH)).isTrue();
        assertThat(main2.has(VendorId.NAT_T)).isFalse();
    }

    @Test
    void theRulesAdmitAllOfThem() throws Exception {
        assertThat(MessageRule.MAIN_1.refusal(main1)).isEmpty();
        assertThat(MessageRule.MAIN_2.refusal(main2)).isEmpty();
        assertThat(MessageRule.MAIN_3.refusal(main3)).isEmpty();
        assertThat(MessageRule.MAIN_4.refusal(main4)).isEmpty();
        assertThat(MessageRule.MAIN_5_KEY.refusal(decrypted("main5", phase1))).isEmpty();
    }

    @Test
    void theOfferAndTheChoiceAreUnderstood() throws Exception {
        for (Message message : List.of(main1, main2)) {
            Phase1Offer offer = Phase1Offer.read(only(message, SaPayload.class));
            assertThat(offer.suites())
                    .singleElement()
                    .hasToString("AES 128, SHA, pre-shared key, group 2, 28800 seconds");
        }
    }

    @Test
    void bothProofsAreRight() throws Exception {
        Bytes offer = only(main1, SaPayload.class).body();
        Message main5 = decrypted("main5", phase1);
        Message main6 = decrypted("main6", phase1.behind(envelope("main5").body()));

        assertThat(only(main5, HashPayload.class).value())
                .isEqualTo(Proof.ofInitiator(
                        prf,
                        keys,
                        values,
                        new Proof.Claim(offer, only(main5, IdPayload.class).body())));
        assertThat(only(main6, HashPayload.class).value())
                .isEqualTo(Proof.ofResponder(
                        prf,
                        keys,
                        values,
                        new Proof.Claim(offer, only(main6, IdPayload.class).body())));
    }

    private IvChain afterPhase1() throws Exception {
        return phase1.behind(envelope("main5").body()).behind(envelope("main6").body());
    }

    @Test
    void theThreeHashesOfQuickModeAreRight() throws Exception {
        int id = envelope("quick1").header().messageId();
        IvChain first = afterPhase1().forExchange(prf, id);
        IvChain second = first.behind(envelope("quick1").body());
        IvChain third = second.behind(envelope("quick2").body());
        Message quick1 = decrypted("quick1", first);
        Message quick2 = decrypted("quick2", second);
        Message quick3 = decrypted("quick3", third);
        Bytes nonce = only(quick1, NoncePayload.class).value();
        Bytes nonces = Bytes.concat(nonce, only(quick2, NoncePayload.class).value());

        assertThat(only(quick1, HashPayload.class).value())
                .isEqualTo(MessageHash.first(prf, keys, id, quick1.behindFirst()));
        assertThat(only(quick2, HashPayload.class).value())
                .isEqualTo(MessageHash.second(prf, keys, id, Bytes.concat(nonce, quick2.behindFirst())));
        assertThat(only(quick3, HashPayload.class).value()).isEqualTo(MessageHash.third(prf, keys, id, nonces));
        assertThat(MessageRule.QUICK_1.refusal(quick1)).isEmpty();
        assertThat(MessageRule.QUICK_2.refusal(quick2)).isEmpty();
        assertThat(MessageRule.QUICK_3.refusal(quick3)).isEmpty();
    }

    @Test
    void theOfferOfQuickModeIsUnderstood() throws Exception {
        IvChain first =
                afterPhase1().forExchange(prf, envelope("quick1").header().messageId());
        Message quick1 = decrypted("quick1", first);
        Phase2Offer offer = Phase2Offer.read(only(quick1, SaPayload.class));

        assertThat(offer.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.parts()).singleElement().satisfies(part -> {
                assertThat(part.spi().hex()).isEqualTo("b75ad16c");
                assertThat(part.suites()).hasSize(1);
                assertThat(part.suites().get(0).toString())
                        .startsWith("ESP AES 128, SHA, tunnel, no perfect forward secrecy");
            });
        });
        assertThat(quick1.all(IdPayload.class))
                .extracting(IdPayload::words)
                .containsExactly("subnet 0.0.0.0/0.0.0.0", "subnet 0.0.0.0/0.0.0.0");
    }

    @Test
    void anotherKeyGivesGarbageThatIsRefused() {
        IsakmpKeys others = new IsakmpKeys(keys.skeyid(), keys.derive(), keys.authenticate(), keys.derive());
        Secret wrong = others.cipherKey(prf, AES_128);

        assertThatThrownBy(() -> {
                    Envelope envelope = envelope("main5");
                    Decoder.STRICT.message(envelope, MessageCipher.decrypt(aes, wrong, phase1, envelope.body()));
                })
                .isInstanceOf(PeerException.class);
    }
}
