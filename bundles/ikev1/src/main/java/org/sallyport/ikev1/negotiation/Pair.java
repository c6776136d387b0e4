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
 * @param initiated whether this gateway began the quick mode
 * @param nonce the smaller of both nonces: it decides which of two pairs stays that were negotiated at once
 * @param replaces pairs that were in use when this gateway began it: they go when the peer has switched
 * @param stage how far it is
 */
record Pair(
        long number,
        Flow flow,
        List<SaParameters> inbound,
        List<SaParameters> outbound,
        Lifetime lifetime,
        boolean initiated,
        Bytes nonce,
        Set<Long> replaces,
        Stage stage,
        long startNanos) {
    /** How far a pair is. */
    enum Stage {
        /** This gateway receives under it, and waits for the peer's last message before it sends. */
        RECEIVING,
        /** Both directions are in use. */
        UP
    }

    Pair {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
        replaces = Set.copyOf(replaces);
    }

    boolean isUp() {
        return stage == Stage.UP;
    }

    Pair up() {
        return new Pair(number, flow, inbound, outbound, lifetime, initiated, nonce, replaces, Stage.UP, startNanos);
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
