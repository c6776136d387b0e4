// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import java.util.Optional;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.IdPayload;
import org.sallyport.ikev1.message.IdType;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.settings.Identity;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** The identities of quick mode, between which networks packets shall flow (RFC 2409, 5.5; RFC 2407, 4.6.2). */
public final class FlowIds {
    private static final int ADDRESS = 4; // bytes
    private static final int BITS = 32;
    private static final int BOTH = 2;

    private FlowIds() {}

    /** A network as it stands in a message: a host by its address, anything else with its mask. */
    public static IdPayload payload(Ipv4Prefix network) {
        return network.length() == BITS
                ? IdPayload.of(IdType.IPV4_ADDR, Identity.octets(network.address()))
                : IdPayload.of(
                        IdType.IPV4_ADDR_SUBNET,
                        Bytes.concat(Identity.octets(network.address()), Identity.octets(network.mask())));
    }

    /**
     * What a message says about the flow, from its initiator's end to its responder's.
     *
     * @param ids IDci and IDcr, or none: then the ends of the ISAKMP SA itself (RFC 2409, 5.5)
     */
    public static TrafficSelector flow(List<IdPayload> ids, Ipv4Address initiator, Ipv4Address responder)
            throws PeerException {
        if (ids.isEmpty()) {
            return new TrafficSelector(Ipv4Prefix.host(initiator), Ipv4Prefix.host(responder));
        }
        if (ids.size() != BOTH) {
            throw invalid("quick mode with " + ids.size() + " identities");
        }
        return new TrafficSelector(network(ids.get(0)), network(ids.get(1)));
    }

    private static Ipv4Prefix network(IdPayload id) throws PeerException {
        if (id.protocol() != 0 || id.port() != 0) {
            throw invalid("flows of single protocols or ports are not protected here: " + id.words());
        }
        Optional<Ipv4Prefix> network = switch (id.idType()) {
            case IPV4_ADDR -> Optional.of(Ipv4Prefix.host(address(id.data(), 0)));
            case IPV4_ADDR_SUBNET -> subnet(address(id.data(), 0), address(id.data(), ADDRESS));
            case IPV4_ADDR_RANGE -> range(address(id.data(), 0), address(id.data(), ADDRESS));
            default -> Optional.empty();
        };
        return network.orElseThrow(() -> invalid("no network: " + id.words()));
    }

    private static Optional<Ipv4Prefix> subnet(Ipv4Address address, Ipv4Address mask) {
        int length = Integer.numberOfLeadingZeros(~mask.value());
        boolean contiguous = Ipv4Prefix.mask(length) == mask.value();
        boolean hostBits = (address.value() & ~mask.value()) != 0;
        return contiguous && !hostBits ? Optional.of(new Ipv4Prefix(address, length)) : Optional.empty();
    }

    /** A range, if it is a network in other words. */
    private static Optional<Ipv4Prefix> range(Ipv4Address first, Ipv4Address last) {
        return subnet(first, new Ipv4Address(~(first.value() ^ last.value())));
    }

    private static Ipv4Address address(Bytes data, int at) {
        return new Ipv4Address(
                data.at(at) << 24 | data.at(at + 1) << 16 | data.at(at + 2) << 8 | data.at(at + ADDRESS - 1));
    }

    private static PeerException invalid(String detail) {
        return new PeerException(Notify.INVALID_ID_INFORMATION, detail);
    }
}
