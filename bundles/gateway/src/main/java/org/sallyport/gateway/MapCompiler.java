// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
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

    MapCompiler(Supplier<TransformSnapshot> transforms, SessionKeys keys, Strictness strictness) {
        this.manual = new ManualKeying(transforms, keys, strictness);
    }

    /**
     * Compiles a set.
     *
     * @param lines the snapshot that was taken when it was bound
     * @param linuxName the machine's name of the interface
     */
    BoundMap compile(
            Configuration lines,
            long generation,
            String map,
            String interfaceName,
            String linuxName,
            Optional<Ipv4Address> local) {
        List<SecurityPolicy.Entry> entries = new ArrayList<>();
        List<BoundFlow> flows = new ArrayList<>();
        for (CryptoMapEntry entry : entries(lines, map)) {
            List<SecurityPolicy.Element> elements = new ArrayList<>();
            boolean first = true;
            List<AccessLists.Element> list =
                    entry.list().map(name -> AccessLists.elements(lines, name)).orElse(List.of());
            for (int i = 0; i < list.size(); i++) {
                var flow = new Flow(map, entry.sequence(), i);
                AccessLists.Element element = list.get(i);
                elements.add(new SecurityPolicy.Element(element.permit(), element.selector(), flow));
                if (element.permit()) {
                    Keying keying = first
                            ? manual.keying(lines, entry, flow, element.selector(), local)
                            : new Keying.Incomplete("only the first permit of a manual entry gets an SA");
                    flows.add(new BoundFlow(flow, element.selector(), entry.peer(), keying));
                    first = false;
                }
            }
            entries.add(new SecurityPolicy.Entry(elements)); // an entry without a list claims nothing
        }
        return new BoundMap(map, generation, interfaceName, local, new SecurityPolicy(linuxName, entries), flows);
    }

    /** The entries of a set, the first asked first. */
    static List<CryptoMapEntry> entries(Configuration lines, String map) {
        var numbers = new TreeMap<Integer, CryptoMapEntry>();
        for (Line line : lines.lines(CryptoMaps.MANUAL, "map", map)) {
            int sequence = (int) line.number("seq");
            numbers.put(sequence, CryptoMapEntry.of(lines, map, sequence));
        }
        return List.copyOf(numbers.values());
    }

    /** What binding the set as it is now prints. */
    List<String> warnings(Configuration configuration, String map, Optional<Ipv4Address> local) {
        List<String> warnings = new ArrayList<>();
        for (CryptoMapEntry entry : entries(configuration, map)) {
            List<AccessLists.Element> list = entry.list()
                    .map(name -> AccessLists.elements(configuration, name))
                    .orElse(List.of());
            long permits = list.stream().filter(AccessLists.Element::permit).count();
            if (permits == 0 || entry.peer().isEmpty()) {
                warnings.addAll(INCOMPLETE);
                warnings.add("        (entry " + entry.sequence() + ": "
                        + (permits == 0 ? "no access list with a permit element" : "no peer") + ")");
            } else {
                warnings.addAll(entryWarnings(configuration, entry, list, local));
            }
            if (permits > 1) {
                warnings.add(
                        "WARNING: crypto map \"%s\" %d is ipsec-manual: only the first permit of access-list %s gets an SA,"
                                .formatted(map, entry.sequence(), entry.list().orElse("")));
                warnings.add("        packets of the other " + (permits - 1) + " will be dropped");
            }
        }
        return warnings;
    }

    private List<String> entryWarnings(
            Configuration configuration,
            CryptoMapEntry entry,
            List<AccessLists.Element> list,
            Optional<Ipv4Address> local) {
        String head = "WARNING: crypto map \"%s\" %d: ".formatted(entry.map(), entry.sequence());
        Optional<String> missing = manual.missing(configuration, entry);
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
