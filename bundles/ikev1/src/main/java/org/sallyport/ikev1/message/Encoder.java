// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;

/** Writes messages as the RFCs have it: canonical forms, reserved fields 0, no padding. Pure functions. */
public final class Encoder {
    /** IPsec's own domain of interpretation (RFC 2407, 4.1). */
    static final int DOI_IPSEC = 1;

    /** RFC 2407, 4.2.1. */
    static final int SIT_IDENTITY_ONLY = 1;

    /** Version 1.0. */
    static final int VERSION = 0x10;

    /** Bytes of a generic header. */
    static final int GENERIC = 4;

    static final int FLAG_ENCRYPTED = 1;
    static final int FLAG_COMMIT = 2;

    private Encoder() {}

    /** A message in clear. */
    public static byte[] clear(Message message) {
        return datagram(message.header(), first(message.payloads()), message.octets());
    }

    /** A message whose payloads have been encrypted. */
    public static byte[] encrypted(Message message, Bytes ciphertext) {
        if (!message.header().encrypted()) {
            throw new IllegalArgumentException("the header says that nothing is encrypted");
        }
        return datagram(message.header(), first(message.payloads()), ciphertext);
    }

    private static int first(List<Payload> payloads) {
        return payloads.isEmpty() ? PayloadType.NONE : payloads.get(0).number();
    }

    private static byte[] datagram(Header header, int first, Bytes body) {
        var writer = new Writer();
        writer.bytes(header.initiator().bytes());
        writer.bytes(header.responder().bytes());
        writer.byte1(first);
        writer.byte1(VERSION);
        writer.byte1(header.exchange().number());
        writer.byte1((header.encrypted() ? FLAG_ENCRYPTED : 0) | (header.commit() ? FLAG_COMMIT : 0));
        writer.byte4(header.messageId());
        writer.byte4(Header.SIZE + body.length());
        writer.bytes(body);
        return writer.done().toArray();
    }

    /** Payloads with their generic headers. */
    static Bytes payloads(List<Payload> payloads) {
        var writer = new Writer();
        for (int i = 0; i < payloads.size(); i++) {
            int next = i + 1 < payloads.size() ? payloads.get(i + 1).number() : PayloadType.NONE;
            generic(writer, next, payloads.get(i).body());
        }
        return writer.done();
    }

    private static void generic(Writer writer, int next, Bytes body) {
        writer.byte1(next);
        writer.byte1(0);
        writer.byte2(GENERIC + body.length());
        writer.bytes(body);
    }

    static Bytes saBody(List<Proposal> proposals) {
        var writer = new Writer();
        writer.byte4(DOI_IPSEC);
        writer.byte4(SIT_IDENTITY_ONLY);
        for (int i = 0; i < proposals.size(); i++) {
            boolean last = i == proposals.size() - 1;
            generic(writer, last ? PayloadType.NONE : PayloadType.PROPOSAL.number(), proposalBody(proposals.get(i)));
        }
        return writer.done();
    }

    private static Bytes proposalBody(Proposal proposal) {
        var writer = new Writer();
        writer.byte1(proposal.number());
        writer.byte1(proposal.protocol().number());
        writer.byte1(proposal.spi().length());
        writer.byte1(proposal.transforms().size());
        writer.bytes(proposal.spi());
        for (int i = 0; i < proposal.transforms().size(); i++) {
            boolean last = i == proposal.transforms().size() - 1;
            generic(
                    writer,
                    last ? PayloadType.NONE : PayloadType.TRANSFORM.number(),
                    transformBody(proposal.transforms().get(i)));
        }
        return writer.done();
    }

    private static Bytes transformBody(ProposedTransform transform) {
        var writer = new Writer();
        writer.byte1(transform.number());
        writer.byte1(transform.id());
        writer.byte2(0);
        transform.attributes().forEach(attribute -> attribute(writer, attribute));
        return writer.done();
    }

    static void attribute(Writer writer, Attribute attribute) {
        if (attribute.basic()) {
            writer.byte2(Decoder.ATTRIBUTE_BASIC | attribute.type());
        } else {
            writer.byte2(attribute.type());
            writer.byte2(attribute.octets().length());
        }
        writer.bytes(attribute.octets());
    }

    static Bytes notifyBody(NotifyPayload payload) {
        var writer = new Writer();
        writer.byte4(payload.doi());
        writer.byte1(payload.protocol().number());
        writer.byte1(payload.spi().length());
        writer.byte2(payload.notifyType());
        writer.bytes(payload.spi());
        writer.bytes(payload.data());
        return writer.done();
    }

    static Bytes deleteBody(DeletePayload payload) {
        var writer = new Writer();
        writer.byte4(DOI_IPSEC);
        writer.byte1(payload.protocol().number());
        writer.byte1(payload.spis().get(0).length());
        writer.byte2(payload.spis().size());
        payload.spis().forEach(writer::bytes);
        return writer.done();
    }
}
