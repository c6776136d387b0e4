// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Severity;

/**
 * What the {@code logging} lines say.
 *
 * @param on whether anybody hears anything
 * @param levels what a destination wants, for those that want something
 * @param facility 16 to 23: local0 to local7 (RFC 3164, 4.1.1)
 * @param timestamp whether messages begin with the time
 * @param silenced numbers that are never said
 * @param severities other severities than their types say, by number
 */
record Settings(
        boolean on,
        Map<Destination, Severity> levels,
        List<Host> hosts,
        int facility,
        boolean timestamp,
        Set<Integer> silenced,
        Map<Integer, Severity> severities) {
    static final int DEFAULT_FACILITY = 20;
    static final Settings NOTHING =
            new Settings(false, Map.of(), List.of(), DEFAULT_FACILITY, false, Set.of(), Map.of());

    Settings {
        levels = Map.copyOf(levels);
        hosts = List.copyOf(hosts);
        silenced = Set.copyOf(silenced);
        severities = Map.copyOf(severities);
    }

    /** A syslog server, and how a listing names it. */
    record Host(String name, InetSocketAddress address) {}

    static Settings of(Configuration configuration) {
        Map<Destination, Severity> levels = new EnumMap<>(Destination.class);
        for (Line line : configuration.lines(LoggingCommands.LEVEL)) {
            for (Destination destination : Destination.values()) {
                if (line.has(destination.word())) {
                    levels.put(destination, LoggingCommands.severity(line).orElseThrow());
                }
            }
        }
        Set<Integer> silenced = new HashSet<>();
        Map<Integer, Severity> severities = new HashMap<>();
        for (Line line : configuration.lines(LoggingCommands.MESSAGE)) {
            int number = (int) line.number("number");
            LoggingCommands.severity(line).ifPresent(severity -> severities.put(number, severity));
            if (line.has("disable")) {
                silenced.add(number);
            }
        }
        return new Settings(
                configuration.line(LoggingCommands.ON).isPresent(),
                levels,
                configuration.lines(LoggingCommands.HOST).stream()
                        .map(LoggingCommands::host)
                        .toList(),
                configuration
                        .line(LoggingCommands.FACILITY)
                        .map(line -> (int) line.number("facility"))
                        .orElse(DEFAULT_FACILITY),
                configuration.line(LoggingCommands.TIMESTAMP).isPresent(),
                silenced,
                severities);
    }

    /** How grave messages of a type are here. */
    Severity severity(MessageType type) {
        return severities.getOrDefault(type.number(), type.severity());
    }

    /** Whether anybody wants messages of a type. */
    boolean wants(MessageType type) {
        if (!on || silenced.contains(type.number())) {
            return false;
        }
        Severity severity = severity(type);
        return levels.values().stream().anyMatch(level -> level.includes(severity));
    }

    /** Whether a destination wants messages of a severity. */
    boolean wants(Destination destination, Severity severity) {
        return on
                && Optional.ofNullable(levels.get(destination))
                        .filter(level -> level.includes(severity))
                        .isPresent();
    }
}
