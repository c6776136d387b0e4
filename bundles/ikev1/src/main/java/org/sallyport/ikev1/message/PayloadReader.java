// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.List;

/** Reads the bodies of all payloads but SA. Each length has a bound. Pure functions. */
final class PayloadReader {
    /** A group of 8,192 bits (RFC 3526, 7), the largest there is. */
    static final int MAX_KEY_EXCHANGE = 1024;

    /** SHA-512. */
    static final int MAX_HASH = 64;

    /** RSA with 16,384 bits. */
    static final int MAX_SIGNATURE = 2048;

    /** Names have 255 (RFC 1035, 2.3.4), distinguished names somewhat more. */
    static final int MAX_IDENTITY = 1024;

    static final int MAX_AUTHORITY = 4096;

    static final int MAX_CERTIFICATE = 32_768;

    static final int MAX_VENDOR_ID = 1024;

    /** More than one message can tell of a usual number of SAs; the rest comes in another one. */
    static final int MAX_SPIS = 1000;

    /** Both cookies. */
    static final int MAX_SPI = 2 * Cookie.SIZE;

    private static final int IPSEC_SPI = 4;
    private static final int CPI = 2;

    private PayloadReader() {}

    static Payload keyExchange(Bytes body) throws PeerException {
        within(body, 1, MAX_KEY_EXCHANGE, Notify.INVALID_KEY_INFORMATION);
        return new KeyExchangePayload(body);
    }

    static Payload hash(Bytes body) throws PeerException {
        within(body, 1, MAX_HASH, Notify.INVALID_HASH_INFORMATION);
        return new HashPayload(body);
    }

    static Payload signature(Bytes body) throws PeerException {
        within(body, 1, MAX_SIGNATURE, Notify.INVALID_SIGNATURE);
        return new SignaturePayload(body);
    }

    static Payload nonce(Bytes body) throws PeerException {
        within(body, NoncePayload.SHORTEST, NoncePayload.LONGEST, Notify.PAYLOAD_MALFORMED);
        return new NoncePayload(body);
    }

    static Payload vendorId(Bytes body) throws PeerException {
        within(body, 0, MAX_VENDOR_ID, Notify.PAYLOAD_MALFORMED);
        return new VendorIdPayload(body);
    }

    static Payload natDiscovery(Bytes body, boolean draft) throws PeerException {
        within(body, 1, MAX_HASH, Notify.PAYLOAD_MALFORMED);
        return new NatDiscoveryPayload(body, draft);
    }

    static Payload natOriginalAddress(int type, Bytes address, boolean draft) throws PeerException {
        IdType idType = IdType.of(type)
                .filter(each -> each == IdType.IPV4_ADDR || each == IdType.IPV6_ADDR)
                .filter(each -> each.takes(address.length()))
                .orElseThrow(() -> Decoder.malformed("NAT-OA of type " + type));
        return new NatOriginalAddressPayload(idType, address, draft);
    }

    static Payload id(Bytes body) throws PeerException {
        var reader = new Reader(body, "an identity");
        int number = reader.byte1();
        int protocol = reader.byte1();
        int port = reader.byte2();
        Bytes data = reader.rest();
        IdType type = IdType.of(number)
                .orElseThrow(() -> new PeerException(Notify.INVALID_ID_INFORMATION, "identity of type " + number));
        if (!type.takes(data.length()) || data.length() > MAX_IDENTITY) {
            throw new PeerException(
                    Notify.INVALID_ID_INFORMATION, "identity of type " + type + " with " + data.length() + " bytes");
        }
        return new IdPayload(type, protocol, port, data);
    }

    static Payload certificate(Bytes body) throws PeerException {
        within(body, 2, MAX_CERTIFICATE, Notify.INVALID_CERTIFICATE);
        return new CertificatePayload(body.at(0), body.slice(1, body.length()));
    }

    static Payload certificateRequest(Bytes body) throws PeerException {
        within(body, 1, MAX_AUTHORITY, Notify.INVALID_CERT_AUTHORITY);
        return new CertificateRequestPayload(body.at(0), body.slice(1, body.length()));
    }

    static Payload notification(Bytes body) throws PeerException {
        var reader = new Reader(body, "a notification");
        int doi = doi(reader.byte4());
        Protocol protocol = protocol(reader.byte1());
        int spiSize = reader.byte1();
        int type = reader.byte2();
        if (spiSize > MAX_SPI) {
            throw new PeerException(Notify.INVALID_SPI, "a notification with an SPI of " + spiSize + " bytes");
        }
        return new NotifyPayload(doi, protocol, reader.bytes(spiSize), type, reader.rest());
    }

    static Payload delete(Bytes body) throws PeerException {
        var reader = new Reader(body, "a delete");
        doi(reader.byte4());
        Protocol protocol = protocol(reader.byte1());
        int size = reader.byte1();
        int count = reader.byte2();
        if (!takes(protocol, size)) {
            throw new PeerException(
                    Notify.INVALID_SPI, "a delete of " + protocol + " with an SPI of " + size + " bytes");
        }
        if (count < 1 || count > (protocol == Protocol.ISAKMP ? 1 : MAX_SPIS)) {
            throw Decoder.malformed("a delete of " + count + " SPIs");
        }
        if (reader.left() != size * count) {
            throw Decoder.malformed("a delete of " + count + " SPIs has " + reader.left() + " bytes of them");
        }
        List<Bytes> spis = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            spis.add(reader.bytes(size));
        }
        return new DeletePayload(protocol, spis);
    }

    /** Whether an SPI of that many bytes names an SA of that protocol. */
    static boolean takes(Protocol protocol, int size) {
        return switch (protocol) {
            case NONE -> false;
            case ISAKMP -> size == MAX_SPI;
            case AH, ESP -> size == IPSEC_SPI;
            case IPCOMP -> size == CPI || size == IPSEC_SPI;
        };
    }

    static Payload fragment(Bytes body) throws PeerException {
        var reader = new Reader(body, "a fragment");
        int id = reader.byte2();
        int number = reader.byte1();
        int flags = reader.byte1();
        if (number == 0) {
            throw Decoder.malformed("fragment number 0");
        }
        if (reader.left() == 0) {
            throw Decoder.malformed("an empty fragment");
        }
        return new FragmentPayload(id, number, (flags & 1) != 0, reader.rest());
    }

    /** RFC 2408, 3.14: 0 is ISAKMP itself. */
    private static int doi(int doi) throws PeerException {
        if (doi != 0 && doi != Encoder.DOI_IPSEC) {
            throw new PeerException(Notify.DOI_NOT_SUPPORTED, "DOI " + Integer.toUnsignedString(doi));
        }
        return doi;
    }

    static Protocol protocol(int number) throws PeerException {
        return Protocol.of(number)
                .orElseThrow(() -> new PeerException(Notify.INVALID_PROTOCOL_ID, "protocol " + number));
    }

    private static void within(Bytes body, int shortest, int longest, Notify otherwise) throws PeerException {
        if (body.length() < shortest || body.length() > longest) {
            throw new PeerException(
                    otherwise,
                    "a payload of " + body.length() + " bytes, and " + shortest + " to " + longest + " may be");
        }
    }
}
