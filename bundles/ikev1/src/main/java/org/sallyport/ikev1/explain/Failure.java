// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.packet.Ipv4Address;

/**
 * Why an exchange failed, in words.
 *
 * @param nanos when, on the monotonic clock
 * @param initiator whether this gateway began it
 * @param exchange what failed: {@code main mode}, {@code quick mode}
 * @param reason in one line
 * @param offers what was offered, one line each: by the peer if it began, or else by this gateway
 * @param candidates what this gateway would have taken, each with the first attribute that differs
 * @param nearest the candidate that differs least, and where; empty where there was nothing to compare
 * @param line the configuration line of this gateway that decided; empty if none did
 */
public record Failure(
        long nanos,
        Ipv4Address peer,
        boolean initiator,
        String exchange,
        String reason,
        List<String> offers,
        List<Candidate> candidates,
        Optional<Candidate> nearest,
        Optional<String> line) {
    public Failure {
        offers = List.copyOf(offers);
        candidates = List.copyOf(candidates);
    }

    /** One with nothing to compare. */
    public static Failure of(long nanos, Ipv4Address peer, boolean initiator, String exchange, String reason) {
        return new Failure(
                nanos, peer, initiator, exchange, reason, List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Whether another one differs in nothing but its time. */
    boolean saysTheSame(Failure other) {
        return peer.equals(other.peer) && lines().equals(other.lines());
    }

    /** The same, with the line that decided. */
    public Failure with(String decidingLine) {
        return new Failure(
                nanos, peer, initiator, exchange, reason, offers, candidates, nearest, Optional.of(decidingLine));
    }

    /** The same, with what was offered. */
    public Failure offered(List<String> newOffers) {
        return new Failure(nanos, peer, initiator, exchange, reason, newOffers, candidates, nearest, line);
    }

    /**
     * Something that this gateway would have taken.
     *
     * @param what a policy or a transform set, in words
     * @param line of the configuration
     * @param difference the first attribute that differs, with both values
     * @param agreeing how many attributes agree before and beside it
     */
    public record Candidate(String what, String line, String difference, int agreeing) {}

    /** As {@code show crypto isakmp failures} prints it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(exchange + " with " + peer + ", " + (initiator ? "begun here" : "begun by the peer") + ": " + reason);
        offers.forEach(offer -> lines.add("  offered: " + offer));
        candidates.forEach(candidate ->
                lines.add("  here: " + candidate.what() + " (" + candidate.line() + "): " + candidate.difference()));
        nearest.ifPresent(candidate -> lines.add("  nearest: " + candidate.line() + ": " + candidate.difference()));
        line.ifPresent(text -> lines.add("  decided by: " + text));
        return lines;
    }
}
