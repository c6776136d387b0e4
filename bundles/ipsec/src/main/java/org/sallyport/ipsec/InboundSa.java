// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.Protector;

/** The receiving half of an SA: its replay window outlives every packet, transform and engine. Owned by one worker. */
public final class InboundSa {
    /** Packets that a window covers unless configured otherwise (RFC 4303, 3.4.3). */
    public static final int DEFAULT_WINDOW = 64;

    private final SaParameters parameters;
    private final SaContext context;
    private final SaCounters counters = new SaCounters();
    private final ReplayWindow window;
    private final SaLife life;

    // What every packet asks, beside each other: of ten thousand SAs no cache holds the objects that say so.
    private final int spi;
    private final int protocol;
    private final int destination;
    private final int sourceNetwork;
    private final int sourceMask;
    private final int targetNetwork;
    private final int targetMask;
    private final int flowHash;
    private final boolean inUdp;
    private final boolean alone;
    private final boolean moving;
    private final boolean extended;
    private final Mode mode;

    /**
     * An SA with the window that was agreed; a manual SA has none.
     *
     * @param startNanos when its life begins
     * @throws IllegalArgumentException if its sequence numbers are extended and it has no window: they are inferred from it
     */
    public InboundSa(SaParameters parameters, long startNanos) {
        this.parameters = parameters;
        this.context = new SaContext(parameters, Protector.Direction.OPEN);
        this.window =
                parameters.antiReplay() ? new ReplayWindow(parameters.options().replayWindow()) : ReplayWindow.NONE;
        if (parameters.options().extendedSequence() && window.size() == 0) {
            throw new IllegalArgumentException("extended sequence numbers without anti-replay: " + parameters.id());
        }
        this.life = new SaLife(parameters.options().lifetime(), startNanos, SaLife.LAST_EXTENDED_SEQUENCE);
        this.spi = parameters.id().spi();
        this.protocol = parameters.id().protocol();
        this.destination = parameters.id().destination().value();
        Ipv4Prefix source = parameters.selector().source();
        Ipv4Prefix target = parameters.selector().destination();
        this.sourceNetwork = source.address().value();
        this.sourceMask = Ipv4Prefix.mask(source.length());
        this.targetNetwork = target.address().value();
        this.targetMask = Ipv4Prefix.mask(target.length());
        this.flowHash = parameters.flow().hashCode();
        this.inUdp = parameters.ends().udp().isPresent();
        this.moving = window.size() > 0
                && parameters.ends().udp().filter(SaEnds.UdpPorts::moving).isPresent();
        this.extended = parameters.options().extendedSequence();
        this.mode = parameters.mode();
        this.alone = parameters.nesting().equals(SaNesting.NONE);
    }

    public SaParameters parameters() {
        return parameters;
    }

    /** Whether this is the SA of a packet with these numbers. */
    public boolean isOf(int packetDestination, int packetProtocol, int packetSpi) {
        return spi == packetSpi && protocol == packetProtocol && destination == packetDestination;
    }

    /** Whether an inner packet between these addresses may come through it. */
    public boolean carries(int from, int to) {
        return ((from ^ sourceNetwork) & sourceMask) == 0 && ((to ^ targetNetwork) & targetMask) == 0;
    }

    /** Of its flow: what the SA's worker is found by. */
    public int flowHash() {
        return flowHash;
    }

    /** Whether its packets come in datagrams (RFC 3948). */
    public boolean inUdp() {
        return inUdp;
    }

    /**
     * Whether an authentic datagram tells where the peer is now, which a NAT may change.
     *
     * @param transmitted the lower half of its number: one that was overtaken tells nothing
     */
    public boolean locates(int transmitted) {
        return moving && (int) window.highest() == transmitted;
    }

    public Mode mode() {
        return mode;
    }

    /** Whether its packets pass no other SA. */
    public boolean isAlone() {
        return alone;
    }

    public SaContext context() {
        return context;
    }

    public SaCounters counters() {
        return counters;
    }

    public ReplayWindow window() {
        return window;
    }

    /** How long it lives. What limits it by sequence numbers is the sender's counter, not what arrives. */
    public SaLife life() {
        return life;
    }

    /** The whole number of a packet that arrived with these 32 bits of it, if it is authentic. */
    public long sequence(int transmitted) {
        return extended
                ? ExtendedSequence.infer(transmitted, window.highest(), window.size())
                : transmitted & 0xFFFFFFFFL;
    }

    @Override
    public String toString() {
        return "inbound " + parameters.id();
    }
}
