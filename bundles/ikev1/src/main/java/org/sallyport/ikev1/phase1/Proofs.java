// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.keys.Phase1Values;
import org.sallyport.ikev1.keys.Proof;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Cryptography.Keyring;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.LifetimeNotice;
import org.sallyport.transform.Secret;

/** By which both sides prove who they are, once there are keys: the end of both modes. */
final class Proofs {
    /** How a wrong key looks. */
    static final String WRONG_KEY = "looks like a wrong pre-shared key";

    private Proofs() {}

    /** Keys, and what they were made of. */
    record Keyed(Agreement agreement, Phase1Values values, Nat nat, Keyring keyring) {
        /** @throws PeerException if the key is none to use */
        static Keyed of(Agreement agreement, Phase1Values values, Nat nat, Secret shared, Cryptography cryptography)
                throws PeerException {
            Keyring keyring = cryptography
                    .preShared(agreement.key().secret(), values, shared)
                    .orElseThrow(() -> new PeerException(Notify.INVALID_KEY_INFORMATION, "the key is weak"));
            return new Keyed(agreement, values, nat, keyring);
        }

        Keyed with(Nat newNat) {
            return new Keyed(agreement, values, newNat, keyring);
        }

        HashPayload proof(boolean initiator, IdPayload id, Cryptography cryptography) {
            var claim = new Proof.Claim(agreement.offer(), id.body());
            return new HashPayload(cryptography.proof(initiator, keyring, values, claim));
        }
    }

    /** What slow work came to. @throws PeerException if to nothing */
    static <R extends Result> R done(Result result, Class<R> type) throws PeerException {
        if (type.isInstance(result)) {
            return type.cast(result);
        }
        String why = result instanceof Result.Failed failed ? failed.why() : "the work was of another kind";
        throw new PeerException(Notify.INVALID_KEY_INFORMATION, why);
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
    static void check(Keyed keyed, boolean prover, IdPayload id, Message message, Phase1Context context)
            throws PeerException {
        HashPayload expected = keyed.proof(prover, id, context.cryptography(keyed.agreement()));
        if (!expected.equals(only(message, HashPayload.class))) {
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
        Bytes cookies =
                Bytes.concat(context.initiator().bytes(), context.responder().bytes());
        if (context.initialContact()) {
            extras.add(NotifyPayload.of(Notify.INITIAL_CONTACT, Protocol.ISAKMP, cookies, Bytes.EMPTY));
        }
        long offered = agreement.suite().lifetime().seconds();
        if (!context.role().isInitiator() && offered != agreement.seconds()) {
            Bytes notice = LifetimeNotice.phase1(new Lifetime(agreement.seconds(), 0));
            extras.add(NotifyPayload.of(Notify.RESPONDER_LIFETIME, Protocol.ISAKMP, cookies, notice));
        }
        return extras;
    }

    /** Phase 1 is over. @param last the message by which the peer proved itself */
    static Established established(Keyed keyed, IvChain chain, IdPayload own, IdPayload peer, Message last) {
        long seconds = keyed.agreement().seconds();
        boolean initialContact = false;
        for (NotifyPayload notify : last.all(NotifyPayload.class)) {
            Notify known = notify.known().orElse(Notify.CONNECTED);
            initialContact |= known == Notify.INITIAL_CONTACT;
            if (known == Notify.RESPONDER_LIFETIME) {
                Lifetime said = LifetimeNotice.readPhase1(notify.data());
                seconds = said.shorter(new Lifetime(seconds, 0)).seconds();
            }
        }
        return new Established(
                keyed.agreement(), keyed.keyring(), chain, own, peer, keyed.nat(), seconds, initialContact);
    }

    /** What a message looks like that cannot be read, or that proves nothing. */
    static Failure explained(Agreement agreement, PeerException why, Phase1Context context) {
        String reason =
                why.notification() == Notify.INVALID_ID_INFORMATION ? why.detail() : WRONG_KEY + ": " + why.detail();
        return context.failure(reason).with(agreement.key().line());
    }
}
