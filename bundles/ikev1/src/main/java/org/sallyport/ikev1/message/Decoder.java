// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a peer's messages. What comes out has sound lengths and numbers that are known or may be skipped; whether it may
 * come now, {@link MessageRule} says. Immutable and thread-safe.
 *
 * <p>{@link #envelope} looks at the header; then the body is decrypted, if need be, and {@link #message} reads it.
 */
public final class Decoder {
    /** Nobody sends more; strangers could. */
    public static final int MAX_PAYLOADS = 100;

    /** Padding of messages in clear to a multiple of four bytes, which some peers do. */
    private static final int MAX_CLEAR_PADDING = 3;

    static final int ATTRIBUTE_BASIC = 0x8000;

    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int NIBBLE = 4;
    private static final int VERSION_AT = 17;
    /** The exchange that begins version 2. */
    private static final int IKE_SA_INIT = 34;

    private static final int OLD_NAT_D = 15;
    private static final int FIRST_PRIVATE_PAYLOAD = 128;

    /** RFC 2408, 3.1 and 3.2: reserved fields and flags are zero. Garbage from a wrong key seldom gets past that. */
    public static final Decoder STRICT = new Decoder(true);

    /** Does not look at reserved fields and flags. */
    public static final Decoder LIBERAL = new Decoder(false);

    private final boolean strict;

    private Decoder(boolean strict) {
        this.strict = strict;
    }

    /** Reads an SA payload without its generic header. */
    public SaPayload offer(Bytes body) throws PeerException {
        return new SaReader(this).read(body);
    }

    /**
     * Reads a datagram's header.
     *
     * @param datagram without the non-ESP marker of port 4500
     */
    public Envelope envelope(Bytes datagram) throws PeerException {
        var reader = new Reader(datagram, "the header");
        var initiator = new Cookie(reader.byte8());
        var responder = new Cookie(reader.byte8());
        int first = reader.byte1();
        version(reader.byte1());
        Exchange exchange = exchange(reader.byte1());
        int flags = flags(reader.byte1());
        int messageId = reader.byte4();
        long length = reader.byte4() & 0xFFFF_FFFFL;
        if (length < Header.SIZE || length > datagram.length()) {
            throw malformed("the header gives a length of " + length + " in a datagram of " + datagram.length());
        }
        Bytes body = reader.bytes((int) length - Header.SIZE);
        // Old clients append 16 zeros to the message; anything else behind it is no part of it either.
        if (strict && !reader.onlyZerosLeft()) {
            throw malformed("something stands behind the message");
        }
        var header = new Header(
                initiator,
                responder,
                exchange,
                (flags & Encoder.FLAG_ENCRYPTED) != 0,
                (flags & Encoder.FLAG_COMMIT) != 0,
                messageId);
        var envelope = new Envelope(header, first, body);
        HeaderRules.check(envelope);
        return envelope;
    }

    /** Whether a datagram is the first message of IKE version 2: its header has the same form (RFC 7296, 3.1). */
    public static boolean opensVersion2(Bytes datagram) {
        return datagram.length() >= Header.SIZE
                && datagram.slice(Cookie.SIZE, 2 * Cookie.SIZE).isZero()
                && datagram.at(VERSION_AT) >> NIBBLE == 2
                && datagram.at(VERSION_AT + 1) == IKE_SA_INIT;
    }

    private static void version(int version) throws PeerException {
        if (version >> NIBBLE != MAJOR) {
            throw new PeerException(Notify.INVALID_MAJOR_VERSION, "major version " + (version >> NIBBLE));
        }
        // RFC 2408, 3.1: "Implementations SHOULD never accept packets with a minor version number larger than its own"
        int minor = version & (1 << NIBBLE) - 1;
        if (minor > MINOR) {
            throw new PeerException(Notify.INVALID_MINOR_VERSION, "minor version " + minor);
        }
    }

    private static Exchange exchange(int number) throws PeerException {
        return Exchange.of(number)
                .orElseThrow(() -> new PeerException(Notify.INVALID_EXCHANGE_TYPE, "exchange type " + number));
    }

    private int flags(int flags) throws PeerException {
        if (strict && (flags & ~(Encoder.FLAG_ENCRYPTED | Encoder.FLAG_COMMIT)) != 0) {
            throw new PeerException(Notify.INVALID_FLAGS, "flags " + flags);
        }
        return flags;
    }

    /**
     * Reads the payloads of a message.
     *
     * @param clear the envelope's body: as it came, or decrypted, with whatever padding
     */
    public Message message(Envelope envelope, Bytes clear) throws PeerException {
        var reader = new Reader(clear, "a payload");
        var payloads = new ArrayList<Payload>();
        int next = envelope.first();
        while (next != PayloadType.NONE) {
            if (payloads.size() == MAX_PAYLOADS) {
                throw malformed("more than " + MAX_PAYLOADS + " payloads");
            }
            int type = next;
            next = reader.byte1();
            reserved(reader.byte1(), "a generic header");
            int length = reader.byte2();
            payloads.add(payload(type, reader.bytes(length - Encoder.GENERIC)));
        }
        boolean padded = envelope.header().encrypted() && !envelope.isFragment();
        if (!padded && strict && (reader.left() > MAX_CLEAR_PADDING || !reader.onlyZerosLeft())) {
            throw malformed(reader.left() + " bytes behind the last payload");
        }
        return new Message(envelope.header(), payloads, clear.slice(0, clear.length() - reader.left()));
    }

    /** Reads the piece of a message in an envelope that has one. */
    public FragmentPayload fragment(Envelope envelope) throws PeerException {
        List<Payload> payloads = message(envelope, envelope.body()).payloads();
        if (payloads.size() != 1 || !(payloads.get(0) instanceof FragmentPayload fragment)) {
            throw malformed("a fragment is not alone in its message");
        }
        return fragment;
    }

    void reserved(int value, String where) throws PeerException {
        if (strict && value != 0) {
            throw malformed("a reserved field of " + where + " is " + value);
        }
    }

    private Payload payload(int number, Bytes body) throws PeerException {
        PayloadType type = PayloadType.of(number).orElse(PayloadType.SKIPPED);
        return switch (type) {
            case SA -> new SaReader(this).read(body);
            case KEY_EXCHANGE -> PayloadReader.keyExchange(body);
            case ID -> PayloadReader.id(body);
            case CERTIFICATE -> PayloadReader.certificate(body);
            case CERTIFICATE_REQUEST -> PayloadReader.certificateRequest(body);
            case HASH -> PayloadReader.hash(body);
            case SIGNATURE -> PayloadReader.signature(body);
            case NONCE -> PayloadReader.nonce(body);
            case NOTIFY -> PayloadReader.notification(body);
            case DELETE -> PayloadReader.delete(body);
            case VENDOR_ID -> PayloadReader.vendorId(body);
            case NAT_D, NAT_D_DRAFT -> PayloadReader.natDiscovery(body, type == PayloadType.NAT_D_DRAFT);
            case NAT_OA, NAT_OA_DRAFT -> natOriginalAddress(body, type == PayloadType.NAT_OA_DRAFT);
            case FRAGMENT -> PayloadReader.fragment(body);
            case ATTRIBUTES -> new SkippedPayload(number, body);
            case SKIPPED -> skipped(number, body);
            case PROPOSAL, TRANSFORM -> throw invalid(number);
        };
    }

    private Payload natOriginalAddress(Bytes body, boolean draft) throws PeerException {
        var reader = new Reader(body, "NAT-OA");
        int type = reader.byte1();
        reserved(reader.byte1() | reader.byte2(), "NAT-OA");
        return PayloadReader.natOriginalAddress(type, reader.rest(), draft);
    }

    /** Old peers send NAT-D as 15, a number of somebody else's now; whatever is private may be anything. */
    private static Payload skipped(int number, Bytes body) throws PeerException {
        if (number != OLD_NAT_D && number < FIRST_PRIVATE_PAYLOAD) {
            throw invalid(number);
        }
        return new SkippedPayload(number, body);
    }

    private static PeerException invalid(int number) {
        return new PeerException(Notify.INVALID_PAYLOAD_TYPE, "payload type " + number);
    }

    static PeerException malformed(String detail) {
        return new PeerException(Notify.PAYLOAD_MALFORMED, detail);
    }
}
