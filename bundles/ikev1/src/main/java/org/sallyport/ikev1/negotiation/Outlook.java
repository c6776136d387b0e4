// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Move;
import org.sallyport.ike.Move.Outcome;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Phase1Choice;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;

/**
 * What becomes of SAs whose algorithms are used no more: by the transforms that are installed, or by others that somebody asks
 * about. A pure function of what it is given; the one that moves SAs and the one that lists the plan ask the same.
 */
public final class Outlook {
    private final Algorithms algorithms;
    private final Settings settings;

    public Outlook(Algorithms algorithms, Settings settings) {
        this.algorithms = algorithms;
        this.settings = settings;
    }

    /**
     * An ISAKMP SA that is up.
     *
     * @param offer what the peer would take: the body of its SA payload; empty if this gateway began
     * @param failed why another one that was begun did not take its place; empty if none was, or one is on its way
     */
    public record Phase1(Ipv4Address peer, Phase1Suite suite, Bytes offer, Optional<String> failed) {
        /** As if no other had been begun. */
        Phase1 untried() {
            return new Phase1(peer, suite, offer, Optional.empty());
        }
    }

    /**
     * A pair of SAs.
     *
     * @param entry whose transform sets can take its place
     * @param known the names of those that were in the peer's own offer; empty if this gateway began
     * @param declined why the peer did not want another one; empty if it was not asked
     */
    public record Phase2(List<SaParameters> inbound, IkeEntry entry, Set<String> known, Optional<String> declined) {}

    /** What becomes of an ISAKMP SA; empty if nothing does. */
    public Optional<Outcome> of(Phase1 sa) {
        return isRefused(algorithms.of(sa.suite())) ? Optional.of(outcome(sa)) : Optional.empty();
    }

    private Outcome outcome(Phase1 sa) {
        List<Policy> left = Phase1Choice.usable(settings, sa.peer(), algorithms);
        if (left.isEmpty()) {
            return new Outcome.Stays("no other isakmp policy can be used with this peer");
        }
        return left.stream()
                .filter(policy -> sa.offer().isEmpty() || Phase1Choice.isIn(sa.offer(), policy, settings))
                .findFirst()
                .map(policy -> next(sa, policy))
                .orElse(new Outcome.Stays("the peer offered no other isakmp policy of ours"));
    }

    private static Outcome next(Phase1 sa, Policy policy) {
        return sa.failed()
                .<Outcome>map(reason -> new Outcome.Stays("another one is tried again, and did not come up: " + reason))
                .orElseGet(() -> new Outcome.Becomes(policy.lines() + " (" + policy.suite() + ")"));
    }

    /** What becomes of a pair; empty if nothing does. */
    public Optional<Outcome> of(Phase2 pair) {
        return isRefused(algorithms(pair.inbound())) ? Optional.of(outcome(pair)) : Optional.empty();
    }

    /** Whether any of the algorithms of a pair is used no more. */
    boolean refuses(Pair pair) {
        return isRefused(algorithms(pair.inbound()));
    }

    private static Stream<AlgorithmId> algorithms(List<SaParameters> halves) {
        return halves.stream().flatMap(half -> half.algorithms().all());
    }

    private boolean isRefused(Stream<AlgorithmId> used) {
        return algorithms.obstacle(used, false).isPresent();
    }

    private Outcome outcome(Phase2 pair) {
        Optional<String> obstacle = obstacle(pair.entry());
        if (obstacle.isPresent()) {
            return new Outcome.Stays(obstacle.get());
        }
        if (pair.declined().isPresent()) {
            return new Outcome.Stays(pair.declined().get());
        }
        return offered(pair.entry())
                .filter(suite -> pair.known().isEmpty() || pair.known().contains(suite.name()))
                .findFirst()
                .<Outcome>map(suite -> new Outcome.Becomes("transform-set " + suite.name()))
                .orElse(new Outcome.Stays("the peer offered no other transform set of ours"));
    }

    private Stream<Suite> offered(IkeEntry entry) {
        return entry.suites().stream()
                .filter(suite -> algorithms.obstacle(suite.algorithms(), true).isEmpty());
    }

    /** Why an entry can offer nothing; empty if it can. */
    Optional<String> obstacle(IkeEntry entry) {
        int group = entry.terms().pfs().offered().orElse(0);
        if (offered(entry).findAny().isPresent()) {
            return algorithms
                    .obstacle(algorithms.ofGroup(group).stream(), true)
                    .map(refused -> entry.lines() + " set pfs: " + refused.reason());
        }
        return Optional.of(entry.lines() + " has no "
                + entry.suites().stream()
                        .flatMap(suite -> algorithms.obstacle(suite.algorithms(), true).stream())
                        .findFirst()
                        .map(refused -> "other transform set: " + refused.reason())
                        .orElse("transform set that is installed"));
    }

    /** Whether an ISAKMP SA uses any of some algorithms. */
    boolean uses(Phase1 sa, Predicate<AlgorithmId> which) {
        return algorithms.of(sa.suite()).anyMatch(which);
    }

    /** Whether a pair does. */
    static boolean uses(Phase2 pair, Predicate<AlgorithmId> which) {
        return algorithms(pair.inbound()).anyMatch(which);
    }

    /**
     * What becomes of all of some SAs that anything becomes of, ISAKMP SAs first: they are moved first.
     *
     * @param which only of those that use one of these
     */
    public List<Move> moves(List<Phase1> isakmp, List<Phase2> pairs, Predicate<AlgorithmId> which) {
        Stream<Move> first = isakmp.stream()
                .filter(sa -> uses(sa, which))
                .flatMap(sa -> of(sa).stream()
                        .map(outcome -> new Move(sa.peer(), sa.suite().toString(), List.of(), outcome)));
        Stream<Move> then = pairs.stream()
                .filter(pair -> uses(pair, which))
                .flatMap(pair -> of(pair).stream().map(outcome -> move(pair, outcome)));
        return Stream.concat(first, then).toList();
    }

    private Move move(Phase2 pair, Outcome outcome) {
        SaParameters first = pair.inbound().get(0);
        return new Move(
                first.remote(),
                first.selector().reversed() + ": " + words(pair),
                pair.inbound().stream().map(SaParameters::id).toList(),
                outcome);
    }

    private String words(Phase2 pair) {
        return String.join(
                " ", pair.inbound().stream().map(algorithms::keywords).toList());
    }
}
