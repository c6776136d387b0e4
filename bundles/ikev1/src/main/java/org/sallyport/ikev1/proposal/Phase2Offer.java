// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Proposal;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.message.SaPayload;

/** What one side of quick mode would take, in its order of preference. */
public record Phase2Offer(List<Choice> choices) {
    public Phase2Offer {
        choices = List.copyOf(choices);
    }

    /**
     * Protocols that belong together: all of them, or another choice.
     *
     * @param number as its sender counts
     */
    public record Choice(int number, List<Part> parts) {
        public Choice {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One protocol of a choice, with alternatives in order of preference.
     *
     * @param spi that its sender wants to be reached under
     */
    public record Part(Protocol protocol, Bytes spi, List<Reading<Phase2Suite>> suites) {
        public Part {
            suites = List.copyOf(suites);
        }
    }

    /**
     * One protocol as it was chosen, or as one side offers it.
     *
     * @param spi that this side wants to be reached under
     */
    public record Chosen(Phase2Suite suite, Bytes spi) {}

    /** What to send: for each choice its protocols, of which each has one transform. */
    public static SaPayload payload(List<List<Chosen>> choices) {
        List<Proposal> proposals = new ArrayList<>();
        int number = 0;
        for (List<Chosen> choice : choices) {
            number++;
            for (Chosen part : choice) {
                var transforms = List.of(part.suite().proposed(1));
                proposals.add(new Proposal(number, part.suite().protocol(), part.spi(), transforms));
            }
        }
        return SaPayload.of(proposals);
    }

    /** @throws PeerException if it is no offer of phase 2; a transform that makes no sense is a {@link Reading#fault} */
    public static Phase2Offer read(SaPayload payload) throws PeerException {
        List<Choice> choices = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < payload.proposals().size(); i++) {
            Proposal proposal = payload.proposals().get(i);
            add(parts, proposal);
            boolean ends = i + 1 == payload.proposals().size()
                    || payload.proposals().get(i + 1).number() != proposal.number();
            if (ends) {
                choices.add(new Choice(proposal.number(), parts));
                parts.clear();
            }
        }
        return new Phase2Offer(choices);
    }

    private static void add(List<Part> parts, Proposal proposal) throws PeerException {
        Protocol protocol = proposal.protocol();
        if (protocol == Protocol.ISAKMP || protocol == Protocol.NONE) {
            throw new PeerException(Notify.INVALID_PROTOCOL_ID, "phase 2 for " + protocol);
        }
        if (parts.stream().anyMatch(part -> part.protocol() == protocol)) {
            throw new PeerException(Notify.BAD_PROPOSAL_SYNTAX, protocol + " twice in proposal " + proposal.number());
        }
        parts.add(new Part(
                protocol,
                proposal.spi(),
                proposal.transforms().stream()
                        .map(transform -> Reading.of(transform, each -> Phase2Suite.of(protocol, each)))
                        .toList()));
    }

    /** A part of a choice that is taken: the transform as it came, and the SPI of who takes it. */
    public record Taken(Protocol protocol, Bytes spi, Reading<Phase2Suite> as) {}

    /** The answer of who takes a choice: each protocol of it with one transform (RFC 2408, 4.2). */
    public static SaPayload answer(Choice choice, List<Taken> parts) {
        return SaPayload.of(parts.stream()
                .map(part -> new Proposal(
                        choice.number(),
                        part.protocol(),
                        part.spi(),
                        List.of(part.as().transform())))
                .toList());
    }
}
