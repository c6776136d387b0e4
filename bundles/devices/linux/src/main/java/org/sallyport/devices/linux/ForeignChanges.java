// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.sallyport.runtime.WallClock;

/**
 * What other programs changed of ours in the kernel, and what became of it: for a listing, and for the log, which a program
 * that does it again and again does not fill. Thread-safe.
 */
final class ForeignChanges {
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final WallClock clock;
    private final Consumer<String> warnings;
    private final Map<String, Change> changes = new LinkedHashMap<>(); // guarded by this, as the one below
    private String failure = "";

    private record Change(int times, Instant last, Instant logged) {
        static final Change NONE = new Change(0, Instant.MIN, Instant.MIN);

        Change again(Instant now) {
            return new Change(times + 1, now, isQuiet(now) ? logged : now);
        }

        boolean isQuiet(Instant now) {
            return logged.isAfter(now.minus(QUIET));
        }
    }

    ForeignChanges(WallClock clock, Consumer<String> warnings) {
        this.clock = clock;
        this.warnings = warnings;
    }

    /** These were changed, and are as they were again. */
    synchronized void restored(List<String> subjects) {
        Instant now = clock.now();
        var loud = new ArrayList<String>();
        for (String subject : subjects) {
            Change before = changes.getOrDefault(subject, Change.NONE);
            if (!before.isQuiet(now)) {
                loud.add(subject);
            }
            changes.put(subject, before.again(now));
        }
        if (!loud.isEmpty()) {
            warnings.accept("another program changed " + String.join(", ", loud) + "; restored");
        }
    }

    /** Why something is not as it was; empty if all is. */
    synchronized void failed(List<String> why) {
        String now = String.join("; ", why);
        if (!now.isEmpty() && !now.equals(failure)) {
            warnings.accept(notRestored(now));
        }
        failure = now;
    }

    private static String notRestored(String why) {
        return "what another program changed is not restored: " + why;
    }

    /** For a listing; none if nobody ever changed anything. */
    synchronized List<String> lines() {
        var lines = new ArrayList<String>();
        changes.forEach((subject, change) -> lines.add("another program changed " + subject + ", last at "
                + change.last().truncatedTo(ChronoUnit.SECONDS) + "; restored " + change.times()
                + (change.times() == 1 ? " time" : " times")));
        if (!failure.isEmpty()) {
            lines.add(notRestored(failure));
        }
        return lines;
    }
}
