// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.ike.Move;
import org.sallyport.ike.Move.Outcome;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.SaMessages;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUse;

/**
 * What becomes of SAs when algorithms are used no more: IKE moves what it has negotiated, and says here what it will do; what was
 * keyed by hand stays until it is cut.
 */
final class Withdrawals {
    private static final String MANUAL = "it is keyed by hand, and only \"force\" ends it";

    private final TransformRegistry registry;
    private final Sad sad;
    private final Providers providers;

    Withdrawals(TransformRegistry registry, Sad sad, Providers providers) {
        this.registry = registry;
        this.sad = sad;
        this.providers = providers;
    }

    /**
     * What is to be used no more.
     *
     * @param what it is, in words
     * @param algorithms among them those: of SAs that use others nothing is said, and none is cut
     * @param policy what may be used then
     * @param end what ends at once the SAs that have no alternative, in words of the console
     */
    record Subject(String what, Predicate<AlgorithmId> algorithms, TransformPolicy policy, String end) {
        /** One algorithm by its name. */
        static Subject algorithm(String name, TransformPolicy before) {
            return new Subject(
                    name, each -> each.name().equals(name), before.with(name, TransformUse.WITHDRAWN), "\"force\"");
        }
    }

    /** The SAs that use an algorithm. */
    List<Move> users(String name) {
        return moves(Subject.algorithm(name, TransformPolicy.OPEN));
    }

    /** What withdrawing an algorithm means beside what is withdrawn already. */
    Subject algorithm(String name) {
        return Subject.algorithm(name, registry.snapshot().policy());
    }

    /** What a floor means likewise. */
    Subject floor(Standing floor) {
        TransformSnapshot present = registry.snapshot();
        TransformSnapshot alone = present.under(new TransformPolicy(Map.of(), floor));
        return new Subject(
                "what is below the floor",
                each -> alone.obstacle(each, false).isPresent(),
                new TransformPolicy(present.policy().uses(), floor),
                "\"crypto transform NAME withdraw force\" for an algorithm");
    }

    private List<Move> moves(Subject subject) {
        TransformSnapshot then = registry.snapshot().under(subject.policy());
        Map<Flow, SaParameters> manual = new LinkedHashMap<>(); // ESP, with the AH around it
        sad.snapshot().inbound().stream()
                .map(InboundSa::parameters)
                .filter(isCut(then, subject.algorithms()))
                .forEach(sa -> manual.putIfAbsent(sa.flow(), sa));
        return Stream.concat(
                        providers.ike().stream().flatMap(ike -> ike.moves(then, subject.algorithms()).stream()),
                        manual.values().stream().map(sa -> manual(sa, then)))
                .toList();
    }

    private static Move manual(SaParameters sa, TransformSnapshot transforms) {
        return new Move(
                sa.remote(),
                sa.selector().reversed() + ": " + SaText.keywords(sa, transforms),
                List.of(sa.id()),
                new Outcome.Stays(MANUAL));
    }

    private static Predicate<SaParameters> isCut(TransformSnapshot then, Predicate<AlgorithmId> which) {
        return sa -> sa.manual()
                && sa.algorithms()
                        .all()
                        .anyMatch(each ->
                                which.test(each) && then.obstacle(each, false).isPresent());
    }

    /** What becomes of each SA, and of all of them together. */
    List<String> plan(Subject subject) {
        List<Move> moves = moves(subject);
        List<String> lines = new ArrayList<>();
        section(lines, "ISAKMP SAs:", moves.stream().filter(Move::isIsakmp).toList());
        section(
                lines,
                "IPsec SAs:",
                moves.stream().filter(move -> !move.isIsakmp()).toList());
        lines.addAll(summary(subject, moves));
        return lines;
    }

    private static void section(List<String> lines, String heading, List<Move> moves) {
        if (!moves.isEmpty()) {
            lines.add(heading);
            moves.forEach(move -> lines.add("  " + move.peer() + " " + move.what() + " " + words(move.outcome())));
        }
    }

    private static String words(Outcome outcome) {
        return outcome instanceof Outcome.Becomes becomes
                ? "-> " + becomes.next()
                : "stays: " + ((Outcome.Stays) outcome).why();
    }

    /** The same in a few lines. */
    List<String> summary(Subject subject) {
        return summary(subject, moves(subject));
    }

    /** The same where what has no alternative ends now. */
    List<String> forced(Subject subject) {
        List<Move> moves = moves(subject);
        return moves.isEmpty() ? summary(subject, moves) : List.of(counted(subject, moves, " is ended", " are ended"));
    }

    private static List<String> summary(Subject subject, List<Move> moves) {
        if (moves.isEmpty()) {
            return List.of("no SA uses " + subject.what());
        }
        List<String> lines = new ArrayList<>();
        lines.add(counted(subject, moves, " stays", " stay"));
        if (moves.stream().anyMatch(move -> !move.hasAlternative())) {
            lines.add("what stays works until its life ends, or " + subject.end()
                    + " ends it: then its packets are dropped");
        }
        return lines;
    }

    private static String counted(Subject subject, List<Move> moves, String stays, String stay) {
        return subject.what() + ": " + count(moves, true, "ISAKMP SA", "ISAKMP SAs", stays, stay) + "; "
                + count(moves, false, "pair of IPsec SAs", "pairs of IPsec SAs", stays, stay);
    }

    private static String count(List<Move> moves, boolean isakmp, String one, String many, String stays, String stay) {
        List<Move> all =
                moves.stream().filter(move -> move.isIsakmp() == isakmp).toList();
        long going = all.stream().filter(Move::hasAlternative).count();
        long staying = all.size() - going;
        return going + " " + (going == 1 ? one + " moves, " : many + " move, ") + staying
                + (staying == 1 ? stays : stay);
    }

    /** Ends what uses an algorithm, is refused now and has no alternative; peers are told. */
    void cut(Predicate<AlgorithmId> which) {
        providers.ike().forEach(ike -> ike.cut(which));
        TransformSnapshot now = registry.snapshot();
        List<SaParameters> gone = new ArrayList<>();
        sad.change(present -> {
            gone.clear();
            return without(present, isCut(now, which), gone);
        });
        SaMessages.deleted(gone, now, providers.messages());
    }

    /** Both directions of the flows whose SAs are cut, AH with the ESP that it carries. */
    private static SadSnapshot without(SadSnapshot present, Predicate<SaParameters> isCut, List<SaParameters> gone) {
        var flows = present.inbound().stream()
                .map(InboundSa::parameters)
                .filter(isCut)
                .map(SaParameters::flow)
                .collect(Collectors.toSet());
        return present.without(sa -> sa.manual() && flows.contains(sa.flow()) && gone.add(sa));
    }
}
