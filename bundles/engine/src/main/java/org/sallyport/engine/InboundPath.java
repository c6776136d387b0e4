// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundBundle;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.RemoteEnd;
import org.sallyport.ipsec.SaContext;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.Sad;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Shift;

/**
 * What happens to a packet from outside:
 *
 * <ol>
 *   <li>it is a whole IPv4 packet and no fragment, or the payload of a datagram; IKE goes to the mail
 *   <li>its destination, protocol and SPI find its SA
 *   <li>the worker that owns the SA takes it
 *   <li>the SA checks it against replay, authenticates it and opens it in place
 *   <li>2 to 4 again, once, where AH carried ESP; after a datagram, what answers goes to where it came from
 *   <li>the inner packet is whole and fits the SA's selectors; if it opens a TCP connection, its segments are limited
 *   <li>on a device that carries clear traffic it is classified again: what policy claims is protected anew
 *   <li>it leaves inside
 * </ol>
 *
 * What a router on the way says of an SA's packets is heard; it goes no further.
 *
 * Whatever is wrong ends in a drop with its reason. Owned by one worker.
 */
final class InboundPath {
    private static final int SPI = 4;
    private static final int IKE_PORT = 500;
    private static final byte KEEPALIVE = (byte) 0xFF;

    private final Sad sad;
    private final DropCounters drops;
    private final DropMessages messages;
    private final OutboundPath outbound;
    private final PathErrors errors;
    private final BatchTime time;
    private final Ways ways;
    private final Outlet toInside;
    private final Mail mail;
    private final boolean carriesClear;
    private final Crew crew;
    private final int self;
    private final Shift<SaContext> shift;
    private Surroundings surroundings = Surroundings.NOTHING;
    private int sequence; // that the packet in hand came with
    private boolean gone; // the packet in hand is somebody else's now
    private boolean blamed; // an SA counted the failure of the packet in hand
    private long opened;

