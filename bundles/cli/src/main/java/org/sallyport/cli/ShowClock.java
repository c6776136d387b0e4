// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.sallyport.config.Mode;
import org.sallyport.config.Show;
import org.sallyport.runtime.WallClock;

/** {@code show clock}: the time of day, in UTC. The machine keeps it; no command sets it. */
final class ShowClock {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("HH:mm:ss MMM dd yyyy", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ShowClock() {}

    static Show command(WallClock clock) {
        return Show.of("show clock", clock::now, (now, arguments) -> List.of(FORMAT.format(now)))
                .in(Mode.UNPRIVILEGED)
                .help("Show configuration or state", "The time of day, in UTC");
    }
}
