// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.Binding;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.packet.Ipv4Address;

/**
 * The command {@code crypto map … interface …}: it takes a snapshot of the lines, and everything that runs derives from
 * that. Retyping it takes a new one.
 */
final class CryptoMapBinding {
    private static final String NAME = "crypto map interface ";

    static final Setting INTERFACE = Setting.of("crypto map <map:name> interface <if:name>")
            .help("Encryption", "Crypto map", "Name of the map", "Bind it to an interface", "Name of the interface")
            .order(720, "map", "seq")
            .rank(9)
            .lasting(); // what was bound stays in force until it is unbound by its own words

    private final MapCompiler compiler;

    CryptoMapBinding(MapCompiler compiler) {
        this.compiler = compiler;
    }

    Setting setting() {
        return INTERFACE.onEntry(this::enter).onRemoval(CryptoMapBinding::remove);
    }

    /** The name of an interface's snapshot. */
    static String name(String interfaceName) {
        return NAME + interfaceName;
    }

    /** The snapshots of all bound interfaces, in the order of their names. */
    static List<Binding> all(Configuration configuration) {
        return configuration.bindings().values().stream()
                .filter(binding -> binding.name().startsWith(NAME))
                .sorted(Comparator.comparing(Binding::name))
                .toList();
    }

    /** The interface that a snapshot belongs to. */
    static String interfaceName(Binding binding) {
        return binding.name().substring(NAME.length());
    }

    /** The map that was bound. */
    static Optional<String> map(Binding binding) {
        return binding.lines().lines(INTERFACE, "if", interfaceName(binding)).stream()
                .findFirst()
                .map(line -> line.word("map"));
    }

    private Change enter(Configuration before, Line line) {
        String map = line.word("map");
        if (!Interfaces.isNamed(before, line.word("if"))) {
            return Interfaces.notDefined(line);
        }
        if (before.lines(CryptoMaps.TYPE, "map", map).isEmpty()) {
            return Change.refused("crypto map \"" + map + "\" has no entries");
        }
        Optional<Line> other = before.lines(INTERFACE).stream()
                .filter(bound -> bound.word("if").equals(line.word("if"))
                        != bound.word("map").equals(map)) // a set has one interface: a flow of it has one pair of SAs
                .findFirst();
        if (other.isPresent()) {
            return Change.refused("crypto map \"" + other.get().word("map") + "\" is already applied to interface "
                    + other.get().word("if"));
        }
        var change = Change.of(line).bind(name(line.word("if")));
        Optional<Ipv4Address> local =
                Interfaces.address(before, line.word("if")).map(HostInterface.Address::address);
        for (String warning : compiler.warnings(before, map, local)) {
            change = change.note(warning);
        }
        return change;
    }

    private static Change remove(Configuration before, List<Line> removed) {
        var change = Change.none();
        for (Line line : removed) {
            boolean another = before.binding(name(line.word("if")))
                    .flatMap(CryptoMapBinding::map)
                    .filter(map -> !map.equals(line.word("map")))
                    .isPresent(); // the line was refused: another map is bound there
            change = another ? change : change.unbind(name(line.word("if")));
        }
        return change;
    }

    /**
     * What puts edits of a bound map into effect: binding it again, or, since a map without entries cannot be bound, unbinding it.
     *
     * @param interfaces that it is bound to
     * @param empty whether it has no entry left
     * @param done what is to be done with the line
     */
    static String remedy(String map, List<String> interfaces, boolean empty, String done) {
        return empty
                ? "\"no crypto map %s interface %s\" %s".formatted(map, String.join(", ", interfaces), done)
                : "\"crypto map %s interface\" %s again".formatted(map, done);
    }

    /** The interfaces that a map is bound to. */
    static List<String> interfaces(Configuration configuration, String map) {
        return all(configuration).stream()
                .filter(binding -> map(binding).filter(map::equals).isPresent())
                .map(CryptoMapBinding::interfaceName)
                .toList();
    }
}
