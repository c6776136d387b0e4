// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.jspecify.annotations.Nullable;
import org.sallyport.packet.BigEndian;
import org.sallyport.runtime.Entropy;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.Protector;

/**
 * The sending half of an SA: its sequence number and IV counter outlive every packet, transform and engine. Owned by one
 * worker.
 */
public final class OutboundSa {
    /** No sequence number is left (RFC 4303, 3.3.3). Of the numbers with 64 bits it is the last, and not sent. */
    public static final long EXHAUSTED = -1;

    private final SaParameters parameters;
    private final SaContext context;
    private final SaCounters counters = new SaCounters();
    private final PathMtu pathMtu = new PathMtu();
    private final SaLife life;

    // What every packet asks, beside each other: of ten thousand SAs no cache holds the objects that say so.
    private final int spi;
    private final int protocol;
    private final int local;
    private final int remote;
    private final long byteLimit;
    private final long lastSequence;
    private final boolean wraps;
    private final Mode mode;
    private final DontFragment dontFragment;
    private final SaEnds.@Nullable UdpPorts udp;

    private volatile RemoteEnd remoteEnd;
    private volatile long sequence;
    private long ivCounter;
    private long carried;

    /** @param startNanos when its life begins */
    public OutboundSa(SaParameters parameters, long startNanos) {
        this.parameters = parameters;
        this.context = new SaContext(parameters, Protector.Direction.SEAL);
        this.remoteEnd = RemoteEnd.of(parameters);
        boolean extended = parameters.options().extendedSequence();
        boolean ends = !parameters.manual() && !extended;
        this.life = new SaLife(
                parameters.options().lifetime(),
                startNanos,
                ends ? SaLife.LAST_SEQUENCE : SaLife.LAST_EXTENDED_SEQUENCE);
        this.spi = parameters.id().spi();
        this.protocol = parameters.id().protocol();
        this.local = parameters.local().value();
        this.remote = parameters.remote().value();
        this.byteLimit = parameters.options().byteLimit();
        this.lastSequence = extended ? EXHAUSTED - 1 : SaLife.LAST_SEQUENCE;
        this.wraps = parameters.manual() && !extended;
        this.mode = parameters.mode();
        this.dontFragment = parameters.options().dontFragment();
        this.udp = parameters.ends().udp().orElse(null);
    }

    public SaParameters parameters() {
        return parameters;
    }

    public int spi() {
        return spi;
    }

    /** Of IP: ESP or AH. */
    public int protocol() {
        return protocol;
    }

    /** This gateway's address. */
    public int local() {
        return local;
    }

    /** The peer's address. Datagrams go to {@link #remoteEnd}. */
    public int remote() {
        return remote;
    }

    public Mode mode() {
        return mode;
    }

    /** What its outer headers say of fragments. */
    public DontFragment dontFragment() {
        return dontFragment;
    }

    /** The ports of its datagrams, or null if it sends bare IP packets. */
    public SaEnds.@Nullable UdpPorts udp() {
        return udp;
    }

    public SaContext context() {
        return context;
    }

    public SaCounters counters() {
        return counters;
    }

    /** How long it lives. */
    public SaLife life() {
        return life;
    }

    /** How long its packets may be on their way. */
    public PathMtu pathMtu() {
        return pathMtu;
    }

    /** Where its datagrams go, if it sends any. */
    public RemoteEnd remoteEnd() {
        return remoteEnd;
    }

    /** Somebody has proved that the peer is there now. Any thread. */
    public void move(RemoteEnd newEnd) {
        remoteEnd = newEnd;
    }

    /** The number of the last packet. */
    public long sequence() {
        return sequence;
    }

    /**
     * The number of the next packet; {@link #EXHAUSTED} when a negotiated SA has none left. A manual one goes on with 0
     * after the last (RFC 2406, 3.3.3: anti-replay is off, so that "the counter may roll over").
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, its worker
    public long nextSequence() {
        long last = sequence;
        if (last == lastSequence) {
            if (!wraps) {
                return EXHAUSTED;
            }
            last = -1;
        }
        return sequence = last + 1;
    }

    /** Counts bytes that are about to be protected. @return false if the key may not protect them */
    public boolean mayCarry(int bytes) {
        if (carried > byteLimit - bytes) {
            return false;
        }
        carried += bytes;
        return true;
    }

    /** Writes the IV of the next packet by the cipher's rule. */
    public void writeIv(CipherSpec cipher, byte[] buffer, int offset, Entropy entropy) {
        switch (cipher.ivRule()) {
            case NONE -> {}
            case RANDOM -> entropy.fill(buffer, offset, cipher.ivSize());
            case COUNTER -> BigEndian.putI64(buffer, offset + cipher.ivSize() - Long.BYTES, ++ivCounter);
        }
    }

    @Override
    public String toString() {
        return "outbound " + parameters.id();
    }
}
