// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;
import org.sallyport.transforms.modp.Modp1024;

/** Another handshake between the same two: nothing of its phase 1 is encrypted, and quick mode starts from the first IV. */
final class RecordedAggressiveModeTest {
    private static final int AES_128 = 16;

    private final Values recorded = Values.of("recorded-aggressive-mode.properties");
    private final PrfTransform prf = new PrfHmacSha1();

    private Message first;
    private Message second;
    private Message third;
    private Phase1Values values;
    private IsakmpKeys keys;

    @BeforeEach
    void derive() throws Exception {
        first = clear("aggressive1");
        second = clear("aggressive2");
        third = clear("aggressive3");
        values = new Phase1Values(
                second.header().initiator(),
                second.header().responder(),
                only(first, NoncePayload.class).value(),
                only(second, NoncePayload.class).value(),
                only(first, KeyExchangePayload.class).value(),
                only(second, KeyExchangePayload.class).value());
        Secret shared = new Modp1024()
                .finish(
                        Secret.of(recorded.get("exponent").toArray()),
                        values.responderPublic().toArray());
        keys = IsakmpKeys.preShared(prf, Secret.of(recorded.get("key").toArray()), values, shared);
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
        Secret key = keys.cipherKey(prf, AES_128);
        return Decoder.STRICT.message(envelope, MessageCipher.decrypt(new AesCbc(), key, iv, envelope.body()));
    }

    @Test
    void theRulesAdmitThemAndTheyWouldBeWrittenTheSameHere() {
        assertThat(MessageRule.AGGRESSIVE_1.refusal(first)).isEmpty();
        assertThat(MessageRule.AGGRESSIVE_2_KEY.refusal(second)).isEmpty();
        assertThat(MessageRule.AGGRESSIVE_3_KEY.refusal(third)).isEmpty();
        assertThat(Bytes.of(Encoder.clear(Message.of(second.header(), second.payloads()))))
                .isEqualTo(recorded.get("aggressive2"));
    }

    @Test
    void bothProofsAreRight() {
        Bytes offer = only(first, SaPayload.class).body();

        assertThat(only(second, HashPayload.class).value())
                .isEqualTo(Proof.ofResponder(
                        prf,
                        keys,
                        values,
                        new Proof.Claim(offer, only(second, IdPayload.class).body())));
        assertThat(only(third, HashPayload.class).value())
                .isEqualTo(Proof.ofInitiator(
                        prf,
                        keys,
                        values,
                        new Proof.Claim(offer, only(first, IdPayload.class).body())));
    }

    @Test
    void quickModeStartsFromTheFirstIvOfAPhaseOneInClear() throws Exception {
        int id = envelope("quick1").header().messageId();
        IvChain iv = IvChain.ofPhase1(prf, values, AES_128).forExchange(prf, id);
        Message quick1 = decrypted("quick1", iv);
        IvChain behind1 = iv.behind(envelope("quick1").body());
        Message quick2 = decrypted("quick2", behind1);
        Message quick3 = decrypted("quick3", behind1.behind(envelope("quick2").body()));
        Bytes nonce = only(quick1, NoncePayload.class).value();
        Bytes nonces = Bytes.concat(nonce, only(quick2, NoncePayload.class).value());

        assertThat(only(quick1, HashPayload.class).value())
                .isEqualTo(MessageHash.first(prf, keys, id, quick1.behindFirst()));
        assertThat(only(quick2, HashPayload.class).value())
                .isEqualTo(MessageHash.second(prf, keys, id, Bytes.concat(nonce, quick2.behindFirst())));
        assertThat(only(quick3, HashPayload.class).value()).isEqualTo(MessageHash.third(prf, keys, id, nonces));
    }
}
