// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sallyport.config.Binding;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.gateway.BoundMap.Place;
import org.sallyport.gateway.Temporaries.Temporary;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.TransformSnapshot;

/** Compiles the lines of a crypto map set, and the lists they name, to a bound map. A pure function of its arguments. */
final class MapCompiler {
    private static final List<String> INCOMPLETE = List.of(
            "WARNING: This crypto map is incomplete",
            "        To remedy the situation add a peer and a valid access-list to this crypto map.");

    private final ManualKeying manual;
    private final NegotiatedKeying negotiated;

    MapCompiler(Supplier<TransformSnapshot> transforms, SessionKeys keys, Strictness strictness) {
        this.manual = new ManualKeying(transforms, keys, strictness);
        this.negotiated = new NegotiatedKeying(new Suites(transforms, strictness));
    }

    /**
     * Compiles a set.
     *
     * @param binding the snapshot that was taken when it was bound
     * @param everywhere how long SAs live whose entry does not say
     * @param temporaries the temporary entries of the set
     */
    BoundMap compile(Binding binding, SaLifetimes.Life everywhere, Place place, List<Temporary> temporaries) {
        String map = CryptoMapBinding.map(binding).orElseThrow();
        var work = new Work(binding.lines(), everywhere, place);
        for (CryptoMapEntry entry : entries(binding.lines(), map)) {
            temporaries.stream()
                    .filter(temporary -> temporary.flow().sequence() == entry.sequence())
                    .forEach(work::temporary);
            if (entry.isManual()) {
                work.manual(entry);
            } else if (entry.template().isPresent()) {
                work.dynamic(entry);
            } else {
                work.negotiated(entry);
            }
        }
        return new BoundMap(
                map,
                place,
                binding.generation(),
                new SecurityPolicy(place.linuxName(), work.entries),
                work.flows,
                work.negotiated);
    }

    /** A set on its way to be compiled. */
    private final class Work {
        private final Configuration lines;
        private final SaLifetimes.Life everywhere;
        private final Place place;
        private final List<SecurityPolicy.Entry> entries = new ArrayList<>();
        private final List<BoundFlow> flows = new ArrayList<>();
        private final List<IkeEntry> negotiated = new ArrayList<>();

        Work(Configuration lines, SaLifetimes.Life everywhere, Place place) {
            this.lines = lines;
            this.everywhere = everywhere;
            this.place = place;
        }

        /**
         * An entry without a list claims nothing.
         *
         * @param faulty whether the list cannot be used, and what it could permit is to be dropped
         */
        private List<SecurityPolicy.Element> claim(
                CryptoMapEntry entry, Optional<String> list, boolean faulty, int first) {
            List<SecurityPolicy.Element> elements = new ArrayList<>();
            for (AccessLists.Element element : list.map(
                            name -> faulty ? AccessLists.widened(lines, name) : AccessLists.elements(lines, name))
                    .orElse(List.of())) {
                var flow = new Flow(entry.map(), entry.sequence(), first + elements.size());
                elements.add(new SecurityPolicy.Element(element.permit(), element.selector(), flow));
            }
            entries.add(new SecurityPolicy.Entry(elements));
            return elements;
        }

        private void flows(List<SecurityPolicy.Element> elements, Optional<Ipv4Address> peer, Keying keying) {
            elements.stream()
                    .filter(SecurityPolicy.Element::permit)
                    .forEach(element -> flows.add(new BoundFlow(element.flow(), element.selector(), peer, keying)));
        }

        void temporary(Temporary temporary) {
            var element = new SecurityPolicy.Element(true, temporary.selector(), temporary.flow());
            entries.add(new SecurityPolicy.Entry(List.of(element)));
            flows(List.of(element), Optional.of(temporary.peer()), new Keying.Negotiated());
        }

