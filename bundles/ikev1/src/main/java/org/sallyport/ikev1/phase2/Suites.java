// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Failure.Candidate;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Nat;
import org.sallyport.ikev1.proposal.Encapsulation;
import org.sallyport.ikev1.proposal.Lifetime;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ikev1.proposal.Phase2Offer.Choice;
import org.sallyport.ikev1.proposal.Phase2Offer.Part;
import org.sallyport.ikev1.proposal.Phase2Suite;
import org.sallyport.ikev1.proposal.Reading;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.Obstacle;

/** The transform sets of an entry as offers, and which of them a peer's offer meets. Pure functions. */
final class Suites {
    private Suites() {}

    /**
     * A suite as it stands in an offer: its protocols, in its own order, from the inside out.
     *
     * @param wire one a protocol
     */
    record OnWire(Suite suite, List<Phase2Suite> wire) {
        OnWire {
            wire = List.copyOf(wire);
        }

        Encapsulation encapsulation() {
            return wire.get(0).encapsulation();
        }
    }

    /** Those of an entry's suites whose algorithms are used. @param offering whether this gateway begins */
    static List<OnWire> used(List<OnWire> all, boolean offering, QuickContext context) {
        return all.stream()
                .filter(each -> obstacle(each, offering, context).isEmpty())
                .toList();
    }

    private static Optional<Obstacle> obstacle(OnWire each, boolean offering, QuickContext context) {
        return context.surroundings().algorithms().obstacle(each.suite().algorithms(), offering);
    }

    /** What an entry would take for a flow, if its algorithms are used. @param group of PFS; 0 without */
    static List<OnWire> of(Wish wish, int group, QuickContext context) {
        List<OnWire> suites = new ArrayList<>();
        for (Suite suite : wish.entry().suites()) {
            Nat nat = context.established().nat();
            boolean ah = suite.protocols().stream().anyMatch(each -> each.number() == IpProtocol.AH);
            if (ah && nat.found()) {
                continue; // RFC 3947, 5: AH cannot pass a NAT
            }
            Encapsulation encapsulation = encapsulation(suite, wish.selector(), context);
            suites.add(new OnWire(
                    suite,
                    suite.protocols().stream()
                            .map(protocol -> wire(protocol, encapsulation, group, wish.entry()))
                            .toList()));
        }
        return suites;
    }

    private static Phase2Suite wire(Suite.Protocol protocol, Encapsulation encapsulation, int group, IkeEntry entry) {
        return new Phase2Suite(
                Halves.protocol(protocol),
                protocol.transform(),
                protocol.keys().announced().orElse(0),
                protocol.authentication().orElse(0),
                encapsulation,
                group,
                protocol.options().extendedSequence(),
                new Lifetime(entry.terms().seconds(), entry.terms().kilobytes()));
    }

    /** Transport mode is for packets between the gateways themselves. */
    private static Encapsulation encapsulation(Suite suite, TrafficSelector selector, QuickContext context) {
        Nat nat = context.established().nat();
        boolean own = selector.source().equals(Ipv4Prefix.host(context.path().local()))
                && selector.destination().equals(Ipv4Prefix.host(context.path().remote()));
        boolean transport = suite.mode() == Mode.TRANSPORT && own;
        if (!nat.found()) {
            return transport ? Encapsulation.TRANSPORT : Encapsulation.TUNNEL;
        }
        boolean draft = nat.version().isPresent() && nat.version().get().isDraft();
        if (transport) {
            return draft ? Encapsulation.UDP_TRANSPORT_DRAFT : Encapsulation.UDP_TRANSPORT;
        }
        return draft ? Encapsulation.UDP_TUNNEL_DRAFT : Encapsulation.UDP_TUNNEL;
    }

    /**
     * A choice of the peer's that a suite of ours meets.
     *
     * @param parts of the choice, in the order of our suite
     * @param taken the transform taken of each
     */
    record Met(OnWire ours, Choice choice, List<Part> parts, List<Reading<Phase2Suite>> taken) {
        Met {
            parts = List.copyOf(parts);
            taken = List.copyOf(taken);
        }

        Phase2Suite first() {
            return taken.get(0).suite().orElseThrow();
        }

