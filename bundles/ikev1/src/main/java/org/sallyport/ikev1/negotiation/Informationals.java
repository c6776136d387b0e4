// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Envelope;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.MessageRule;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.NotifyPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.phase1.Agreement;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.phase1.Protection;
import org.sallyport.ikev1.phase2.Hashes;

/**
 * Messages of the informational exchange (RFC 2409, 5.7). One that is not authentic is a hint at most, and none is ever answered but
 * R-U-THERE. Owned by the loop.
 */
final class Informationals {
    private static final int TRIES = 16;

    private final Desk desk;

    Informationals(Desk desk) {
        this.desk = desk;
    }

    /** A fresh message identifier: random, not 0, never used under this ISAKMP SA. 0 if there is none left. */
    int messageId(IsakmpSa sa) {
        for (int i = 0; i < TRIES; i++) {
            int id = number(Bytes.of(desk.entropy().bytes(Integer.BYTES)));
            if (sa.messageIds.use(id)) {
                return id;
            }
        }
        return 0;
    }

    /** Tells a peer something, if there are keys for it. */
    void send(IsakmpSa sa, List<Payload> payloads) {
        Optional<Established> established = sa.established();
        Optional<Cryptography> cryptography =
                established.map(Established::agreement).flatMap(this::cryptography);
        int messageId = cryptography.isPresent() ? messageId(sa) : 0;
        if (established.isEmpty() || messageId == 0) {
            return;
        }
        try {
            send(sa, established.get(), cryptography.get(), messageId, payloads);
        } catch (Custody.FailedException e) { // a notice only: whatever it is about happens without it
            desk.drop(String.valueOf(e.getMessage()));
        }
    }

    private void send(IsakmpSa sa, Established established, Cryptography with, int messageId, List<Payload> payloads) {
        var header = Header.phase2(sa.initiator, sa.responder, Exchange.INFORMATIONAL, messageId);
        Bytes hash = with.hash1(established.keyring(), messageId, Hashes.octets(header, payloads));
        IvChain chain = with.exchangeIv(established.chain(), messageId);
        Message message = Hashes.message(header, new HashPayload(hash), payloads);
        desk.send(sa, with.seal(established.keyring(), chain, message).datagram());
    }

    private Optional<Cryptography> cryptography(Agreement agreement) {
        return desk.surroundings().algorithms().cryptography(agreement.suite());
    }

    /** An authentic message; empty for any other, which changes nothing. */
    Optional<Message> authentic(IsakmpSa sa, Protection protection, Envelope envelope) {
        try {
            return Optional.of(open(sa, protection, envelope));
        } catch (PeerException e) {
            desk.count("informational, not authentic");
            desk.drop(e.detail());
            return Optional.empty();
        }
    }

    /** What an authentic message says is wrong, before phase 1 is over; empty for any other, which may be read later. */
    Optional<Notify> error(IsakmpSa sa, Protection protection, Envelope envelope) {
        try {
            return error(open(sa, protection, envelope));
        } catch (PeerException e) {
            return Optional.empty(); // what is sent behind the end of phase 1 belongs to a chain that is not known yet
        }
    }

    private static Optional<Notify> error(Message message) {
        return message.all(NotifyPayload.class).stream()
                .flatMap(notify -> notify.known().stream())
                .filter(Notify::isError)
                .findFirst();
    }

    private Message open(IsakmpSa sa, Protection protection, Envelope envelope) throws PeerException {
        int messageId = envelope.header().messageId();
        if (sa.messageIds.contains(messageId)) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, "a message identifier that was used before");
        }
        Cryptography cryptography = cryptography(protection.agreement())
                .orElseThrow(() -> new PeerException(Notify.NO_PROPOSAL_CHOSEN, "a transform is missing"));
        IvChain chain = cryptography.exchangeIv(protection.iv(), messageId);
        Cryptography.Opened opened = cryptography.open(protection.keyring(), chain, envelope.body());
        Message message = Decoder.STRICT.message(envelope, opened.clear());
        desk.read(sa.number, sa.path, message);
        Optional<String> refusal = MessageRule.INFORMATIONAL.refusal(message);
        if (refusal.isPresent()) {
            throw new PeerException(Notify.INVALID_PAYLOAD_TYPE, refusal.get());
        }
        Bytes expected = cryptography.hash1(protection.keyring(), messageId, message.behindFirst());
        if (!Hashes.proves(message, expected)) {
            throw new PeerException(Notify.INVALID_HASH_INFORMATION, "the hash of a notification");
        }
        if (!sa.messageIds.use(messageId)) {
            throw new PeerException(Notify.INVALID_MESSAGE_ID, "too many exchanges under one ISAKMP SA");
        }
        return message;
    }

    /** What somebody unknown says, if it is about something that goes wrong. */
    Optional<Notify> hint(Envelope envelope) {
        try {
            Message message = Decoder.STRICT.message(envelope, envelope.body());
            if (!MessageRule.INFORMATIONAL_IN_CLEAR.admits(message)) {
                return Optional.empty();
            }
            return error(message);
        } catch (PeerException e) {
            return Optional.empty();
        }
    }

    static Bytes number(int number) {
        return Bytes.of((byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number);
    }

    /** Four bytes as a number. */
    static int number(Bytes bytes) {
        return bytes.at(0) << 24 | bytes.at(1) << 16 | bytes.at(2) << 8 | bytes.at(3);
    }
}
