// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.packet.IpProtocol;

/** What {@code show crypto map} prints: the sets as configured, with what keeps an entry from working or waits. */
final class MapListing {
    static final String GRAMMAR = "show crypto map [{interface <if:name>|tag <map:name>}]";

    private MapListing() {}

    static List<String> render(View view, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        for (String map : names(view)) {
            List<String> bound = view.configuration().lines(CryptoMapBinding.INTERFACE).stream()
                    .filter(line -> line.word("map").equals(map))
                    .map(line -> line.word("if"))
                    .toList();
            boolean wanted = arguments.find("map").map(map::equals).orElse(true)
                    && arguments.find("if").map(bound::contains).orElse(true);
            if (wanted) {
                lines.add("");
                lines.add("Crypto Map: \"%s\" interfaces: { %s }"
                        .formatted(map, bound.stream().map(name -> name + " ").collect(Collectors.joining()))
                        .replace("  }", " }"));
                MapCompiler.entries(view.configuration(), map).forEach(entry -> entry(lines, view, entry));
                PendingEdits.gone(view.configuration(), map)
                        .forEach(number -> lines.add("Crypto Map \"%s\" %d is no longer configured, but %s"
                                .formatted(map, number, bound(map))));
            }
        }
        return lines;
    }

    private static Iterable<String> names(View view) {
        return view.configuration().lines(CryptoMaps.TYPE).stream()
                .map(line -> line.word("map"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void entry(List<String> lines, View view, CryptoMapEntry entry) {
        lines.add("");
        lines.add("Crypto Map \"%s\" %d %s"
                .formatted(entry.map(), entry.sequence(), entry.isManual() ? "ipsec-manual" : "ipsec-isakmp"));
        if (entry.template().isPresent()) {
            lines.add("        Dynamic map template tag: " + entry.template().get());
        } else {
            described(lines, view, entry);
        }
        if (PendingEdits.of(view.configuration(), entry)) {
            lines.add("        WARNING: these edits wait; " + bound(entry.map()));
        }
        state(view, entry).ifPresent(state -> lines.add("        WARNING: " + state));
    }

    private static void described(List<String> lines, View view, CryptoMapEntry entry) {
        entry.peers().forEach(peer -> lines.add("        Peer = " + peer));
        list(lines, view, entry.list());
        lines.add("        Current peer: " + currentPeer(view, entry));
        if (entry.isManual()) {
            lines.add("        Transform sets={ "
                    + entry.sets().stream().map(set -> set + ", ").collect(Collectors.joining()) + "}");
            keys(lines, entry, "inbound", "Inbound");
            keys(lines, entry, "outbound", "Outbound");
        } else {
            DynamicMapListing.terms(lines, view, entry.words(), entry.sets());
        }
    }

    private static String currentPeer(View view, CryptoMapEntry entry) {
        return view.negotiations().stream()
                .filter(state -> state.entry().equals(entry.words()))
                .flatMap(state -> state.peer().stream())
                .findFirst()
                .or(entry::peer)
                .map(Object::toString)
                .orElse("0.0.0.0");
    }

    private static String bound(String map) {
        return "what is bound stays until \"crypto map " + map + " interface\" is typed again";
    }

    static void list(List<String> lines, View view, Optional<String> list) {
        List<Line> elements =
                list.map(name -> AccessListListing.elements(view, name)).orElse(List.of());
        if (list.isEmpty()) {
            lines.add("        No matching address list set.");
            return;
        }
        lines.add("        access-list " + list.get() + "; " + elements.size() + " elements");
        for (int i = 0; i < elements.size(); i++) {
            lines.add("        " + elements.get(i).masked() + " (hitcnt=" + AccessListListing.hits(view, list.get(), i)
                    + ")");
        }
    }

    private static void keys(List<String> lines, CryptoMapEntry entry, String direction, String label) {
        Optional<Line> esp = entry.keys(direction, IpProtocol.ESP);
        lines.add("        " + label + " esp spi: " + spi(esp) + ",");
        lines.add("         cipher key: " + configured(esp, "cipher") + ",");
        lines.add("         auth_key: " + configured(esp, "authenticator") + ",");
        Optional<Line> ah = entry.keys(direction, IpProtocol.AH);
        lines.add("        " + label + " ah spi: " + spi(ah) + ",");
        lines.add("            key: " + configured(ah, "authenticator") + ",");
    }

    private static String spi(Optional<Line> line) {
        return line.map(keys -> keys.word("spi")).orElse("0");
    }

    private static String configured(Optional<Line> line, String variable) {
        return line.flatMap(keys -> keys.arguments().find(variable)).isPresent() ? "<configured>" : "";
    }

    private static Optional<String> state(View view, CryptoMapEntry entry) {
        List<BoundFlow> flows = view.maps().stream()
                .filter(map -> map.map().equals(entry.map()))
                .flatMap(map -> map.flows().stream())
                .filter(flow -> flow.flow().sequence() == entry.sequence())
                .toList();
        boolean lacking = entry.list().isEmpty() || entry.peers().isEmpty();
        if (lacking && entry.template().isEmpty()) {
            return Optional.of("This crypto map is in an incomplete state! (missing peer or access-list definitions)");
        }
        for (BoundFlow flow : flows) {
            if (flow.keying() instanceof Keying.Waiting waiting) {
                return Optional.of("inactive: " + waiting.reason());
            }
            if (flow.keying() instanceof Keying.Incomplete incomplete) {
                return Optional.of("packets are dropped: " + incomplete.reason());
            }
        }
        return Optional.empty();
    }
}
