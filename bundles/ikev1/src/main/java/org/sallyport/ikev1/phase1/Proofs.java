// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Encoder;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Cryptography.Chained;
import org.sallyport.ikev1.phase1.Cryptography.Keyring;
import org.sallyport.ikev1.phase1.Cryptography.Transcript;
import org.sallyport.ikev1.proposal.LifetimeNotice;
import org.sallyport.transform.Secret;

/** By which both sides prove who they are, once there are keys: the end of both modes. */
final class Proofs {
    /** How a wrong key looks. */
    static final String WRONG_KEY = "looks like a wrong pre-shared key";

    private Proofs() {}

    /** Keys, and what they were made of. */
    record Keyed(Agreement agreement, Transcript transcript, Nat nat, Keyring keys) {
        static Keyed of(Agreement agreement, Transcript transcript, Nat nat, Secret shared, Cryptography cryptography) {
            return new Keyed(
                    agreement,
                    transcript,
                    nat,
                    cryptography.preShared(agreement.key().secret(), transcript, shared));
        }

        HashPayload proof(boolean initiator, IdPayload id) {
            return new HashPayload(keys.proof(initiator, transcript, agreement.offer(), id.body()));
        }
    }

    /** A message under encryption, and the IV of the next one. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sealed(byte[] datagram, Bytes nextIv) {}

    static Sealed seal(List<Payload> payloads, Keyring keys, Bytes iv, Phase1Context context) {
        Message message = Message.of(context.header(true), payloads);
        Chained chained = keys.seal(iv, message.octets());
        return new Sealed(Encoder.encrypted(message, chained.text()), chained.nextIv());
    }

    /** A message that its rule admits. @throws PeerException if it is none */
    static Message admitted(Incoming incoming, MessageRule rule) throws PeerException {
        Optional<String> refusal = rule.refusal(incoming.message());
        if (refusal.isPresent()) {
            throw new PeerException(Notify.INVALID_PAYLOAD_TYPE, refusal.get());
        }
        return incoming.message();
    }

    static <P extends Payload> P only(Message message, Class<P> type) throws PeerException {
        return message.first(type)
                .orElseThrow(() -> new PeerException(Notify.PAYLOAD_MALFORMED, "no " + type.getSimpleName()));
    }

    /**
     * Whether the peer has proved that it has the keys, and may call itself what it does.
     *
     * @param prover whether it is the initiator
     */
    static void check(Keyed keyed, boolean prover, IdPayload id, HashPayload proof, Phase1Context context)
            throws PeerException {
        if (!keyed.proof(prover, id).value().equals(proof.value())) {
            throw new PeerException(Notify.INVALID_HASH_INFORMATION, "the peer's proof is wrong");
        }
        Optional<String> refusal = Identities.refusal(id, context, keyed.nat());
        if (refusal.isPresent()) {
            throw new PeerException(Notify.INVALID_ID_INFORMATION, refusal.get());
        }
    }

    /** What goes along with a proof: that nothing is known of the peer, and a lifetime shorter than its offer. */
    static List<Payload> extras(Agreement agreement, Phase1Context context) {
        List<Payload> extras = new ArrayList<>();
        Bytes cookies = Bytes.concat(
                context.initiator().bytes(), context.responder().bytes());
        if (context.initialContact()) {
            extras.add(NotifyPayload.of(Notify.INITIAL_CONTACT, Protocol.ISAKMP, cookies, Bytes.EMPTY));
        }
        long offered = agreement.suite().lifetime().seconds();
        if (!context.role().isInitiator() && offered != agreement.seconds()) {
            Bytes notice = LifetimeNotice.phase1(agreement.seconds());
            extras.add(NotifyPayload.of(Notify.RESPONDER_LIFETIME, Protocol.ISAKMP, cookies, notice));
        }
        return extras;
    }

    /** Phase 1 is over. @param last the message by which the peer proved itself */
    static Established established(Keyed keyed, Bytes lastBlock, IdPayload own, IdPayload peer, Message last) {
        long seconds = keyed.agreement().seconds();
        boolean initialContact = false;
        for (NotifyPayload notify : last.all(NotifyPayload.class)) {
            Notify known = notify.known().orElse(Notify.CONNECTED);
            initialContact |= known == Notify.INITIAL_CONTACT;
            if (known == Notify.RESPONDER_LIFETIME) {
                seconds = LifetimeNotice.readPhase1(notify.data()).shorter(seconds);
            }
        }
        return new Established(keyed.agreement(), keyed.keys(), lastBlock, own, peer, keyed.nat(), seconds, initialContact);
    }

    /** What a garbled message or a wrong proof looks like. */
    static Failure wrongKey(Agreement agreement, String why, Phase1Context context) {
        return context.failure(WRONG_KEY + ": " + why).with(agreement.key().line());
    }
}
