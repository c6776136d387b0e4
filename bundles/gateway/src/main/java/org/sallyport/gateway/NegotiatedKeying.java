// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.gateway.BoundMap.Place;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.DontFragment;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SecurityPolicy;

/** What IKE may negotiate for an entry, or why it cannot. */
final class NegotiatedKeying {
    private final Suites suites;

    NegotiatedKeying(Suites suites) {
        this.suites = suites;
    }

    /**
     * What becomes of an entry.
     *
     * @param keying of its flows
     * @param entries one for IKE, or none
     */
    record Result(Keying keying, List<IkeEntry> entries) {
        Result {
            entries = List.copyOf(entries);
        }

        private static Result no(Keying keying) {
            return new Result(keying, List.of());
        }
    }

    /** Where an entry is bound, and what its list claims. */
    record Scope(Place place, List<SecurityPolicy.Element> elements) {
        Scope {
            elements = List.copyOf(elements);
        }

        private boolean hasPermit() {
            return elements.stream().anyMatch(SecurityPolicy.Element::permit);
        }
    }

    /** An entry that names its peers. */
    Result entry(Configuration lines, SaLifetimes.Life everywhere, CryptoMapEntry entry, Scope scope) {
        Optional<String> fault = fault(entry.listFault(), scope);
        if (fault.isPresent()) {
            return Result.no(new Keying.Incomplete(fault.get()));
        }
        return entry.peers().isEmpty()
                ? Result.no(new Keying.Incomplete("no peer"))
                : result(
                        lines,
                        entry.sets(),
                        scope,
                        offer -> new IkeEntry(
                                entry.map(),
                                entry.sequence(),
                                new IkeEntry.Source.Static(),
                                scope.place.interfaceName(),
                                scope.place.local().orElseThrow(),
                                entry.peers(),
                                entry.list(),
                                scope.elements,
                                offer,
                                terms(lines, everywhere, entry.words(), entry.map())));
    }

    /** An entry of a dynamic map, in the place of the crypto map's entry that names it. */
    Result template(
            Configuration lines,
            SaLifetimes.Life everywhere,
            CryptoMapEntry entry,
            DynamicMaps.Template template,
            Scope scope) {
        Optional<String> fault = template.list().isPresent() ? fault(template.listFault(), scope) : Optional.empty();
        return fault.isPresent()
                ? Result.no(new Keying.Incomplete(fault.get()))
                : result(
                        lines,
                        template.sets(),
                        scope,
                        offer -> new IkeEntry(
                                entry.map(),
                                entry.sequence(),
                                new IkeEntry.Source.Dynamic(template.name(), template.number()),
                                scope.place.interfaceName(),
                                scope.place.local().orElseThrow(),
                                template.peers(),
                                template.list(),
                                scope.elements,
                                offer,
                                terms(lines, everywhere, template.words(), entry.map())));
    }

    /** Why nothing of an access list can be negotiated. */
    private static Optional<String> fault(Optional<String> listFault, Scope scope) {
        return listFault.or(
                () -> scope.hasPermit() ? Optional.empty() : Optional.of("no access list with a permit element"));
    }

    private interface Maker {
        IkeEntry of(List<Suite> offer);
    }

    private Result result(Configuration lines, List<String> sets, Scope scope, Maker maker) {
        if (scope.place.local().isEmpty()) {
            return Result.no(new Keying.Incomplete("the interface has no address"));
        }
        if (sets.isEmpty()) {
            return Result.no(new Keying.Incomplete("no transform set"));
        }
        Suites.Offer offer = suites.offer(lines, sets, SaOptions.DEFAULT);
        // IKE knows also an entry that it cannot negotiate now: its SAs go on.
        return new Result(
                offer.used()
                        ? new Keying.Negotiated()
                        : new Keying.Waiting(offer.reasons().get(0)),
                List.of(maker.of(offer.suites())));
    }

    private static IkeEntry.Terms terms(Configuration lines, SaLifetimes.Life everywhere, String words, String map) {
        SaLifetimes.Life life = SaLifetimes.of(lines, everywhere, words);
        DontFragment bit = DontFragmentBit.of(lines, map);
        boolean keepUp = lines.under(words + " set keep-up").stream().anyMatch(Line::active);
        return new IkeEntry.Terms(pfs(lines, words), life.seconds(), life.kilobytes(), keepUp, bit);
    }

    /** What an entry says of perfect forward secrecy. */
    static Pfs pfs(Configuration lines, String words) {
        return lines.under(words + " set pfs").stream()
                .filter(Line::active)
                .findFirst()
                .map(GroupWord::pfs)
                .orElse(Pfs.NONE);
    }

    /** What binding an entry prints about its transform sets. */
    List<String> warnings(Configuration lines, String words, List<String> sets) {
        if (sets.isEmpty()) {
            return List.of("WARNING: " + words + ": no transform set; its packets will be dropped");
        }
        var warnings = new ArrayList<String>();
        Suites.Offer offer = suites.offer(lines, sets, SaOptions.DEFAULT);
        for (String reason : offer.reasons()) {
            warnings.add("WARNING: " + words + ": not offered: " + reason);
        }
        return warnings;
    }

    /** What binding an entry prints that a dynamic map describes. */
    static List<String> warnings(Configuration lines, CryptoMapEntry entry) {
        String name = entry.template().orElseThrow();
        List<DynamicMaps.Template> templates = DynamicMaps.templates(lines, name);
        if (templates.isEmpty()) {
            return List.of("WARNING: " + entry.words() + ": crypto dynamic-map \"" + name + "\" does not exist yet");
        }
        return templates.stream()
                .filter(template -> template.sets().isEmpty())
                .map(template -> "WARNING: " + template.words() + ": no transform set; no peer can use it")
                .toList();
    }

    /** The reason why an entry's keying does not work, in words; empty if it does. */
    static Optional<String> reason(Keying keying) {
        if (keying instanceof Keying.Waiting waiting) {
            return Optional.of(waiting.reason());
        }
        return keying instanceof Keying.Incomplete incomplete ? Optional.of(incomplete.reason()) : Optional.empty();
    }
}
