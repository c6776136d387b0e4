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

    /** The SAs that use an algorithm. */
    List<Move> users(String name) {
        return moves(TransformPolicy.OPEN.with(name, TransformUse.WITHDRAWN));
    }

    private List<Move> moves(TransformPolicy policy) {
        TransformSnapshot then = registry.snapshot().under(policy);
        Map<Flow, SaParameters> manual = new LinkedHashMap<>(); // ESP, with the AH around it
        sad.snapshot().inbound().stream()
                .map(InboundSa::parameters)
                .filter(isCut(then))
                .forEach(sa -> manual.putIfAbsent(sa.flow(), sa));
        return Stream.concat(
                        providers.ike().stream().flatMap(ike -> ike.moves(then).stream()),
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

    private static Predicate<SaParameters> isCut(TransformSnapshot then) {
        return sa -> sa.manual()
                && sa.algorithms()
                        .all()
                        .anyMatch(each -> then.obstacle(each, false).isPresent());
    }

    /** What a policy would do to each SA that it refuses, and to all of them together. */
    List<String> plan(String what, TransformPolicy policy) {
        List<Move> moves = moves(policy);
        List<String> lines = new ArrayList<>();
        section(lines, "ISAKMP SAs:", moves.stream().filter(Move::isIsakmp).toList());
        section(
                lines,
                "IPsec SAs:",
                moves.stream().filter(move -> !move.isIsakmp()).toList());
        lines.addAll(summary(what, moves));
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
    List<String> summary(String what, TransformPolicy policy) {
        return summary(what, moves(policy));
    }

    private static List<String> summary(String what, List<Move> moves) {
        if (moves.isEmpty()) {
            return List.of("no SA uses " + what);
        }
        List<String> lines = new ArrayList<>();
        lines.add(what + ": " + count(moves, true, "ISAKMP SA", "ISAKMP SAs") + "; "
                + count(moves, false, "pair of IPsec SAs", "pairs of IPsec SAs"));
        if (moves.stream().anyMatch(move -> !move.hasAlternative())) {
            lines.add("what stays works until its life ends, or \"force\" ends it: then its packets are dropped");
        }
        return lines;
    }

    private static String count(List<Move> moves, boolean isakmp, String one, String many) {
        List<Move> all =
                moves.stream().filter(move -> move.isIsakmp() == isakmp).toList();
        long going = all.stream().filter(Move::hasAlternative).count();
        long staying = all.size() - going;
        return going + " " + (going == 1 ? one + " moves, " : many + " move, ") + staying
                + (staying == 1 ? " stays" : " stay");
    }

    /** Ends what is refused now and has no alternative; peers are told. */
    void cut() {
        providers.ike().forEach(ike -> ike.cut());
        TransformSnapshot now = registry.snapshot();
        List<SaParameters> gone = new ArrayList<>();
        sad.change(present -> {
            gone.clear();
            return without(present, isCut(now), gone);
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
