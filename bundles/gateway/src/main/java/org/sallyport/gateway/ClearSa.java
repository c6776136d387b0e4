// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Binding;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Invocation;
import org.sallyport.config.Line;
import org.sallyport.config.Reply;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/**
 * The command {@code clear crypto sa}. Manual SAs are deleted and made anew at once, with the peers, sets and keys as they are
 * configured now; negotiated ones are deleted, and what comes after them is negotiated likewise. Access lists stay as they were
 * bound. What IKE could not negotiate for them it tries again.
 */
final class ClearSa {
    private final Sad sad;
    private final Gateway gateway;

    ClearSa(Sad sad, Gateway gateway) {
        this.sad = sad;
        this.gateway = gateway;
    }

    Action command() {
        return Action.of(
                        "clear crypto sa [{peer <peer:peer>|map <map:name>|entry <destination:ip> {esp|ah} <spi:word>|counters}]",
                        this::run)
                .help(
                        "Clear",
                        "Encryption",
                        "Security associations",
                        "Those of a peer, by address or as a map names it, of a map or an entry, or only the counters; all unless chosen");
    }

    private Reply run(Invocation invocation) {
        Arguments arguments = invocation.arguments();
        if (arguments.has("counters")) {
            clearCounters();
            return Reply.silent();
        }
        Optional<String> map = arguments.find("map");
        if (map.isPresent()
                && invocation
                        .running()
                        .current()
                        .under("crypto map " + map.get())
                        .isEmpty()) {
            return Reply.error("crypto map \"" + map.get() + "\" does not exist");
        }
        Optional<Integer> spi = arguments.find("spi").flatMap(ClearSa::spi);
        if (arguments.find("spi").isPresent() && spi.isEmpty()) {
            return Reply.error("SPI must be in the range 256-4294967295: " + arguments.word("spi"));
        }
        Optional<Affected> affected = affected(invocation, spi);
        gateway.retry(entry ->
                arguments.find("peer").filter(entry.peers()::contains).isPresent()
                        || affected.filter(some -> some.entries().test(entry.map(), (long) entry.sequence()))
                                .isPresent());
        return affected.map(some -> renew(invocation, some)).orElseGet(() -> Reply.of("WARNING: there is no such SA"));
    }