    InboundPath(Workplace place, Mail mail, OutboundPath outbound) {
        this.sad = place.shared().sad();
        this.drops = sad.drops();
        this.messages = place.messages();
        this.carriesClear = place.device().carriesClear();
        this.crew = place.crew();
        this.self = place.self();
        this.shift = place.shift();
        this.mail = mail;
        this.time = place.time();
        this.ways = place.ways();
        this.outbound = outbound;
        this.errors = new PathErrors(place.shared().ticker(), place.messages());
        this.toInside = place.toInside();
    }

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
        errors.enter(newSurroundings);
    }

    /** Forgets what routers said long ago. */
    void age() {
        errors.age();
    }

    /** Packets opened so far. */
    long opened() {
        return opened;
    }

    /** Sends a packet inside, or outside again, hands it over, or drops it. */
    void process(Packet packet) {
        gone = false;
        blamed = false;
        DropReason reason = packet.isDatagram() ? judgeDatagram(packet) : judgePacket(packet);
        if (reason != DropReason.NONE) {
            drops.count(reason);
            messages.dropped(reason, packet);
        } else if (gone) {
            return;
        } else if (carriesClear && isClaimed(packet)) {
            outbound.process(packet); // a spoke's packet for another spoke
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

    /** ESP in UDP, or IKE; they share a port (RFC 3948, 2). */
    private DropReason judgeDatagram(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        if (packet.localPort() != IKE_PORT && packet.length() == 1 && buffer[offset] == KEEPALIVE) {
            gone = true; // RFC 3948, 2.3: "The receiver SHOULD ignore a received NAT-keepalive packet"
            return DropReason.NONE;
        }
        if (packet.localPort() == IKE_PORT || packet.length() >= SPI && BigEndian.i32(buffer, offset) == 0) {
            gone = true;
            return mail.arrived(packet) ? DropReason.NONE : DropReason.IKE_REFUSED;
        }
        PacketProtocol esp = surroundings.protocols().byNumber(IpProtocol.ESP);
        if (esp == null) {
            return DropReason.NO_PROTOCOL;
        }
        if (packet.length() < SPI) {
            return DropReason.TRUNCATED;
        }
        InboundSa sa = surroundings
                .associations()
                .inbound(packet.localAddress(), IpProtocol.ESP, BigEndian.i32(buffer, offset));
        if (sa == null || !sa.inUdp()) {
            return DropReason.UNKNOWN_SPI;
        }
        if (!isOurs(packet, sa)) {
            return DropReason.NONE;
        }
        DropReason reason = open(packet, offset, esp, sa, null);
        if (reason == DropReason.NONE) {
            follow(packet, sa);
        }
        packet.bare(); // what came out of it
        return reason;
    }

    /** RFC 3947, 7: the last valid packet tells where a peer behind a NAT is now. */
    private void follow(Packet packet, InboundSa sa) {
        OutboundBundle back = sa.locates(sequence)
                ? surroundings.associations().outbound(sa.parameters().flow())
                : null;
        if (back != null && !back.first().remoteEnd().is(packet.remoteAddress(), packet.remotePort())) {
            back.first().move(new RemoteEnd(packet.remoteAddress(), packet.remotePort()));
        }
    }

    private DropReason judgePacket(Packet packet) {
        if (!trim(packet)) {
            return DropReason.MALFORMED;
        }
        int number = Ipv4Header.protocol(packet.buffer(), packet.offset());
        return isIpsec(number)
                ? judgeProtected(packet, number, null)
                : number == IpProtocol.ICMP ? judgeIcmp(packet) : judgeClear(packet);
    }

    /** Cuts off what stands behind the packet. @return whether it is one */
    private static boolean trim(Packet packet) {
        if (!Ipv4Header.isValid(packet.buffer(), packet.offset(), packet.length())) {
            return false;
        }
        packet.length(Ipv4Header.totalLength(packet.buffer(), packet.offset()));
        return true;
    }

    private static boolean isIpsec(int number) {
        return number == IpProtocol.ESP || number == IpProtocol.AH;
    }

    private DropReason judgeIcmp(Packet packet) {
        return errors.learn(packet)
                ? DropReason.PATH_ERROR
                : carriesClear ? judgeClear(packet) : DropReason.UNRELATED_ERROR;
    }

    private DropReason judgeClear(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        boolean forbidden = !carriesClear
                || surroundings
                        .policies()
                        .mustBeProtected(Ipv4Header.source(buffer, offset), Ipv4Header.destination(buffer, offset));
        return forbidden ? DropReason.CLEAR_TEXT : DropReason.NONE;
    }

    /** @param outer the SA that the packet came out of; null if it came from the wire */
    private DropReason judgeProtected(Packet packet, int number, @Nullable InboundSa outer) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        PacketProtocol protocol = surroundings.protocols().byNumber(number);
        if (protocol == null) {
            return DropReason.NO_PROTOCOL;
        }
        if (Ipv4Header.isFragment(buffer, offset)) {
            return DropReason.OUTER_FRAGMENT; // RFC 4303, 3.4.1: reassembly comes before ESP
        }
        int header = offset + Ipv4Header.headerLength(buffer, offset);
        int spi = header + protocol.spiOffset();
        if (spi + SPI > packet.limit()) {
            return DropReason.TRUNCATED;
        }
        InboundSa sa = surroundings
                .associations()
                .inbound(Ipv4Header.destination(buffer, offset), number, BigEndian.i32(buffer, spi));
        if (sa == null || sa.inUdp()) {
            return DropReason.UNKNOWN_SPI;
        }
        return isOurs(packet, sa) ? open(packet, header, protocol, sa, outer) : DropReason.NONE;
    }

    /** Whether this worker owns the SA; if not, its owner gets the packet. */
    private boolean isOurs(Packet packet, InboundSa sa) {
        int owner = crew.owner(sa.flowHash());
        if (owner == self) {
            return true;
        }
        gone = true;
        if (!crew.hand(self, owner, packet, false)) {
            drops.count(DropReason.WORKER_BUSY);
        }
        return false;
    }

    private DropReason open(
            Packet packet, int header, PacketProtocol protocol, InboundSa sa, @Nullable InboundSa outer) {
        DropReason reason = !isBundled(sa, outer)
                ? DropReason.NOT_BUNDLED
                : sa.life().hasEnded(time.nanos()) ? DropReason.LIFETIME_ENDED : DropReason.NONE;
        sequence = sequence(packet, header + protocol.spiOffset());
        if (reason == DropReason.NONE) {
            shift.enter(sa.context());
            try {
                reason = protocol.open(packet, header, sa);
                shift.leave();
            } catch (Shift.OverException e) {
                throw e;
            } catch (RuntimeException | Error e) { // a bundle that leaves, or is faulty, costs its own packets only
                shift.leave(); // else it may be another worker's context by now
                shift.enter(sa.context());
                sa.context().reopen(surroundings.transforms(), e);
                shift.leave();
                reason = DropReason.PROVIDER_FAILED;
            }
        }
        messages.failed(reason, packet, sa, sequence);
        if (reason == DropReason.NONE) { // only now: who forges packets must not use up what an SA may carry
            spend(packet, sa);
            reason = trim(packet) ? goOn(packet, sa) : DropReason.MALFORMED;
        }
        if (reason == DropReason.NONE) {
            sa.counters().passed(packet.length());
            opened += outer == null ? 1 : 0; // one packet, however many SAs it passed
        } else if (!blamed) {
            sa.counters().failed(reason);
            blamed = true;
        }
        return reason;
    }

    /** What stands behind the SPI, in ESP and in AH; to be read before the packet is opened. */
    private static int sequence(Packet packet, int spi) {
        return spi + 2 * Integer.BYTES <= packet.limit() ? BigEndian.i32(packet.buffer(), spi + Integer.BYTES) : 0;
    }

    private void spend(Packet packet, InboundSa sa) {
        if (sa.life().count(packet.length(), time.nanos())) {
            sad.limitReached();
        }
    }

    /** Whether the packet came through the SA that this one lies within, and through no other. */
    private static boolean isBundled(InboundSa sa, @Nullable InboundSa outer) {
        if (sa.isAlone()) {
            return outer == null;
        }
        Optional<SaId> within = sa.parameters().nesting().within();
        return outer == null
                ? within.isEmpty()
                : within.isPresent() && within.get().equals(outer.parameters().id());
    }

    private DropReason goOn(Packet packet, InboundSa sa) {
        byte[] buffer = packet.buffer();
        int inner = packet.offset();
        if (!sa.isAlone() && sa.parameters().nesting().carries().isPresent()) {
            int number = Ipv4Header.protocol(buffer, inner);
            return number == IpProtocol.ESP
                    ? judgeProtected(packet, number, sa)
                    : told(DropReason.NOT_BUNDLED, packet, sa);
        }
        if (!sa.carries(Ipv4Header.source(buffer, inner), Ipv4Header.destination(buffer, inner))) {
            return told(DropReason.SELECTOR_MISMATCH, packet, sa);
        }
        if (MssClamp.opens(packet)) {
            clamp(packet, sa);
        }
        return DropReason.NONE;
    }

    private DropReason told(DropReason reason, Packet packet, InboundSa sa) {
        messages.failed(reason, packet, sa, sequence);
        return reason;
    }

    /** The host's answers have to fit the way back. */
    private void clamp(Packet packet, InboundSa sa) {
        Way back = ways.of(sa.parameters().flow());
        if (back != null) {
            MssClamp.clamp(packet, back.segment());
        }
    }
}
