// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Optional;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.PathMtu;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;

/**
 * The SAs that packets of a flow pass, and how long a packet may be that goes this way; in bytes, and measured anew when the
 * path has changed. Owned by one worker.
 */
final class Way {
    /** Headers of IPv4 and TCP without options: RFC 879, 3. */
    private static final int TCP_HEADERS = 40;

    private static final int SMALLEST_SEGMENT = 28; // what RFC 791's smallest link, of 68 bytes, leaves

    private final OutboundBundle bundle;
    private final PathMtu path;
    private final Surroundings surroundings;
    private final boolean transport;
    private final int flowHash;
    private int measured = -1;
    private int inner;

    Way(OutboundBundle bundle, Surroundings surroundings) {
        this.bundle = bundle;
        this.path = bundle.last().pathMtu();
        this.surroundings = surroundings;
        this.flowHash = bundle.first().parameters().flow().hashCode();
        this.transport = bundle.first().parameters().mode() == Mode.TRANSPORT;
    }

    OutboundBundle bundle() {
        return bundle;
    }

    /** Of the flow that goes this way. */
    int flowHash() {
        return flowHash;
    }

    /** How long an outer packet may be. */
    int outer() {
        return path.outer();
    }

    /** How long a clear packet may be whose header has no options. */
    int inner() {
        int outer = path.outer();
        if (outer != measured) {
            inner = largestInner(outer);
            measured = outer;
        }
        return inner;
    }

    /** Whether the packet, once protected, fits the path. */
    boolean carries(Packet packet) {
        return packet.length() <= (transport ? inner() - options(packet) : inner());
    }

    /** How long this clear packet may be. Transport mode keeps its header, options included. */
    int largest(Packet packet) {
        return transport ? inner() - options(packet) : inner();
    }

    private static int options(Packet packet) {
        return Ipv4Header.headerLength(packet.buffer(), packet.offset()) - Ipv4Header.MIN_LENGTH;
    }

    /** How long a TCP segment's text may be; more than any is where nobody shall limit it. */
    int segment() {
        int most = surroundings.policies().largestSegment();
        return most == 0 ? Integer.MAX_VALUE : Math.min(most, Math.max(SMALLEST_SEGMENT, inner() - TCP_HEADERS));
    }

    /** Whether a clear packet may be cut before it is protected: transport mode protects whole packets only. */
    boolean cutsBefore(Packet packet) {
        return !transport && !Ipv4Header.dontFragment(packet.buffer(), packet.offset());
    }

    /** Whether what a clear packet becomes may be cut. A datagram may not: the other side's NAT would lose its ports. */
    boolean cutsBehind(Packet packet) {
        if (bundle.last().parameters().ends().udp().isPresent()) {
            return false;
        }
        DontFragment rule = bundle.first().parameters().options().dontFragment();
        return !transport && rule == DontFragment.CLEAR
                || (transport || rule == DontFragment.COPY)
                        && !Ipv4Header.dontFragment(packet.buffer(), packet.offset());
    }

    private int largestInner(int outer) {
        OutboundSa around = bundle.around();
        return largestInner(bundle.first(), around == null ? outer : largestInner(around, outer));
    }

    private int largestInner(OutboundSa sa, int outer) {
        PacketProtocol protocol =
                surroundings.protocols().byNumber(sa.parameters().id().protocol());
        Optional<SaSizes> sizes = SaSizes.of(sa.parameters(), surroundings.transforms());
        if (protocol == null || sizes.isEmpty()) {
            return outer; // what is sent now is dropped for that reason
        }
        try {
            return protocol.largestInner(outer, sizes.get());
        } catch (RuntimeException | Error e) { // a bundle that leaves: so do its packets
            return outer;
        }
    }
}
