// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.util.List;
import org.sallyport.ikev1.keys.IvChain;
import org.sallyport.ikev1.keys.MessageCipher;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.HashPayload;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Cryptography;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.phase2.Hashes;
import org.sallyport.ipsec.Datagram;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.TransformKind;

/** A peer that has the keys of an ISAKMP SA, and says under them what it likes. */
final class KeyedPeer {
    private static final int VERSION = 0x10;
    private static final int ENCRYPTED = 1;

    final IsakmpSa sa;
    private final SimGateway own;
    private final SimGateway other;
    private final Established established;
    private final Cryptography cryptography;
    private final IvChain chain;
    private int lastMessageId = 0x7700_0000;
    private IvChain iv;

    /** The peer of {@code other} that {@code own} is, under the newest ISAKMP SA that both have. */
    KeyedPeer(SimGateway own, SimGateway other) {
        this(own, other, newest(own, other));
    }

    KeyedPeer(SimGateway own, SimGateway other, IsakmpSa sa) {
        this(own, other, sa, sa.established().orElseThrow().chain());
    }

    /** @param chain where that peer believes phase 1 has ended */
    KeyedPeer(SimGateway own, SimGateway other, IsakmpSa sa, IvChain chain) {
        this.chain = chain;
        this.own = own;
        this.other = other;
        this.sa = sa;
        this.established = sa.established().orElseThrow();
        this.cryptography = new Algorithms(() -> own.simulation.transforms)
                .cryptography(established.agreement().suite())
                .orElseThrow();
        this.iv = chain;
    }

    private static IsakmpSa newest(SimGateway own, SimGateway other) {
        return own.negotiations.associations().stream()
                .filter(sa -> sa.isUp() && sa.path.remote().equals(other.address()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    int freshMessageId() {
        return ++lastMessageId;
    }

    /** A message with the hash that proves it. */
    void says(Exchange exchange, Payload... payloads) {
        says(exchange, freshMessageId(), payloads);
    }

    void says(Exchange exchange, int messageId, Payload... payloads) {
        says(exchange, messageId, hash(exchange, messageId, payloads), payloads);
    }

    /** Payloads behind the hash that proves them. */
    Bytes proven(int messageId, Payload... payloads) {
        var header = Header.phase2(sa.initiator, sa.responder, Exchange.INFORMATIONAL, messageId);
        HashPayload hash = hash(Exchange.INFORMATIONAL, messageId, payloads);
        return Hashes.message(header, hash, List.of(payloads)).octets();
    }

    /** A message that begins with some hash. */
    void says(Exchange exchange, int messageId, HashPayload hash, Payload... payloads) {
        var header = Header.phase2(sa.initiator, sa.responder, exchange, messageId);
        Message message = Hashes.message(header, hash, List.of(payloads));
        says(exchange, messageId, hash.type().number(), message.octets());
    }

    /** HASH(1) over payloads. */
    HashPayload hash(Exchange exchange, int messageId, Payload... payloads) {
        var header = Header.phase2(sa.initiator, sa.responder, exchange, messageId);
        Bytes behind = payloads.length == 0 ? Bytes.EMPTY : Hashes.octets(header, List.of(payloads));
        return hash(messageId, behind);
    }

    HashPayload hash(int messageId, Bytes behind) {
        return new HashPayload(cryptography.hash1(established.keyring(), messageId, behind));
    }

    /** A message of which the payloads are any bytes. @param first the type of the first of them */
    void says(Exchange exchange, int messageId, int first, Bytes clear) {
        other.received(datagram(exchange, messageId, first, clear));
    }

    /** The next message of the exchange that was spoken of last. @param answer what the other side said meanwhile */
    void goesOn(Datagram answer, Exchange exchange, int messageId, int first, Bytes clear) {
        Bytes text = Bytes.of(answer.payload());
        iv = iv.behind(text.slice(Header.SIZE, text.length()));
        other.received(sealed(exchange, messageId, first, clear));
    }

    /** What this peer might say next in a quick mode of the other side's. */
    Datagram next(QuickExchange quick, Payload payload) {
        iv = quick.chain;
        return sealed(
                Exchange.QUICK, quick.messageId, payload.type().number(), KeyedPeerTest.generic(0, payload.body()));
    }

    Datagram datagram(Exchange exchange, int messageId, int first, Bytes clear) {
        iv = cryptography.exchangeIv(chain, messageId);
        return sealed(exchange, messageId, first, clear);
    }

    private Datagram sealed(Exchange exchange, int messageId, int first, Bytes clear) {
        Bytes text = encrypted(iv, clear);
        iv = text.length() == 0 ? iv : iv.behind(text);
        ByteBuffer datagram = ByteBuffer.allocate(Header.SIZE + text.length());
        datagram.putLong(sa.initiator.value()).putLong(sa.responder.value());
        datagram.put((byte) first)
                .put((byte) VERSION)
                .put((byte) exchange.number())
                .put((byte) ENCRYPTED);
        datagram.putInt(messageId).putInt(Header.SIZE + text.length()).put(text.toArray());
        return new Datagram(
                other.address(), sa.path.remotePort(), own.address(), sa.path.localPort(), datagram.array());
    }

    private Bytes encrypted(IvChain before, Bytes clear) {
        if (clear.length() == 0) {
            return Bytes.EMPTY;
        }
        CipherTransform cipher = (CipherTransform) own.simulation
                .transforms
                .ikev1(TransformKind.ENCRYPTION, established.agreement().suite().cipher())
                .orElseThrow()
                .transform();
        try {
            return MessageCipher.encrypt(cipher, established.keyring().cipherKey(), before, clear);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
