// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Failure.Candidate;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Decoder;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.proposal.Reading;
import org.sallyport.ikev1.settings.PeerKey;
import org.sallyport.ikev1.settings.Policy;
import org.sallyport.ikev1.settings.Settings;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.Obstacle;

/** Which policies are offered to a peer, and which one a peer's offer meets. Pure functions. */
public final class Phase1Choice {
    /** More than the attributes that can agree: nothing differs, and it is refused all the same. */
    private static final int ALL = Attribute.values().length + 1;

    private Phase1Choice() {}

    /**
     * A policy, and why it is not used with a peer; empty if it is.
     *
     * @param refused whether its algorithms are there, and may not be used
     */
    public record Usable(Policy policy, Optional<Obstacle> obstacle, boolean refused) {}

    private static List<Usable> policies(Phase1Context context) {
        return policies(
                context.settings(),
                context.path().remote(),
                context.algorithms(),
                context.role().isInitiator());
    }

    /** All policies for a peer, the preferred one first. A policy that lacks its companion is skipped. */
    public static List<Usable> policies(Settings settings, Ipv4Address peer, Algorithms algorithms, boolean offering) {
        boolean hasKey = settings.key(peer).isPresent();
        return settings.policies().stream()
                .map(policy -> {
                    Optional<Obstacle> lacks = lacks(policy, hasKey, algorithms);
                    return lacks.isPresent()
                            ? new Usable(policy, lacks, false)
                            : new Usable(policy, algorithms.obstacle(algorithms.of(policy.suite()), offering), true);
                })
                .toList();
    }

    private static Optional<Obstacle> lacks(Policy policy, boolean hasKey, Algorithms algorithms) {
        if (policy.suite().authentication() != Phase1Suite.PRE_SHARED_KEY) {
            return Optional.of(new Obstacle("no certificate", policy.lines()));
        }
        if (!hasKey) {
            return Optional.of(new Obstacle("no key for this peer", policy.lines()));
        }
        return policy.lacking()
                .or(() -> algorithms.missing(policy.suite()).map(why -> new Obstacle(why, policy.lines())));
    }

    /** Why no policy can be offered, in words. */
    public static String obstacles(Phase1Context context) {
        List<String> reasons = policies(context).stream()
                .flatMap(each -> each.obstacle().map(why -> each.policy().lines() + ": " + why.reason()).stream())
                .toList();
        return reasons.isEmpty() ? "no isakmp policy" : "no usable isakmp policy: " + String.join("; ", reasons);
    }

    /** The policies that can be offered to a peer. */
    public static List<Policy> usable(Phase1Context context) {
        return usable(policies(context));
    }

    /** The policies that could be offered to a peer with these algorithms. */
    public static List<Policy> usable(Settings settings, Ipv4Address peer, Algorithms algorithms) {
        return usable(policies(settings, peer, algorithms, true));
    }

    private static List<Policy> usable(List<Usable> policies) {
        return policies.stream()
                .filter(each -> each.obstacle().isEmpty())
                .map(Usable::policy)
                .toList();
    }

    /** What is taken of a peer's offer: the answer and the agreement. */
    record Chosen(SaPayload answer, Agreement agreement) {}

    /** What was found, or why nothing was. */
    record Judgement(Optional<Chosen> chosen, Failure failure) {}

    /** Own policies are asked in their order, each against the whole offer. */
    static Judgement judge(SaPayload payload, Phase1Context context, Abilities abilities) throws PeerException {
        Phase1Offer offer = Phase1Offer.read(payload);
        List<Candidate> candidates = new ArrayList<>();
        for (Usable usable : policies(context)) {
            Policy policy = usable.policy();
            Optional<PeerKey> key = context.settings().key(context.path().remote());
            if (usable.obstacle().isPresent() || key.isEmpty()) {
                candidates.add(unused(usable, offer, context));
                continue;
            }
            Optional<Reading<Phase1Suite>> met = met(policy, offer, context.settings());
            if (met.isPresent()) {
                Phase1Suite suite = met.get().suite().orElseThrow();
                var agreement =
                        new Agreement(policy, suite, seconds(policy, suite), payload.body(), key.get(), abilities);
                return new Judgement(Optional.of(new Chosen(offer.answer(met.get()), agreement)), context.failure(""));
            }
            candidates.add(nearest(policy, offer, context));
        }
        return new Judgement(Optional.empty(), failure(offer, candidates, context));
    }

