// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;

/**
 * What happens to a packet from outside:
 *
 * <ol>
 *   <li>it is a whole IPv4 packet, and no fragment
 *   <li>its destination, protocol and SPI find its SA
 *   <li>the SA checks it against replay, authenticates it and opens it in place
 *   <li>the inner packet is whole and fits the SA's selectors
 *   <li>on a device that carries clear traffic it is classified again: what policy claims is protected anew
 *   <li>it joins the batch for inside
 * </ol>
 *
 * Whatever is wrong ends in a drop with its reason. Owned by one worker.
 */
final class InboundPath {
    private static final int SPI = 4;

    private final DropCounters drops;
    private final OutboundPath outbound;
    private final boolean carriesClear;
    private Surroundings surroundings = Surroundings.NOTHING;
    private long opened;

    InboundPath(DropCounters drops, OutboundPath outbound, boolean carriesClear) {
        this.drops = drops;
        this.outbound = outbound;
        this.carriesClear = carriesClear;
    }

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
    }

    /** Packets opened so far. */
    long opened() {
        return opened;
    }

    /** Takes a packet to one of the batches, or drops it. */
    void process(Packet packet, PacketBatch toInside, PacketBatch toOutside) {
        DropReason reason = judge(packet);
        if (reason != DropReason.NONE) {
            drops.count(reason);
        } else if (carriesClear && isClaimed(packet)) {
            outbound.process(packet, toOutside); // a spoke's packet for another spoke
        } else {
            toInside.add(packet);
        }
    }

    private boolean isClaimed(Packet packet) {
        byte[] buffer = packet.buffer();
        return !surroundings
                .policies()
                .outbound(Ipv4Header.source(buffer, packet.offset()), Ipv4Header.destination(buffer, packet.offset()))
                .isBypass();
    }

    private DropReason judge(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (!Ipv4Header.isValid(buffer, offset, packet.length())) {
            return DropReason.MALFORMED;
        }
        packet.length(Ipv4Header.totalLength(buffer, offset));
        int number = Ipv4Header.protocol(buffer, offset);
        PacketProtocol protocol = surroundings.protocols().byNumber(number);
        if (protocol == null) {
            return isIpsec(number) ? DropReason.NO_PROTOCOL : judgeClear(buffer, offset);
        }
        if (Ipv4Header.isFragment(buffer, offset)) {
            return DropReason.OUTER_FRAGMENT; // RFC 4303, 3.4.1: reassembly comes before ESP
        }
        int header = offset + Ipv4Header.headerLength(buffer, offset) + protocol.spiOffset();
        if (header + SPI > packet.limit()) {
            return DropReason.TRUNCATED;
        }
        InboundSa sa = surroundings
                .associations()
                .inbound(Ipv4Header.destination(buffer, offset), number, BigEndian.i32(buffer, header));
        return sa == null ? DropReason.UNKNOWN_SPI : open(packet, protocol, sa);
    }

    private static boolean isIpsec(int number) {
        return number == IpProtocol.ESP || number == IpProtocol.AH;
    }

    private DropReason judgeClear(byte[] buffer, int offset) {
        boolean forbidden = !carriesClear
                || surroundings
                        .policies()
                        .mustBeProtected(Ipv4Header.source(buffer, offset), Ipv4Header.destination(buffer, offset));
        return forbidden ? DropReason.CLEAR_TEXT : DropReason.NONE;
    }

    private DropReason open(Packet packet, PacketProtocol protocol, InboundSa sa) {
        DropReason reason;
        try {
            reason = protocol.open(packet, sa);
        } catch (RuntimeException | Error e) { // a bundle that leaves, or is faulty, costs its own packets only
            sa.context().reopen(surroundings.transforms());
            reason = DropReason.PROVIDER_FAILED;
        }
        if (reason == DropReason.NONE) {
            reason = admit(packet, sa);
        }
        if (reason == DropReason.NONE) {
            sa.counters().passed(packet.length());
            opened++;
        } else {
            sa.counters().failed();
        }
        return reason;
    }

    private static DropReason admit(Packet packet, InboundSa sa) {
        byte[] buffer = packet.buffer();
        int inner = packet.offset();
        if (!Ipv4Header.isValid(buffer, inner, packet.length())) {
            return DropReason.MALFORMED;
        }
        packet.length(Ipv4Header.totalLength(buffer, inner));
        boolean fits = sa.parameters()
                .selector()
                .matches(Ipv4Header.source(buffer, inner), Ipv4Header.destination(buffer, inner));
        return fits ? DropReason.NONE : DropReason.SELECTOR_MISMATCH;
    }
}
