// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Arguments;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;

/**
 * The command {@code crypto ipsec security-association lifetime}, and how long negotiated SAs live: as their entry says, else
 * as that command says, else 28,800 seconds and 4,608,000 kilobytes.
 */
final class SaLifetimes {
    static final String WORDS =
            "security-association lifetime {seconds <seconds:120-86400> [kilobytes <kilobytes:2560-536870912>]"
                    + "|kilobytes <kilobytes:2560-536870912>}";
    static final String SHOW = "show crypto ipsec security-association lifetime";

    private static final String PREFIX = "crypto ipsec security-association lifetime";

    static final Setting GLOBAL = Setting.of("crypto ipsec " + WORDS)
            .help(
                    "Encryption",
                    "IPsec",
                    "Security associations",
                    "How long they live unless their crypto map says otherwise",
                    "In seconds, or in kilobytes of 1,024 bytes")
            .order(700)
            .key(PREFIX + " {seconds|kilobytes}")
            .removable(PREFIX)
            .clearable(PREFIX)
            .onEntry(SaLifetimes::enter);

    private static final long SECONDS = 28_800;
    private static final long KILOBYTES = 4_608_000;

    private SaLifetimes() {}

    private static Change enter(Configuration before, Line line) {
        Change change = entered(before, line, "seconds", SECONDS).and(entered(before, line, "kilobytes", KILOBYTES));
        return CryptoMapBinding.all(before).isEmpty()
                ? change
                : change.note("% SAs that are negotiated from now on have this lifetime");
    }

    private static Change entered(Configuration before, Line line, String unit, long usual) {
        if (!line.has(unit)) {
            return Change.none();
        }
        return line.number(unit) == usual // is not written
                ? Change.none()
                        .remove(before.lines(GLOBAL).stream()
                                .filter(other -> other.has(unit))
                                .toList())
                : Change.none().put(PREFIX + " " + unit + " " + line.word(unit));
    }

    /** Puts an entry's line; one that says both halves becomes a line for each. @param entry the words that begin its lines */
    static Change put(Line line, String entry) {
        Change change = Change.none();
        for (String unit : List.of("seconds", "kilobytes")) {
            if (line.has(unit)) {
                change = change.put(entry + " set security-association lifetime " + unit + " " + line.word(unit));
            }
        }
        return change;
    }

    /** An entry's lifetime. */
    record Life(long seconds, long kilobytes) {
        @Override
        public String toString() {
            return kilobytes + " kilobytes/" + seconds + " seconds";
        }
    }

    /**
     * How long the SAs of an entry live.
     *
     * @param entry the words that begin its lines
     */
    static Life of(Configuration lines, Life everywhere, String entry) {
        return new Life(
                own(lines, entry, "seconds").orElse(everywhere.seconds),
                own(lines, entry, "kilobytes").orElse(everywhere.kilobytes));
    }

    /** How long SAs live whose entry does not say. */
    static Life everywhere(Configuration present) {
        return new Life(
                present.lines(GLOBAL).stream()
                        .filter(line -> line.has("seconds"))
                        .map(line -> line.number("seconds"))
                        .findFirst()
                        .orElse(SECONDS),
                present.lines(GLOBAL).stream()
                        .filter(line -> line.has("kilobytes"))
                        .map(line -> line.number("kilobytes"))
                        .findFirst()
                        .orElse(KILOBYTES));
    }

    static List<String> render(Configuration present, Arguments arguments) {
        return List.of("Security association lifetime: " + everywhere(present));
    }

    private static Optional<Long> own(Configuration lines, String entry, String unit) {
        return lines.under(entry + " set security-association lifetime " + unit).stream()
                .filter(Line::active)
                .map(line -> line.number(unit))
                .findFirst();
    }
}
