// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an offer: its frame, and attributes as they are. What their values mean, and whether they fit each other, is for
 * whoever compares offers: one transform that nobody understands does not spoil its neighbours.
 */
final class SaReader {
    /** As many as the number field of one proposal can count; of all proposals together. */
    static final int MAX_TRANSFORMS = 255;

    static final int MAX_PROPOSALS = 100;

    static final int MAX_ATTRIBUTES = 32;

    /** A prime of 8,192 bits, of a group that is refused later. */
    static final int MAX_ATTRIBUTE = 1024;

    /** RFC 2406, 2.1 and RFC 2402, 2.4: values to 255 are reserved. */
    private static final int FIRST_SPI = 256;

    private final Decoder decoder;

    SaReader(Decoder decoder) {
        this.decoder = decoder;
    }

    SaPayload read(Bytes body) throws PeerException {
        var reader = new Reader(body, "an SA payload");
        int doi = reader.byte4();
        if (doi != Encoder.DOI_IPSEC) {
            throw new PeerException(Notify.DOI_NOT_SUPPORTED, "DOI " + Integer.toUnsignedString(doi));
        }
        int situation = reader.byte4();
        if (situation != Encoder.SIT_IDENTITY_ONLY) {
            throw new PeerException(Notify.SITUATION_NOT_SUPPORTED, "situation " + Integer.toUnsignedString(situation));
        }
        return new SaPayload(proposals(reader), body);
    }

    private List<Proposal> proposals(Reader reader) throws PeerException {
        List<Proposal> proposals = new ArrayList<>();
        int transforms = 0;
        boolean more = true;
        while (more) {
            more = follows(reader.byte1(), PayloadType.PROPOSAL);
            Proposal proposal = proposal(part(reader, "a proposal"));
            transforms += proposal.transforms().size();
            // RFC 2408, 4.2: proposals have increasing numbers, and the same number means AND.
            if (!proposals.isEmpty()
                    && proposal.number() < proposals.get(proposals.size() - 1).number()) {
                throw syntax("proposal " + proposal.number() + " stands behind a greater one");
            }
            if (proposals.size() == MAX_PROPOSALS || transforms > MAX_TRANSFORMS) {
                throw syntax("more than " + MAX_PROPOSALS + " proposals or " + MAX_TRANSFORMS + " transforms");
            }
            proposals.add(proposal);
        }
        if (reader.left() > 0) {
            throw syntax("bytes behind the last proposal");
        }
        return proposals;
    }

    private static boolean follows(int next, PayloadType type) throws PeerException {
        if (next != PayloadType.NONE && next != type.number()) {
            throw syntax("payload type " + next + " in the place of a " + type);
        }
        return next != PayloadType.NONE;
    }

    private Reader part(Reader reader, String what) throws PeerException {
        decoder.reserved(reader.byte1(), what);
        return reader.part(reader.byte2() - Encoder.GENERIC, what);
    }

    private Proposal proposal(Reader reader) throws PeerException {
        int number = reader.byte1();
        Protocol protocol = PayloadReader.protocol(reader.byte1());
        int spiSize = reader.byte1();
        int count = reader.byte1();
        Bytes spi = reader.bytes(spiSize);
        checkSpi(protocol, spi);
        List<ProposedTransform> transforms = new ArrayList<>();
        boolean more = count > 0;
        while (more) {
            more = follows(reader.byte1(), PayloadType.TRANSFORM);
            transforms.add(transform(part(reader, "a transform")));
        }
        if (transforms.isEmpty() || transforms.size() != count || reader.left() > 0) {
            throw syntax("proposal " + number + " says that it has " + count + " transforms, and has another number");
        }
        return new Proposal(number, protocol, spi, transforms);
    }

    private static void checkSpi(Protocol protocol, Bytes spi) throws PeerException {
        // RFC 2408, 3.5: in phase 1 the cookies are the SPI, and one that is given "MUST be ignored".
        boolean sound = protocol == Protocol.ISAKMP
                ? spi.length() <= PayloadReader.MAX_SPI
                : PayloadReader.takes(protocol, spi.length());
        if (!sound) {
            throw new PeerException(
                    Notify.INVALID_SPI, "a proposal of " + protocol + " with an SPI of " + spi.length() + " bytes");
        }
        if ((protocol == Protocol.ESP || protocol == Protocol.AH) && reserved(spi)) {
            throw new PeerException(Notify.INVALID_SPI, "a proposal of " + protocol + " with a reserved SPI");
        }
    }

    private static boolean reserved(Bytes spi) {
        long value = 0;
        for (int i = 0; i < spi.length(); i++) {
            value = value << Byte.SIZE | spi.at(i);
        }
        return value < FIRST_SPI;
    }

    private ProposedTransform transform(Reader reader) throws PeerException {
        int number = reader.byte1();
        int id = reader.byte1();
        decoder.reserved(reader.byte2(), "a transform");
        List<Attribute> attributes = new ArrayList<>();
        while (reader.left() > 0) {
            if (attributes.size() == MAX_ATTRIBUTES) {
                throw syntax("a transform with more than " + MAX_ATTRIBUTES + " attributes");
            }
            attributes.add(attribute(reader));
        }
        return new ProposedTransform(number, id, attributes);
    }

    static Attribute attribute(Reader reader) throws PeerException {
        int start = reader.byte2();
        int type = start & ~Decoder.ATTRIBUTE_BASIC;
        if (type != start) {
            return new Attribute(type, true, reader.bytes(2));
        }
        int length = reader.byte2();
        if (length == 0 || length > MAX_ATTRIBUTE) {
            throw syntax("attribute " + type + " has " + length + " bytes");
        }
        return new Attribute(type, false, reader.bytes(length));
    }

    private static PeerException syntax(String detail) {
        return new PeerException(Notify.BAD_PROPOSAL_SYNTAX, detail);
    }
}
