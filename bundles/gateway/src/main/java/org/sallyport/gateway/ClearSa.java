// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.config.Action;
import org.sallyport.config.Arguments;
import org.sallyport.config.Binding;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Invocation;
import org.sallyport.config.Line;
import org.sallyport.config.Reply;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/**
 * The command {@code clear crypto sa}. Manual SAs are deleted and made anew at once, with the peers, sets and keys as they are
 * configured now; access lists stay as they were bound.
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
                        "clear crypto sa [{peer <peer:ip>|map <map:name>|entry <destination:ip> {esp|ah} <spi:word>|counters}]",
                        this::run)
                .help(
                        "Clear",
                        "Encryption",
                        "Security associations",
                        "Those of a peer, a map or an entry, or only the counters; all unless chosen");
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
        return renew(invocation, affected(sad.snapshot(), arguments, spi));
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
    }

    private static Predicate<Flow> affected(SadSnapshot present, Arguments arguments, Optional<Integer> spi) {
        if (arguments.find("map").isPresent()) {
            return flow -> flow.map().equals(arguments.word("map"));
        }
        Predicate<SaParameters> chosen = sa -> true;
        if (arguments.find("peer").isPresent()) {
            chosen = sa -> sa.remote().equals(Ipv4Address.parse(arguments.word("peer")));
        } else if (spi.isPresent()) {
            var id = new SaId(
                    Ipv4Address.parse(arguments.word("destination")),
                    arguments.has("ah") ? IpProtocol.AH : IpProtocol.ESP,
                    spi.get());
            chosen = sa -> sa.id().equals(id);
        } else {
            return flow -> true;
        }
        Set<Flow> flows = new LinkedHashSet<>();
        Stream.concat(
                        present.inbound().stream().map(sa -> sa.parameters()),
                        present.outbound().stream().map(sa -> sa.parameters()))
                .filter(chosen)
                .forEach(sa -> flows.add(sa.flow()));
        return flows::contains;
    }

    private Reply renew(Invocation invocation, Predicate<Flow> flows) {
        gateway.renew(flows);
        try {
            return invocation.running().change(configuration -> rebind(configuration, flows));
        } finally {
            gateway.renewed();
        }
    }

    private static Change rebind(Configuration configuration, Predicate<Flow> flows) {
        var change = Change.none();
        for (Binding binding : CryptoMapBinding.all(configuration)) {
            change = change.rebind(binding.name(), line -> isKeying(line, flows));
        }
        return change;
    }

    /** Whether a line says how a flow is keyed: peer, transform set and keys of its entry, and transform sets. */
    private static boolean isKeying(Line line, Predicate<Flow> flows) {
        if (line.startsWith("crypto ipsec transform-set")) {
            return true;
        }
        boolean ofEntry =
                List.of(CryptoMaps.SET_PEER, CryptoMaps.SET_TRANSFORM, CryptoMaps.ESP_KEYS, CryptoMaps.AH_KEYS).stream()
                        .anyMatch(line::isOf);
        return ofEntry && flows.test(new Flow(line.word("map"), (int) line.number("seq"), 0));
    }
}
