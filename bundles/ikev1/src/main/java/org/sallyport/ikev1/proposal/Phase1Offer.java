// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Proposal;
import org.sallyport.ikev1.message.ProposedTransform;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.message.SaPayload;

/**
 * The suites that one side of phase 1 would take, in its order of preference.
 *
 * @param proposalNumber as the peer counts, for the answer
 */
public record Phase1Offer(int proposalNumber, List<Reading<Phase1Suite>> suites) {
    public Phase1Offer {
        suites = List.copyOf(suites);
    }

    /** What to send: one proposal, one transform a suite (RFC 2409, 5), counted from 1. */
    public static SaPayload payload(List<Phase1Suite> suites) {
        List<ProposedTransform> transforms = new ArrayList<>();
        for (Phase1Suite suite : suites) {
            transforms.add(suite.transform(transforms.size() + 1));
        }
        return SaPayload.of(List.of(new Proposal(1, Protocol.ISAKMP, Bytes.EMPTY, transforms)));
    }

    /** @throws PeerException if it is no offer of phase 1; a transform that makes no sense is a {@link Reading#fault} */
    public static Phase1Offer read(SaPayload payload) throws PeerException {
        // RFC 2409, 5.3 and 5.4 offer transforms of one proposal: there is only one protocol to be agreed on.
        if (payload.proposals().size() != 1) {
            throw new PeerException(
                    Notify.BAD_PROPOSAL_SYNTAX, payload.proposals().size() + " proposals in phase 1");
        }
        Proposal proposal = payload.proposals().get(0);
        if (proposal.protocol() != Protocol.ISAKMP) {
            throw new PeerException(Notify.INVALID_PROTOCOL_ID, "phase 1 for " + proposal.protocol());
        }
        return new Phase1Offer(
                proposal.number(),
                proposal.transforms().stream()
                        .map(transform -> Reading.of(transform, Phase1Suite::of))
                        .toList());
    }

    /** The answer of who takes one of them: that transform as it came, and nothing else (RFC 2408, 4.2). */
    public SaPayload answer(Reading<Phase1Suite> chosen) {
        return SaPayload.of(
                List.of(new Proposal(proposalNumber, Protocol.ISAKMP, Bytes.EMPTY, List.of(chosen.transform()))));
    }
}
