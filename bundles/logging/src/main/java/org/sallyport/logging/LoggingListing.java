// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sallyport.config.Arguments;
import org.sallyport.ipsec.Severity;

/** What {@code show logging} prints: what goes where, then the buffer. */
final class LoggingListing {
    static final String GRAMMAR = "show logging";

    private LoggingListing() {}

    /**
     * How it stands.
     *
     * @param delivered how many messages a destination was handed
     * @param lost how many found no room in the queue
     * @param unsent how many datagrams the system refused
     * @param suppressed how many came too often, by number
     */
    record Model(
            Settings settings,
            Map<Destination, Long> delivered,
            long lost,
            long unsent,
            Map<Integer, Long> suppressed,
            List<String> buffer) {}

    static List<String> render(Model model, Arguments arguments) {
        Settings settings = model.settings();
        List<String> lines = new ArrayList<>();
        lines.add("Syslog logging: " + enabled(settings.on()));
        lines.add("    Facility: " + settings.facility());
        lines.add("    Timestamp logging: " + enabled(settings.timestamp()));
        for (Destination destination : Destination.values()) {
            lines.add("    " + destination.title() + " logging: "
                    + Optional.ofNullable(settings.levels().get(destination))
                            .map(level -> level(level, model.delivered().getOrDefault(destination, 0L)))
                            .orElse("disabled"));
            if (destination == Destination.TRAP) {
                settings.hosts().forEach(host -> lines.add("        Logging to " + host.name()));
            }
        }
        for (int number : new TreeSet<>(settings.silenced())) {
            lines.add("    Message " + number + ": disabled");
        }
        model.suppressed()
                .forEach((number, count) ->
                        lines.add("    Message " + number + ": " + count + " not logged, they came too often"));
        if (model.lost() > 0) {
            lines.add("    Lost because the queue was full: " + model.lost());
        }
        if (model.unsent() > 0) {
            lines.add("    Datagrams that the system did not send: " + model.unsent());
        }
        lines.addAll(model.buffer());
        return lines;
    }

    private static String level(Severity level, long count) {
        return "level " + level.word() + ", " + count + " messages logged";
    }

    private static String enabled(boolean yes) {
        return yes ? "enabled" : "disabled";
    }
}
