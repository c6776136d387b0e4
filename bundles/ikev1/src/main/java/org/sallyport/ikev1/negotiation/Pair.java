// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Set;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;

/**
 * The SAs of one quick mode, in both directions; two protocols where AH stands around ESP.
 *
 * @param peer the identity of the peer that it was negotiated with; empty if nobody knows any more
 * @param initiated whether this gateway began the quick mode
 * @param nonce the smaller of both nonces: it decides which of two pairs stays that were negotiated at once
 * @param replaces pairs that were in use when this gateway began it: they go when the peer has switched
 * @param known the names of the entry's transform sets that were in the peer's own offer; empty if this gateway began, or nobody
 *     knows any more
 * @param stage how far it is
 * @param startNanos when the receiving half was installed
 * @param sinceNanos when it came to this stage
 */
record Pair(
        long number,
        Flow flow,
        Bytes peer,
        List<SaParameters> inbound,
        List<SaParameters> outbound,
        boolean initiated,
        Bytes nonce,
        Set<Long> replaces,
        Set<String> known,
        Stage stage,
        long startNanos,
        long sinceNanos) {
    Pair(
            long number,
            Flow flow,
            Bytes peer,
            List<SaParameters> inbound,
            List<SaParameters> outbound,
            boolean initiated,
            Bytes nonce,
            Set<Long> replaces,
            Set<String> known,
            Stage stage,
            long startNanos) {
        this(number, flow, peer, inbound, outbound, initiated, nonce, replaces, known, stage, startNanos, startNanos);
    }

    private static final long SECOND = 1_000_000_000L;
    private static final int SIXTH = 6;

    /** How far a pair is. */
    enum Stage {
        /** This gateway receives under it, and waits for the peer's last message before it sends. */
        RECEIVING,
        /** Both directions are in use. */
        UP,
        /** This gateway has ended it: it does not send under it any more, and receives what is in the air. */
        CLOSING,
        /** The peer has ended it, likewise. */
        CLOSED_BY_PEER
    }

    Pair {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
        replaces = Set.copyOf(replaces);
        known = Set.copyOf(known);
    }

    /** Whether it may have been negotiated with whoever has that identity. */
    boolean isWith(Bytes identity) {
        return peer.isEmpty() || peer.equals(identity);
    }

    boolean isUp() {
        return stage == Stage.UP;
    }

    boolean isClosing() {
        return stage == Stage.CLOSING || stage == Stage.CLOSED_BY_PEER;
    }

    /** Whether it is this gateway that has ended it. */
    boolean isEndedHere() {
        return stage == Stage.CLOSING;
    }

    Pair up(long nowNanos) {
        return with(Stage.UP, nowNanos);
    }

    Pair closing(boolean byPeer, long nowNanos) {
        return with(byPeer ? Stage.CLOSED_BY_PEER : Stage.CLOSING, nowNanos);
    }

    private Pair with(Stage newStage, long nowNanos) {
        return new Pair(
                number,
                flow,
                peer,
                inbound,
                outbound,
                initiated,
                nonce,
                replaces,
                known,
                newStage,
                startNanos,
                nowNanos);
    }

    Ipv4Address local() {
        return inbound.get(0).local();
    }

    Ipv4Address remote() {
        return inbound.get(0).remote();
    }

    List<SaId> receiving() {
        return inbound.stream().map(SaParameters::id).toList();
    }

    List<SaId> sending() {
        return outbound.stream().map(SaParameters::id).toList();
    }

    /**
     * Whether this one's turn to be renewed comes after the other one's end. Of two that were negotiated at once neither does: packets may
     * all go by the older one, and the younger, unused, would not be renewed.
     */
    boolean outlives(Pair other) {
        Lifetime life = other.inbound.get(0).options().lifetime();
        return !isClosing() && startNanos - other.startNanos > (life.hardSeconds() - life.softSeconds()) * SECOND;
    }

    /**
     * How long this side waits with the renewal: whoever began a pair renews it, or both would at once. 0 if nobody else will, or it
     * is bytes that run out.
     */
    long patienceNanos(long nowNanos) {
        Lifetime life = inbound.get(0).options().lifetime();
        boolean byTime = life.softSeconds() > 0 && nowNanos - startNanos >= (life.softSeconds() - 1) * SECOND;
        return byTime && !initiated ? (life.hardSeconds() - life.softSeconds()) * SECOND / SIXTH : 0;
    }

    /** Whether this one goes if both were negotiated at once. As in RFC 7296, 2.8.1, the lowest nonce loses. */
    boolean losesAgainst(Pair other) {
        return compare(nonce, other.nonce) < 0;
    }

    /** Like numbers of the same length; a shorter one that is the start of a longer is the smaller. */
    static int compare(Bytes one, Bytes other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            if (one.at(i) != other.at(i)) {
                return Integer.compare(one.at(i), other.at(i));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
