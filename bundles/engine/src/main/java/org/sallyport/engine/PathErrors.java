// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.PathMtu;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.UdpHeader;
import org.sallyport.runtime.Ticker;

/**
 * What routers on the way say of packets of ours that were too long for them: "fragmentation needed and DF set" (RFC 1191,
 * RFC 4301, 8.2). Believed only about a packet that an SA sent lately, at most a hundred times a second, and for ten minutes.
 * Who knows no SPI cannot use that number up. Owned by one worker.
 */
final class PathErrors {
    private static final int PER_SECOND = 100;
    private static final int BURST = 32;
    private static final int RECENT = 1 << 16; // packets
    private static final int HEADER = 8;
    private static final int QUOTED = 8; // RFC 792: "the first 64 bits of the original datagram's data"
    private static final int MILD = 1_280; // bytes: what an error may cost that quotes nothing secret
    private static final int UNREACHABLE = 3;
    private static final int FRAGMENTATION_NEEDED = 4;
    private static final int NEXT_HOP_MTU = 6;

    /** RFC 1191, 7.1: sizes of links, for routers that do not say theirs. */
    private static final int[] PLATEAUS = {32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006};

    private final Ticker ticker;
    private final DropMessages messages;
    private final Rate rate = new Rate(PER_SECOND, BURST);
    private final Rate guesses = new Rate(PER_SECOND, BURST); // errors that quote no SPI: each is compared with all SAs
    private final List<PathMtu> learned = new ArrayList<>();
    private Surroundings surroundings = Surroundings.NOTHING;
    private @Nullable Map<Integer, List<OutboundSa>> bySpi; // made when it is asked for

    PathErrors(Ticker ticker, DropMessages messages) {
        this.ticker = ticker;
        this.messages = messages;
    }

    void enter(Surroundings newSurroundings) {
        surroundings = newSurroundings;
        bySpi = null;
        learned.clear();
        for (OutboundSa sa : newSurroundings.associations().outbound()) {
            if (sa.pathMtu().isLearned()) { // perhaps by another engine, before this one
                learned.add(sa.pathMtu());
            }
        }
    }

    /** Forgets what was learned long ago. */
    void age() {
        if (!learned.isEmpty()) {
            long now = ticker.nanos();
            learned.removeIf(path -> path.age(now));
        }
    }

    /**
     * Learns from an ICMP packet.
     *
     * @param packet a whole IPv4 packet of ICMP
     * @return whether it was about an SA's packet; else nothing was learned
     */
    boolean learn(Packet packet) {
        byte[] buffer = packet.buffer();
        int icmp = packet.offset() + Ipv4Header.headerLength(buffer, packet.offset());
        int quoted = icmp + HEADER;
        if (packet.limit() - quoted < Ipv4Header.MIN_LENGTH + QUOTED
                || BigEndian.u8(buffer, icmp) != UNREACHABLE
                || BigEndian.u8(buffer, icmp + 1) != FRAGMENTATION_NEEDED
                || Ipv4Header.isFragment(buffer, packet.offset())
                || Ipv4Header.destination(buffer, packet.offset()) != Ipv4Header.source(buffer, quoted)) {
            return false;
        }
        int payload = quoted + Ipv4Header.headerLength(buffer, quoted);
        return BigEndian.u8(buffer, quoted) >>> 4 == 4
                && payload >= quoted + Ipv4Header.MIN_LENGTH
                && payload + QUOTED <= packet.limit()
                && Ipv4Header.fragmentOffset(buffer, quoted) == 0
                && learn(packet, icmp, quoted, payload);
    }

    /** What the next link carries; more than the packet has, and therefore not believed, if that cannot be. */
    private static int nextHop(byte[] buffer, int icmp, int quoted) {
        int said = BigEndian.u16(buffer, icmp + NEXT_HOP_MTU);
        int tooLong = Ipv4Header.totalLength(buffer, quoted);
        if (said != 0) {
            return said < tooLong ? said : Integer.MAX_VALUE;
        }
        for (int plateau : PLATEAUS) {
            if (plateau < tooLong) {
                return plateau;
            }
        }
        return PathMtu.SMALLEST;
    }