        /** What the peer says about lifetimes, the shorter of all its protocols. */
        Lifetime lifetime() {
            Lifetime said = Lifetime.NONE;
            for (Reading<Phase2Suite> each : taken) {
                said = said.shorter(each.suite().orElseThrow().lifetime());
            }
            return said;
        }
    }

    /** The first of the peer's choices that equals any of our suites, but for lifetimes and the group. */
    static Optional<Met> meet(Phase2Offer offer, List<OnWire> ours) {
        for (Choice choice : offer.choices()) {
            for (OnWire suite : ours) {
                Optional<Met> met = meets(choice, suite);
                if (met.isPresent()) {
                    return met;
                }
            }
        }
        return Optional.empty();
    }

    /** The names of those of our suites that are in the peer's offer. */
    static Set<String> known(Phase2Offer offer, List<OnWire> ours) {
        return ours.stream()
                .filter(each -> meet(offer, List.of(each)).isPresent())
                .map(each -> each.suite().name())
                .collect(Collectors.toSet());
    }

    private static Optional<Met> meets(Choice choice, OnWire ours) {
        if (choice.parts().size() != ours.wire().size()) {
            return Optional.empty();
        }
        List<Part> parts = new ArrayList<>();
        List<Reading<Phase2Suite>> taken = new ArrayList<>();
        for (Phase2Suite wanted : ours.wire()) {
            for (Part part : choice.parts()) {
                Optional<Reading<Phase2Suite>> fits = part.suites().stream()
                        .filter(reading -> reading.suite()
                                .filter(suite -> difference(wanted, suite).isEmpty())
                                .isPresent())
                        .findFirst();
                if (fits.isPresent()) {
                    parts.add(part);
                    taken.add(fits.get());
                    break;
                }
            }
        }
        // RFC 2407, 4.5: the group, if there is one, is the same in all transforms.
        long groups = taken.stream()
                .map(each -> each.suite().orElseThrow().group())
                .distinct()
                .count();
        boolean all = parts.size() == ours.wire().size() && groups == 1;
        return all ? Optional.of(new Met(ours, choice, parts, taken)) : Optional.empty();
    }

    /** Why a peer's group, or that it has none, is refused; empty if it is not. */
    static Optional<Candidate> pfsRefusal(IkeEntry entry, int group) {
        Pfs pfs = entry.terms().pfs();
        OptionalInt offered = group == 0 ? OptionalInt.empty() : OptionalInt.of(group);
        if (pfs.accepts(offered)) {
            return Optional.empty();
        }
        String wanted = "group " + pfs.offered().orElse(0);
        return Optional.of(new Candidate(
                "perfect forward secrecy",
                entry.lines() + " set pfs"
                        + (pfs.group().isPresent() ? " group" + pfs.group().getAsInt() : ""),
                "PFS is " + wanted + " here, the peer offers " + (group == 0 ? "none" : "group " + group),
                0));
    }

    /** The first attribute that differs, but for lifetimes and the group; empty if none does. */
    static Optional<String> difference(Phase2Suite ours, Phase2Suite theirs) {
        if (ours.protocol() != theirs.protocol()) {
            return Optional.of(differ("protocol", ours.protocol(), theirs.protocol()));
        }
        if (ours.transform() != theirs.transform()) {
            return Optional.of(differ("transform", ours.transformWords(), theirs.transformWords()));
        }
        if (ours.keyBits() != theirs.keyBits() && ours.protocol() == Protocol.ESP) {
            return Optional.of(differ("key length", ours.keyBits(), theirs.keyBits()));
        }
        if (ours.authentication() != theirs.authentication()) {
            return Optional.of(differ("authentication", ours.authenticationWords(), theirs.authenticationWords()));
        }
        if (ours.encapsulation() != theirs.encapsulation()) {
            return Optional.of(differ("encapsulation", ours.encapsulation(), theirs.encapsulation()));
        }
        if (ours.extended() != theirs.extended()) {
            return Optional.of(differ("sequence number", bits(ours), bits(theirs)));
        }
        return Optional.empty();
    }

    private static String bits(Phase2Suite suite) {
        return suite.extended() ? "64 bits" : "32 bits";
    }

    private static String differ(String what, Object ours, Object theirs) {
        return what + " is " + ours + " here, the peer says " + theirs;
    }

