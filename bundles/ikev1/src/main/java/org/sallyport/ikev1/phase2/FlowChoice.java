// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.explain.Failure.Candidate;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy.Element;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;

/**
 * Which entry a peer's request falls under. Entries are asked in their order, static and dynamic alike; of those that know
 * the peer the first decides that permits the flow: with an element that is equal to it, or that holds it. A deny that shares
 * a packet with the flow ends the search in its entry: those packets are not under it.
 */
public final class FlowChoice {
    private FlowChoice() {}

    /** What was found. */
    public sealed interface Choice {
        /**
         * An entry permits it.
         *
         * @param element the flow that exists for it; empty if it needs one of its own: in a dynamic entry, or for a part of
         *     what an element protects
         */
        record Found(IkeEntry entry, Optional<Flow> element) implements Choice {}

        /**
         * None does.
         *
         * @param candidates what would have been permitted to this peer, and how it differs
         */
        record None(String reason, List<Candidate> candidates) implements Choice {
            public None {
                candidates = List.copyOf(candidates);
            }
        }
    }

    /**
     * Looks for an entry.
     *
     * @param flow as its packets leave this gateway
     * @param knows whether an entry is for a peer
     */
    public static Choice choose(
            List<IkeEntry> entries, TrafficSelector flow, Ends ends, BiPredicate<IkeEntry, Ipv4Address> knows) {
        var candidates = new ArrayList<Candidate>();
        for (IkeEntry entry : entries) {
            if (!entry.local().equals(ends.local()) || !knows.test(entry, ends.remote())) {
                continue;
            }
            if (entry.isDynamic() && entry.elements().isEmpty()) {
                return new Choice.Found(entry, Optional.empty());
            }
            Optional<Choice> choice = inEntry(entry, flow, candidates);
            if (choice.isPresent()) {
                return choice.get();
            }
        }
        return candidates.isEmpty()
                ? new Choice.None("no crypto map entry is for peer " + ends.remote(), otherPeers(entries, flow, ends))
                : new Choice.None("no access list element permits " + flow, candidates);
    }

    /** The entries that are for other peers: one of them may be meant. */
    private static List<Candidate> otherPeers(List<IkeEntry> entries, TrafficSelector flow, Ends ends) {
        return entries.stream()
                .filter(entry -> entry.local().equals(ends.local()))
                .map(entry -> new Candidate(
                        "peer " + String.join(", ", entry.peers()),
                        entry.lines() + " set peer"
                                + (entry.peers().isEmpty()
                                        ? ""
                                        : " " + entry.peers().get(0)),
                        "the request comes from " + ends.remote(),
                        inEntry(entry, flow, new ArrayList<>()).isPresent() ? 1 : 0))
                .toList();
    }

    /** Both gateways. */
    public record Ends(Ipv4Address local, Ipv4Address remote) {}

    private static Optional<Choice> inEntry(IkeEntry entry, TrafficSelector flow, List<Candidate> candidates) {
        Optional<TrafficSelector> denied = Optional.empty(); // a part of the flow
        for (Element element : entry.elements()) {
            TrafficSelector selector = element.selector();
            boolean holds = selector.source().contains(flow.source())
                    && selector.destination().contains(flow.destination());
            if (!element.permit()) {
                denied = denied.or(() -> selector.overlaps(flow) ? Optional.of(selector) : Optional.empty());
            }
            // The two networks of a permit element are what is negotiated, whatever denies stand before it: they keep
            // single packets
            // away. A flow that is no element's own would take those along.
            boolean own = element.permit() && !entry.isDynamic() && selector.equals(flow);
            if (denied.isPresent() && (holds && !own)) {
                candidates.add(new Candidate("deny " + denied.get(), entry.matchAddress(), "denies " + flow, 0));
                return Optional.empty();
            }
            if (element.permit() && holds) {
                return Optional.of(new Choice.Found(entry, own ? Optional.of(element.flow()) : Optional.empty()));
            }
            if (element.permit()) {
                candidates.add(new Candidate(
                        "permit " + selector,
                        entry.matchAddress(),
                        difference(selector, flow),
                        agreeing(selector, flow)));
            }
        }
        return Optional.empty();
    }

    private static String difference(TrafficSelector ours, TrafficSelector flow) {
        if (ours.reversed().equals(flow)) {
            return "source and destination are exchanged: the peer's list is a copy of this one, not its mirror image";
        }
        if (!ours.source().contains(flow.source())) {
            return "our network is " + ours.source() + ", the peer asks for " + flow.source()
                    + wider(flow.source().contains(ours.source()));
        }
        return "the peer's network is " + ours.destination() + " here, the peer asks for " + flow.destination()
                + wider(flow.destination().contains(ours.destination()));
    }

    private static String wider(boolean contains) {
        return contains ? ", which is wider" : "";
    }

    private static int agreeing(TrafficSelector ours, TrafficSelector flow) {
        int same = ours.source().contains(flow.source()) ? 1 : 0;
        return same + (ours.destination().contains(flow.destination()) ? 1 : 0);
    }
}
