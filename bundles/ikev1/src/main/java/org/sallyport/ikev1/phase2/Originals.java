// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.message.NatOriginalAddressPayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.phase1.Abilities.NatVersion;
import org.sallyport.ikev1.phase1.Nat;
import org.sallyport.ikev1.proposal.Encapsulation;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * The ends of a flow in transport mode that passes a NAT: both sides call them differently, and tell each other how (RFC 3947, 5.2). Its
 * packets have, on each side, the addresses that this side sees. Pure functions.
 */
final class Originals {
    private static final int ADDRESS = 4;

    private Originals() {}

    /** What this side sees, for the peer: the initiator's address and the responder's; nothing where no NAT is in transport mode's way. */
    static List<Payload> payloads(Stream<Encapsulation> used, QuickContext context) {
        if (used.noneMatch(Encapsulation::isTransportInUdp)) {
            return List.of();
        }
        boolean draft = context.established()
                .nat()
                .version()
                .filter(NatVersion::isDraft)
                .isPresent();
        return draft // they know the sender's own address only
                ? List.of(payload(context.path().local(), true))
                : List.of(payload(initiator(context), false), payload(responder(context), false));
    }

    private static Payload payload(Ipv4Address address, boolean draft) {
        return new NatOriginalAddressPayload(IdType.IPV4_ADDR, Identity.octets(address), draft);
    }

    private static Ipv4Address initiator(QuickContext context) {
        return context.initiator() ? context.path().local() : context.path().remote();
    }

    private static Ipv4Address responder(QuickContext context) {
        return context.initiator() ? context.path().remote() : context.path().local();
    }

    /** Whether a peer offers transport mode through a NAT, among others or alone. */
    static boolean areOffered(Phase2Offer offer) {
        return offer.choices().stream()
                .flatMap(choice -> choice.parts().stream())
                .flatMap(part -> part.suites().stream())
                .flatMap(reading -> reading.suite().stream())
                .anyMatch(suite -> suite.encapsulation().isTransportInUdp());
    }

    /**
     * The flow between both ends as this side sees them, if the peer means it.
     *
     * @param message of the peer
     * @param flow that its identities name, from the initiator to the responder
     */
    static Optional<TrafficSelector> ends(Message message, TrafficSelector flow, QuickContext context) {
        Nat nat = context.established().nat();
        if (!nat.found()) {
            return Optional.empty();
        }
        List<Ipv4Address> told = new ArrayList<>();
        for (NatOriginalAddressPayload payload : message.all(NatOriginalAddressPayload.class)) {
            address(payload).ifPresent(told::add);
        }
        boolean one = told.size() == 1; // the drafts'
        Optional<Ipv4Address> initiator =
                one && context.initiator() ? Optional.empty() : told.stream().findFirst();
        Optional<Ipv4Address> responder = one && !context.initiator()
                ? Optional.empty()
                : told.stream().skip(one ? 0 : 1).findFirst();
        return is(flow.source(), initiator(context), initiator) && is(flow.destination(), responder(context), responder)
                ? Optional.of(
                        new TrafficSelector(Ipv4Prefix.host(initiator(context)), Ipv4Prefix.host(responder(context))))
                : Optional.empty();
    }

    private static boolean is(Ipv4Prefix end, Ipv4Address seen, Optional<Ipv4Address> told) {
        return end.equals(Ipv4Prefix.host(seen))
                || told.filter(address -> end.equals(Ipv4Prefix.host(address))).isPresent();
    }

    private static Optional<Ipv4Address> address(NatOriginalAddressPayload payload) {
        Bytes bytes = payload.address();
        return bytes.length() == ADDRESS
                ? Optional.of(new Ipv4Address(bytes.at(0) << 24 | bytes.at(1) << 16 | bytes.at(2) << 8 | bytes.at(3)))
                : Optional.empty();
    }
}