    private static int agreeing(Phase2Suite ours, Phase2Suite theirs) {
        int same = ours.protocol() == theirs.protocol() ? 1 : 0;
        same += ours.transform() == theirs.transform() ? 1 : 0;
        same += ours.keyBits() == theirs.keyBits() ? 1 : 0;
        same += ours.authentication() == theirs.authentication() ? 1 : 0;
        same += ours.encapsulation() == theirs.encapsulation() ? 1 : 0;
        return same + (ours.extended() == theirs.extended() ? 1 : 0);
    }

    /** Why none of our suites meets the offer: they are others, or they are not used. */
    static Failure failure(Phase2Offer offer, List<OnWire> ours, IkeEntry entry, QuickContext context) {
        List<Candidate> candidates = new ArrayList<>();
        for (OnWire suite : ours) {
            Optional<Obstacle> obstacle = obstacle(suite, false, context);
            boolean met = meet(offer, List.of(suite)).isPresent();
            if (met && obstacle.isPresent()) {
                var refused = new Candidate(
                        words(suite), line(suite, entry), obstacle.get().reason(), 0);
                return failure(offer, List.of(refused), context, obstacle.get().reason())
                        .with(obstacle.get().line());
            }
            candidates.add(nearest(suite, offer, entry));
        }
        return failure(
                offer,
                candidates,
                context,
                ours.isEmpty() ? "no transform set can be used" : "no transform set meets the peer's offer");
    }

    private static Failure failure(Phase2Offer offer, List<Candidate> candidates, QuickContext context, String reason) {
        Optional<Candidate> nearest = candidates.stream().max(Comparator.comparingInt(Candidate::agreeing));
        return new Failure(
                context.nowNanos(),
                context.path().remote(),
                context.initiator(),
                context.header().exchange().toString(),
                reason,
                offers(offer),
                candidates,
                nearest,
                nearest.map(Candidate::line));
    }

    static List<String> offers(Phase2Offer offer) {
        List<String> lines = new ArrayList<>();
        for (Choice choice : offer.choices()) {
            for (Part part : choice.parts()) {
                part.suites().forEach(suite -> lines.add("proposal " + choice.number() + ": " + suite));
            }
        }
        return lines;
    }

    private static String line(OnWire ours, IkeEntry entry) {
        return entry.lines() + " set transform-set " + ours.suite().name();
    }

    private static String words(OnWire ours) {
        return ours.wire().stream()
                .map(Phase2Suite::toString)
                .reduce((a, b) -> a + " and " + b)
                .orElse("");
    }

    private static Candidate nearest(OnWire ours, Phase2Offer offer, IkeEntry entry) {
        String line = line(ours, entry);
        String what = words(ours);
        Candidate best = new Candidate(what, line, "nothing that could be compared was offered", -1);
        for (Choice choice : offer.choices()) {
            Candidate candidate = compare(ours, choice, what, line);
            best = candidate.agreeing() > best.agreeing() ? candidate : best;
        }
        return best;
    }

    private static Candidate compare(OnWire ours, Choice choice, String what, String line) {
        int agreeing = 0;
        String difference = "";
        for (Phase2Suite wanted : ours.wire()) {
            Optional<Candidate> best = choice.parts().stream()
                    .filter(part -> part.protocol() == wanted.protocol())
                    .flatMap(part -> part.suites().stream())
                    .map(reading -> reading.suite()
                            .map(suite -> new Candidate(
                                    what, line, difference(wanted, suite).orElse(""), agreeing(wanted, suite)))
                            .orElseGet(() -> new Candidate(what, line, "the offer has " + reading.fault(), 0)))
                    .max(Comparator.comparingInt(Candidate::agreeing));
            agreeing += best.map(Candidate::agreeing).orElse(0);
            if (difference.isEmpty()) {
                difference = best.map(Candidate::difference)
                        .orElse(wanted.protocol() + " is wanted here, the peer does not offer it");
            }
        }
        if (difference.isEmpty() && choice.parts().size() > ours.wire().size()) {
            difference = "the peer offers " + choice.parts().size() + " protocols together, here it is "
                    + ours.wire().size();
        }
        return new Candidate(what, line, difference, agreeing);
    }
}