    private boolean learn(Packet packet, int icmp, int quoted, int payload) {
        byte[] buffer = packet.buffer();
        int mtu = nextHop(buffer, icmp, quoted);
        long now = ticker.nanos();
        List<OutboundSa> about = senders(packet, quoted, payload, now);
        if (mtu == Integer.MAX_VALUE || about.isEmpty() || Checksum.of(buffer, icmp, packet.limit() - icmp) != 0) {
            return false;
        }
        for (OutboundSa sa : about) {
            int believed = isBrief(sa, packet, payload) ? Math.max(mtu, MILD) : mtu;
            if (sa.pathMtu().learn(believed, now)) {
                remember(sa.pathMtu());
                messages.pathAdjusted();
            }
        }
        return true;
    }

    private void remember(PathMtu path) {
        if (!learned.contains(path)) {
            learned.add(path);
        }
    }

    /** The SAs that may have sent the quoted packet: none also if there were too many such errors. */
    private List<OutboundSa> senders(Packet packet, int quoted, int payload, long now) {
        int protocol = Ipv4Header.protocol(packet.buffer(), quoted);
        var format = surroundings.protocols().byNumber(protocol);
        if (format == null && protocol != IpProtocol.UDP) {
            return List.of();
        }
        int spi = payload + (format == null ? UdpHeader.LENGTH : format.spiOffset());
        if (spi + Integer.BYTES > packet.limit()) {
            return guesses.take(now)
                    ? about(surroundings.associations().outbound(), packet, quoted, payload)
                    : List.of();
        }
        List<OutboundSa> known = bySpi().getOrDefault(BigEndian.i32(packet.buffer(), spi), List.of());
        List<OutboundSa> about = about(known, packet, quoted, payload);
        return about.isEmpty() || rate.take(now) ? about : List.of();
    }

    private Map<Integer, List<OutboundSa>> bySpi() {
        Map<Integer, List<OutboundSa>> index = bySpi;
        if (index == null) {
            index = surroundings.associations().outbound().stream()
                    .collect(Collectors.groupingBy(sa -> sa.parameters().id().spi()));
            bySpi = index;
        }
        return index;
    }

    private List<OutboundSa> about(List<OutboundSa> candidates, Packet packet, int quoted, int payload) {
        return candidates.stream()
                .filter(sa -> isAbout(sa, packet, quoted, payload))
                .toList();
    }

    /** Whether of a datagram no more is quoted than its ports, which everybody can guess. */
    private static boolean isBrief(OutboundSa sa, Packet packet, int payload) {
        return sa.parameters().ends().udp().isPresent() && payload + UdpHeader.LENGTH + QUOTED > packet.limit();
    }

    /** Whether the SA sent the quoted packet lately, as far as that can be seen. */
    private boolean isAbout(OutboundSa sa, Packet packet, int quoted, int payload) {
        byte[] buffer = packet.buffer();
        SaParameters parameters = sa.parameters();
        if (Ipv4Header.source(buffer, quoted) != parameters.local().value()
                || Ipv4Header.destination(buffer, quoted) != sa.remoteEnd().address()
                || sa.sequence() == 0) {
            return false;
        }
        int protocol = Ipv4Header.protocol(buffer, quoted);
        if (parameters.ends().udp().isPresent()) {
            UdpPorts ports = parameters.ends().udp().get();
            return protocol == IpProtocol.UDP
                    && UdpHeader.sourcePort(buffer, payload) == ports.local()
                    && UdpHeader.destinationPort(buffer, payload)
                            == sa.remoteEnd().port()
                    && isNumbered(sa, packet, payload + UdpHeader.LENGTH);
        }
        var format = surroundings.protocols().byNumber(protocol);
        return format != null
                && protocol == parameters.id().protocol()
                && payload + format.spiOffset() + Integer.BYTES <= packet.limit()
                && isNumbered(sa, packet, payload + format.spiOffset());
    }

    /** Whether SPI and sequence number, as far as they are quoted, are the SA's. */
    private static boolean isNumbered(OutboundSa sa, Packet packet, int spi) {
        int sequence = spi + Integer.BYTES;
        boolean spiFits = sequence > packet.limit()
                || BigEndian.i32(packet.buffer(), spi) == sa.parameters().id().spi();
        return spiFits
                && (sequence + Integer.BYTES > packet.limit()
                        || Integer.compareUnsigned(
                                        (int) sa.sequence() - BigEndian.i32(packet.buffer(), sequence), RECENT)
                                < 0);
    }
}
