// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

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
    private volatile RemoteEnd remoteEnd;
    private volatile long sequence;
    private long ivCounter;
    private long carried;

    /** @param startNanos when its life begins */
    public OutboundSa(SaParameters parameters, long startNanos) {
        this.parameters = parameters;
        this.context = new SaContext(parameters, Protector.Direction.SEAL);
        this.remoteEnd = RemoteEnd.of(parameters);
        boolean ends = !parameters.manual() && !parameters.options().extendedSequence();
        this.life = new SaLife(
                parameters.options().lifetime(),
                startNanos,
                ends ? SaLife.LAST_SEQUENCE : SaLife.LAST_EXTENDED_SEQUENCE);
    }

    public SaParameters parameters() {
        return parameters;
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
        boolean extended = parameters.options().extendedSequence();
        if (last == (extended ? EXHAUSTED - 1 : SaLife.LAST_SEQUENCE)) {
            if (extended || !parameters.manual()) {
                return EXHAUSTED;
            }
            last = -1;
        }
        return sequence = last + 1;
    }

    /** Counts bytes that are about to be protected. @return false if the key may not protect them */
    public boolean mayCarry(int bytes) {
        if (carried > parameters.options().byteLimit() - bytes) {
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
