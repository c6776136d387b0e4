// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Arguments;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.BoundFlow;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ike.EntryState;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/** What {@code show crypto map} prints: the sets as configured, with what keeps an entry from working or waits. */
final class MapListing {
    static final String GRAMMAR = "show crypto map [{interface <if:name>|tag <map:name>}]";

    private final View view;
    private final String map;
    private final List<String> lines;
    private final PendingEdits edits;
    private final Map<Integer, List<BoundFlow>> flows;
    private final Map<String, Ipv4Address> peers;

    private MapListing(View view, String map, List<String> lines) {
        this.view = view;
        this.map = map;
        this.lines = lines;
        this.edits = PendingEdits.of(view.configuration(), map);
        this.flows = view.maps().stream()
                .filter(bound -> bound.map().equals(map))
                .flatMap(bound -> bound.flows().stream())
                .collect(Collectors.groupingBy(flow -> flow.flow().sequence()));
        this.peers = view.negotiations().stream()
                .filter(state -> state.peer().isPresent())
                .collect(Collectors.toMap(
                        EntryState::entry, state -> state.peer().orElseThrow(), (first, second) -> first));
    }

    static List<String> render(View view, Arguments arguments) {
        List<String> lines = new ArrayList<>();
        for (String map : names(view)) {
            List<String> bound = CryptoMapBinding.interfaces(view.configuration(), map);
            boolean wanted = arguments.find("map").map(map::equals).orElse(true)
                    && arguments.find("if").map(bound::contains).orElse(true);
            if (wanted) {
                lines.add("");
                lines.add("Crypto Map: \"%s\" interfaces: { %s }"
                        .formatted(map, bound.stream().map(name -> name + " ").collect(Collectors.joining()))
                        .replace("  }", " }"));
                new MapListing(view, map, lines).entries();
            }
        }
        return lines;
    }

    /** The sets that have entries, and those that had some when they were bound. */
    private static Iterable<String> names(View view) {
        return Stream.concat(
                        view.configuration().lines(CryptoMaps.TYPE).stream().map(line -> line.word("map")),
                        CryptoMapBinding.all(view.configuration()).stream()
                                .flatMap(binding -> CryptoMapBinding.map(binding).stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void entries() {
        MapCompiler.entries(view.configuration(), map).forEach(this::entry);
        edits.gone()
                .forEach(number -> lines.add(
                        "Crypto Map \"%s\" %d is no longer configured, but %s".formatted(map, number, bound())));
    }

    private void entry(CryptoMapEntry entry) {
        lines.add("");
        lines.add("Crypto Map \"%s\" %d %s"
                .formatted(map, entry.sequence(), entry.isManual() ? "ipsec-manual" : "ipsec-isakmp"));
        if (entry.template().isPresent()) {
            lines.add("        Dynamic map template tag: " + entry.template().get());
        } else {
            described(entry);
        }
        if (edits.edited().contains(entry.sequence())) {
            lines.add("        WARNING: these edits wait; " + bound());
        }
        state(entry).ifPresent(state -> lines.add("        WARNING: " + state));
        flows.getOrDefault(entry.sequence(), List.of()).stream()
                .filter(flow -> Temporaries.isTemporary(flow.flow()))
                .forEach(flow -> TemporaryListing.render(lines, view, entry, flow));
    }

    private void described(CryptoMapEntry entry) {
        entry.peers().forEach(peer -> lines.add("        Peer = " + peer));
        list(lines, view, entry.list());
        lines.add("        Current peer: " + currentPeer(entry));
        if (entry.isManual()) {
            lines.add("        Transform sets={ "
                    + entry.sets().stream().map(set -> set + ", ").collect(Collectors.joining()) + "}");
            keys(entry, "inbound", "Inbound");
            keys(entry, "outbound", "Outbound");
        } else {
            DynamicMapListing.terms(lines, view, entry.words(), entry.sets());
        }
    }

    private String currentPeer(CryptoMapEntry entry) {
        return Optional.ofNullable(peers.get(entry.words()))
                .or(entry::peer)
                .map(Object::toString)
                .orElse("0.0.0.0");
    }

    private String bound() {
        boolean empty = view.configuration().lines(CryptoMaps.TYPE, "map", map).isEmpty();
        return "what is bound stays until "
                + CryptoMapBinding.remedy(
                        map, CryptoMapBinding.interfaces(view.configuration(), map), empty, "is typed");
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

    private void keys(CryptoMapEntry entry, String direction, String label) {
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

    private Optional<String> state(CryptoMapEntry entry) {
        boolean lacking = entry.list().isEmpty() || entry.peers().isEmpty();
        if (lacking && entry.template().isEmpty()) {
            return Optional.of("This crypto map is in an incomplete state! (missing peer or access-list definitions)");
        }
        for (BoundFlow flow : flows.getOrDefault(entry.sequence(), List.of())) {
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