    private static Optional<Integer> spi(String word) {
        try {
            long value = Long.decode(word);
            return value >= 256 && value <= 0xFFFFFFFFL ? Optional.of((int) value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void clearCounters() {
        sad.snapshot().inbound().forEach(sa -> sa.counters().clear());
        sad.snapshot().outbound().forEach(sa -> sa.counters().clear());
        sad.drops().clear();
        gateway.clearCounters();
    }

    /**
     * What is made anew.
     *
     * @param flows whose SAs
     * @param entries whose lines, by map and number
     */
    private record Affected(Predicate<Flow> flows, BiPredicate<String, Long> entries) {
        boolean hasEntryOf(Line line) {
            return entries.test(line.word("map"), line.number("seq"));
        }

        /** The same without the entries of other maps. */
        Affected only(Optional<String> map) {
            return new Affected(
                    flows, (name, number) -> map.filter(name::equals).isPresent() && entries.test(name, number));
        }
    }

    /** Empty if no SA is meant. */
    private Optional<Affected> affected(Invocation invocation, Optional<Integer> spi) {
        SadSnapshot present = sad.snapshot();
        Arguments arguments = invocation.arguments();
        Optional<String> map = arguments.find("map");
        if (map.isPresent()) {
            return Optional.of(
                    new Affected(flow -> flow.map().equals(map.get()), (name, number) -> name.equals(map.get())));
        }
        Optional<Predicate<SaParameters>> chosen = chosen(invocation.running().current(), arguments, spi);
        if (chosen.isEmpty()) {
            return Optional.of(new Affected(flow -> true, (name, number) -> true));
        }
        Set<Flow> flows = Stream.concat(
                        present.inbound().stream().map(InboundSa::parameters),
                        present.outbound().stream().map(OutboundSa::parameters))
                .filter(chosen.get())
                .map(SaParameters::flow)
                .collect(Collectors.toSet());
        return flows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Affected(
                        flows::contains,
                        (name, number) ->
                                flows.stream().anyMatch(flow -> flow.map().equals(name) && flow.sequence() == number)));
    }

    private static Optional<Predicate<SaParameters>> chosen(
            Configuration lines, Arguments arguments, Optional<Integer> spi) {
        if (arguments.find("peer").isPresent()) {
            String peer = arguments.word("peer");
            return Optional.of(
                    PeerWord.isAddress(peer)
                            ? sa -> sa.remote().equals(Ipv4Address.parse(peer))
                            : sa -> names(lines, sa.flow(), peer));
        }
        return spi.map(number -> new SaId(
                        Ipv4Address.parse(arguments.word("destination")),
                        arguments.has("ah") ? IpProtocol.AH : IpProtocol.ESP,
                        number))
                .map(id -> sa -> sa.id().equals(id));
    }

    private static boolean names(Configuration lines, Flow flow, String peer) {
        return lines.lines(CryptoMaps.SET_PEER).stream()
                .filter(line -> line.word("peer").equals(peer))
                .anyMatch(line -> line.word("map").equals(flow.map()) && line.number("seq") == flow.sequence());
    }

    private Reply renew(Invocation invocation, Affected affected) {
        var renewal = new Renewal(affected.flows());
        try {
            return invocation.running().change(configuration -> started(renewal, rebind(configuration, affected)));
        } finally {
            gateway.forget(renewal); // the change may have been refused
        }
    }

    /** Whoever changes the configuration holds its lock: of two consoles one clears after the other. */
    private Change started(Renewal renewal, Change change) {
        if (!change.steps().isEmpty()) {
            gateway.expect(renewal);
            return change;
        }
        var warned = change;
        for (String complaint : gateway.renew(renewal.flows())) {
            warned = warned.warn(complaint);
        }
        return warned;
    }

    /**
     * Renews the lines that say how the affected entries are keyed, where others were bound; transform sets that others of the same
     * map share change for them, too.
     */
    private static Change rebind(Configuration configuration, Affected affected) {
        var change = Change.none();
        for (Binding binding : CryptoMapBinding.all(configuration)) {
            Renewed renewed = Renewed.of(configuration, binding.lines(), affected.only(CryptoMapBinding.map(binding)));
            if (!renewed.keying(configuration).equals(renewed.keying(binding.lines()))) {
                change = change.rebind(binding.name(), renewed::isKeying);
            }
        }
        return change;
    }

    /**
     * Which lines of a binding are renewed.
     *
     * @param templates the entries of dynamic maps that the affected entries were bound with: what a new one claims waits
     * @param sets the transform sets that all these name now
     */
    private record Renewed(Affected affected, Set<String> templates, Set<String> sets) {
        private static final List<Setting> OF_MAPS = List.of(
                CryptoMaps.SET_PEER,
                CryptoMaps.SET_TRANSFORM,
                CryptoMaps.SET_UDP,
                CryptoMaps.SET_PFS,
                CryptoMaps.SET_LIFETIME,
                CryptoMaps.KEEP_UP,
                CryptoMaps.ESP_KEYS,
                CryptoMaps.AH_KEYS);

        private static final List<Setting> OF_DYNAMIC_MAPS =
                List.of(DynamicMaps.SET_PEER, DynamicMaps.SET_TRANSFORM, DynamicMaps.SET_PFS, DynamicMaps.SET_LIFETIME);

        static Renewed of(Configuration configuration, Configuration bound, Affected affected) {
            Set<String> templates = bound.lines(CryptoMaps.TYPE).stream()
                    .filter(affected::hasEntryOf)
                    .flatMap(type -> type.arguments().find("dynamic-map").stream())
                    .flatMap(name -> DynamicMaps.templates(bound, name).stream())
                    .map(DynamicMaps.Template::words)
                    .collect(Collectors.toSet());
            Set<String> sets = Stream.concat(
                            configuration.lines(CryptoMaps.SET_TRANSFORM).stream()
                                    .filter(affected::hasEntryOf),
                            configuration.lines(DynamicMaps.SET_TRANSFORM).stream()
                                    .filter(line -> templates.contains(DynamicMaps.entryOf(line))))
                    .flatMap(line -> line.arguments().words("ts").stream())
                    .collect(Collectors.toSet());
            return new Renewed(affected, templates, sets);
        }

        List<Line> keying(Configuration lines) {
            return lines.lines().stream().filter(this::isKeying).toList();
        }

        boolean isKeying(Line line) {
            if (line.startsWith("crypto ipsec transform-set")) {
                return line.arguments().find("ts").filter(sets::contains).isPresent();
            }
            return OF_MAPS.stream().anyMatch(line::isOf) && affected.hasEntryOf(line)
                    || OF_DYNAMIC_MAPS.stream().anyMatch(line::isOf) && templates.contains(DynamicMaps.entryOf(line));
        }
    }
}