        void manual(CryptoMapEntry entry) {
            boolean first = true;
            for (SecurityPolicy.Element element :
                    claim(entry, entry.list(), entry.listFault().isPresent(), 0)) {
                if (element.permit()) {
                    Keying keying = first
                            ? manual.keying(lines, entry, element.flow(), element.selector(), place.local())
                            : new Keying.Incomplete("only the first permit of a manual entry gets an SA");
                    flows.add(new BoundFlow(element.flow(), element.selector(), entry.peer(), keying));
                    first = false;
                }
            }
        }

        void negotiated(CryptoMapEntry entry) {
            List<SecurityPolicy.Element> elements =
                    claim(entry, entry.list(), entry.listFault().isPresent(), 0);
            NegotiatedKeying.Result result = MapCompiler.this.negotiated.entry(
                    lines, everywhere, entry, new NegotiatedKeying.Scope(place, elements));
            flows(elements, entry.peer(), result.keying());
            negotiated.addAll(result.entries());
        }

        void dynamic(CryptoMapEntry entry) {
            int first = 0;
            for (DynamicMaps.Template template :
                    DynamicMaps.templates(lines, entry.template().orElseThrow())) {
                List<SecurityPolicy.Element> elements =
                        claim(entry, template.list(), template.listFault().isPresent(), first);
                first += elements.size();
                NegotiatedKeying.Result result = MapCompiler.this.negotiated.template(
                        lines, everywhere, entry, template, new NegotiatedKeying.Scope(place, elements));
                flows(elements, Optional.empty(), result.keying());
                negotiated.addAll(result.entries());
            }
        }
    }

    /** The entries of a set, the first asked first. */
    static List<CryptoMapEntry> entries(Configuration lines, String map) {
        var numbers = new TreeMap<Integer, CryptoMapEntry>();
        for (Line line : lines.lines(CryptoMaps.TYPE, "map", map)) {
            numbers.put((int) line.number("seq"), CryptoMapEntry.of(lines, line));
        }
        return List.copyOf(numbers.values());
    }

    /** What binding the set as it is now prints. */
    List<String> warnings(Configuration configuration, String map, Optional<Ipv4Address> local) {
        List<String> warnings = new ArrayList<>();
        for (CryptoMapEntry entry : entries(configuration, map)) {
            if (entry.template().isPresent()) {
                warnings.addAll(NegotiatedKeying.warnings(configuration, entry));
                continue;
            }
            List<AccessLists.Element> list = entry.list()
                    .filter(name -> entry.listFault().isEmpty())
                    .map(name -> AccessLists.elements(configuration, name))
                    .orElse(List.of());
            long permits = list.stream().filter(AccessLists.Element::permit).count();
            if (permits == 0 || entry.peers().isEmpty()) {
                warnings.addAll(INCOMPLETE);
                warnings.add("        (entry " + entry.sequence() + ": "
                        + (permits == 0 ? "no access list with a permit element" : "no peer") + ")");
            } else if (entry.isManual()) {
                warnings.addAll(manualWarnings(configuration, entry, list, local));
            } else {
                warnings.addAll(negotiated.warnings(configuration, entry.words(), entry.sets()));
            }
            if (permits > 1 && entry.isManual()) {
                warnings.add(
                        "WARNING: crypto map \"%s\" %d is ipsec-manual: only the first permit of access-list %s gets an SA,"
                                .formatted(map, entry.sequence(), entry.list().orElse("")));
                warnings.add("        packets of the other " + (permits - 1) + " will be dropped");
            }
        }
        return warnings;
    }

    private List<String> manualWarnings(
            Configuration configuration,
            CryptoMapEntry entry,
            List<AccessLists.Element> list,
            Optional<Ipv4Address> local) {
        String head = "WARNING: crypto map \"%s\" %d: ".formatted(entry.map(), entry.sequence());
        Optional<String> missing = manual.missing(configuration, entry).or(() -> manual.refused(configuration, entry));
        if (missing.isPresent()) {
            return List.of(head + missing.get() + "; its packets will be dropped");
        }
        return list.stream()
                .filter(AccessLists.Element::permit)
                .limit(1) // the others get no SA
                .flatMap(element -> manual.keptInTunnel(configuration, entry, element.selector(), local).stream())
                .map(head::concat)
                .toList();
    }
}
