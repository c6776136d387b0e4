// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.settings;

import java.util.Optional;
import org.sallyport.ikev1.exchange.Retries;

/**
 * How IKE behaves, apart from what it negotiates.
 *
 * @param keepalive when a silent peer is asked whether it lives (RFC 3706); empty: it is only answered
 * @param natTraversal whether NATs are looked for (RFC 3947); empty for no
 * @param literalLifetime whether a phase 1 offer matches only if it lives at least as long as our policy, as the chapter says;
 *     otherwise the shorter of both lifetimes is used
 * @param answerAggressive whether a peer may begin aggressive mode: it lets anybody guess a pre-shared key at leisure
 * @param initiateAggressive whether this gateway begins it
 */
public record Options(
        Optional<Keepalive> keepalive,
        Optional<NatTraversal> natTraversal,
        boolean literalLifetime,
        boolean answerAggressive,
        boolean initiateAggressive,
        Retries retries,
        Limits limits) {
    public static final Options DEFAULT = new Options(
            Optional.of(Keepalive.DEFAULT), Optional.empty(), false, false, false, Retries.DEFAULT, Limits.DEFAULT);

    /**
     * {@code isakmp keepalive SECONDS RETRY}.
     *
     * @param worried whether only a peer is asked that lets packets go unanswered, as RFC 3706, 5.4 would have it
     */
    public record Keepalive(int seconds, int retrySeconds, boolean worried) {
        /** What holds where no line says otherwise: a peer that has restarted is noticed as soon as somebody needs it. */
        public static final Keepalive DEFAULT = new Keepalive(10, 2, true);
    }

    /** {@code isakmp nat-traversal SECONDS}. @param keepaliveSeconds between the datagrams that keep a NAT's memory */
    public record NatTraversal(int keepaliveSeconds) {}

    /**
     * What is kept at most, so that nobody can fill the memory or the processor.
     *
     * @param halfOpen phase 1 SAs that peers have begun and not authenticated
     * @param halfOpenPerAddress the same of one address
     * @param quickModes exchanges that go on under one ISAKMP SA, in both directions together
     * @param pairsPerFlow pairs of SAs of one flow: the current one, its predecessor, and what a collision makes;
     *     and as many that have ended and still receive what is in the air
     * @param phase1PerPeer authenticated ISAKMP SAs of one peer
     * @param temporariesPerAddress temporary entries for one address, behind which there may be many clients
     */
    public record Limits(
            int halfOpen,
            int halfOpenPerAddress,
            int quickModes,
            int pairsPerFlow,
            int phase1PerPeer,
            int temporariesPerAddress) {
        public static final Limits DEFAULT = new Limits(1_000, 8, 64, 4, 4, 1_000);
    }
}