    /**
     * What a responder has taken of this side's offer, by value: peers rewrite lifetimes, and forms.
     *
     * @throws PeerException if it is none of what was offered
     */
    static Agreement accepted(SaPayload answer, List<Policy> offered, SaPayload offer, Phase1Context context)
            throws PeerException {
        Phase1Offer read = Phase1Offer.read(answer);
        if (read.suites().size() != 1) {
            throw new PeerException(
                    Notify.BAD_PROPOSAL_SYNTAX,
                    "an answer with " + read.suites().size() + " transforms");
        }
        Reading<Phase1Suite> reading = read.suites().get(0);
        for (Policy policy : offered) {
            Optional<Phase1Suite> suite = reading.suite()
                    .filter(each -> difference(policy.suite(), each, false).isEmpty());
            Optional<PeerKey> key = context.settings().key(context.path().remote());
            if (suite.isPresent() && key.isPresent()) {
                return new Agreement(
                        policy, suite.get(), seconds(policy, suite.get()), offer.body(), key.get(), Abilities.UNKNOWN);
            }
        }
        throw new PeerException(Notify.NO_PROPOSAL_CHOSEN, "the answer is nothing that was offered: " + reading);
    }

    /** The first suite of an offer that equals a policy. */
    private static Optional<Reading<Phase1Suite>> met(Policy policy, Phase1Offer offer, Settings settings) {
        boolean literal = settings.options().literalLifetime();
        return offer.suites().stream()
                .filter(reading -> meets(policy, reading, literal))
                .findFirst();
    }

    /** Whether a peer that has offered this would take a policy. @param offer the body of its SA payload */
    public static boolean isIn(Bytes offer, Policy policy, Settings settings) {
        try {
            return met(policy, Phase1Offer.read(Decoder.STRICT.offer(offer)), settings)
                    .isPresent();
        } catch (PeerException e) {
            return false;
        }
    }

    /** Whether a peer's transform is what a policy says. */
    public static boolean meets(Policy policy, Reading<Phase1Suite> theirs, boolean literalLifetime) {
        return theirs.suite()
                .filter(suite ->
                        difference(policy.suite(), suite, literalLifetime).isEmpty())
                .isPresent();
    }

    private static long seconds(Policy policy, Phase1Suite theirs) {
        return policy.suite().lifetime().shorter(theirs.lifetime()).seconds();
    }

    /** A policy that is not used, and would decide if the offer meets it all the same. */
    private static Candidate unused(Usable usable, Phase1Offer offer, Phase1Context context) {
        Obstacle why =
                usable.obstacle().orElse(new Obstacle("no key", usable.policy().lines()));
        boolean lacking = usable.policy().lacking().filter(why::equals).isPresent();
        boolean decides = lacking
                ? offer.suites().stream().anyMatch(theirs -> mayMeet(usable.policy(), theirs))
                : usable.refused()
                        && met(usable.policy(), offer, context.settings()).isPresent();
        return new Candidate(
                lacking
                        ? "a policy without its transform"
                        : usable.policy().suite().toString(),
                why.line(),
                decides ? why.reason() : "not used: " + why.reason(),
                decides ? ALL : 0);
    }

    /** Whether nothing differs but what is not installed, and so not known. */
    private static boolean mayMeet(Policy policy, Reading<Phase1Suite> theirs) {
        return theirs.suite()
                .filter(suite -> Stream.of(Attribute.values())
                        .allMatch(each -> each.isUnknown(policy.suite()) || each.same(policy.suite(), suite)))
                .isPresent();
    }

    private static Candidate candidate(Policy policy, String difference, int agreeing) {
        return new Candidate(policy.suite().toString(), policy.lines(), difference, agreeing);
    }

    /** A policy beside a suite of the peer's, with the line that decides. */
    private static Candidate candidate(Policy policy, Phase1Suite theirs, boolean literalLifetime) {
        String line = Stream.of(Attribute.values())
                .filter(attribute -> !attribute.same(policy.suite(), theirs))
                .findFirst()
                .map(attribute -> policy.lines() + " " + attribute.words + " " + attribute.keyword(policy.suite()))
                .orElse(policy.lines() + " lifetime "
                        + policy.suite().lifetime().seconds());
        return new Candidate(
                policy.suite().toString(),
                line,
                difference(policy.suite(), theirs, literalLifetime).orElse("none"),
                agreeing(policy.suite(), theirs));
    }

    /** Where a policy differs from that of the peer's suites which is most like it. */
    private static Candidate nearest(Policy policy, Phase1Offer offer, Phase1Context context) {
        boolean literal = context.settings().options().literalLifetime();
        return offer.suites().stream()
                .map(reading -> reading.suite()
                        .map(suite -> candidate(policy, suite, literal))
                        .orElseGet(() -> candidate(policy, "the offer says " + reading.fault(), 0)))
                .max(Comparator.comparingInt(Candidate::agreeing))
                .orElseGet(() -> candidate(policy, "nothing was offered", 0));
    }

    private static Failure failure(Phase1Offer offer, List<Candidate> candidates, Phase1Context context) {
        boolean noKey = context.settings().key(context.path().remote()).isEmpty();
        Optional<Candidate> nearest = candidates.stream().max(Comparator.comparingInt(Candidate::agreeing));
        String peer = context.path().remote().toString();
        return new Failure(
                context.nowNanos(),
                context.path().remote(),
                false,
                context.mode().toString(),
                reason(noKey, peer, nearest),
                offer.suites().stream().map(Object::toString).toList(),
                candidates,
                nearest,
                noKey ? Optional.of("isakmp key ... address " + peer + " is missing") : nearest.map(Candidate::line));
    }

    private static String reason(boolean noKey, String peer, Optional<Candidate> nearest) {
        return noKey
                ? "no pre-shared key for " + peer
                : nearest.filter(each -> each.agreeing() == ALL)
                        .map(Candidate::difference)
                        .orElse("no policy meets the peer's offer");
    }

    /** The first attribute that differs, with both values; empty if both suites are the same. */
    static Optional<String> difference(Phase1Suite ours, Phase1Suite theirs, boolean literalLifetime) {
        for (Attribute attribute : Attribute.values()) {
            if (!attribute.same(ours, theirs)) {
                return Optional.of(
                        attribute.words + " is " + attribute.of(ours) + " here, the peer says " + attribute.of(theirs));
            }
        }
        long own = ours.lifetime().seconds();
        long offered = theirs.lifetime().seconds();
        if (literalLifetime && offered != 0 && own > offered) {
            return Optional.of("lifetime is " + own + " seconds here, the peer offers less: " + offered);
        }
        return Optional.empty();
    }

    private static int agreeing(Phase1Suite ours, Phase1Suite theirs) {
        int count = 0;
        for (Attribute attribute : Attribute.values()) {
            count += attribute.same(ours, theirs) ? 1 : 0;
        }
        return count;
    }

    /** The attributes that have to agree, in the order in which they are compared. */
    private enum Attribute {
        ENCRYPTION("encryption"),
        HASH("hash"),
        AUTHENTICATION("authentication"),
        GROUP("group");

        private final String words;

        Attribute(String words) {
            this.words = words;
        }

        boolean same(Phase1Suite one, Phase1Suite other) {
            return of(one).equals(of(other));
        }

        boolean isUnknown(Phase1Suite suite) {
            return switch (this) {
                case ENCRYPTION -> suite.cipher() == 0;
                case HASH -> suite.hash() == 0;
                case AUTHENTICATION -> false;
                case GROUP -> suite.group() == 0;
            };
        }

        /** As the configuration says it. */
        String keyword(Phase1Suite suite) {
            return switch (this) {
                case ENCRYPTION -> cipher(suite);
                case HASH -> suite.hashWords().toLowerCase(Locale.ROOT);
                case AUTHENTICATION -> suite.authentication() == Phase1Suite.PRE_SHARED_KEY ? "pre-share" : "rsa-sig";
                case GROUP -> String.valueOf(suite.group());
            };
        }

        /** The shortest key is the one that the bare name means. */
        private static String cipher(Phase1Suite suite) {
            String name = suite.cipherWords().toLowerCase(Locale.ROOT);
            return name.equals("aes 128") ? "aes" : name.replace(' ', '-');
        }

        String of(Phase1Suite suite) {
            return switch (this) {
                case ENCRYPTION -> suite.cipherWords();
                case HASH -> suite.hashWords();
                case AUTHENTICATION -> suite.authenticationWords();
                case GROUP -> String.valueOf(suite.group());
            };
        }
    }
}
