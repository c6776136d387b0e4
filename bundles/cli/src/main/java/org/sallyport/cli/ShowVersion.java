// SPDX-License-Identifier: Apache-2.0
package org.sallyport.cli;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Product;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.Show;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.config.StartupState;
import org.sallyport.runtime.Ticker;

/** {@code show version}: what this is, what it runs on, since when, and what became of its startup configuration. */
final class ShowVersion {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BYTES_PER_MB = 1 << 20;

    /** What is shown. */
    record Facts(Configuration configuration, StartupState startup, long upSeconds, long heapMb, long usedMb) {}

    private final RunningConfiguration running;
    private final StartupConfiguration startup;
    private final Ticker ticker;
    private final long since;

    ShowVersion(RunningConfiguration running, StartupConfiguration startup, Ticker ticker) {
        this.running = running;
        this.startup = startup;
        this.ticker = ticker;
        since = ticker.nanos();
    }

    Show command() {
        return Show.of("show version", this::facts, (facts, arguments) -> render(facts))
                .in(Mode.UNPRIVILEGED)
                .help("Show configuration or state", "What this unit is and what it runs on");
    }

    private Facts facts() {
        var jvm = Runtime.getRuntime();
        return new Facts(
                running.current(),
                startup.state(),
                (ticker.nanos() - since) / NANOS_PER_SECOND,
                jvm.maxMemory() / BYTES_PER_MB,
                (jvm.totalMemory() - jvm.freeMemory()) / BYTES_PER_MB);
    }

    private static List<String> render(Facts facts) {
        var lines = new ArrayList<String>();
        lines.add(Product.HEADER);
        lines.add("");
        lines.add(Identity.hostname(facts.configuration()) + " up " + duration(facts.upSeconds()));
        lines.add("");
        lines.add("Hardware:   " + property("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + facts.heapMb() + " MB heap, "
                + facts.usedMb() + " MB used");
        lines.add("System:     " + property("os.name") + " " + property("os.version"));
        lines.add("Java:       " + property("java.vm.name") + " " + property("java.vm.version"));
        lines.add("");
        lines.add(facts.startup().sentence());
        if (facts.startup() instanceof StartupState.Loaded loaded) {
            loaded.refused().forEach(line -> lines.add("  " + line));
        }
        var inactive = facts.configuration().lines().stream()
                .filter(line -> !line.active())
                .toList();
        lines.add(
                "Configuration: " + facts.configuration().lines().size() + " lines, " + inactive.size() + " inactive");
        inactive.stream().map(ShowVersion::reason).forEach(lines::add);
        return lines;
    }

    private static String reason(Line line) {
        return "  " + line.masked() + ": " + line.inactive().orElse("");
    }

    /** As a PIX says it: the two largest units. */
    static String duration(long seconds) {
        long days = seconds / 86_400;
        long hours = seconds / 3_600 % 24;
        long minutes = seconds / 60 % 60;
        if (days > 0) {
            return count(days, "day") + " " + count(hours, "hour");
        }
        return hours > 0
                ? count(hours, "hour") + " " + count(minutes, "min")
                : count(minutes, "min") + " " + count(seconds % 60, "sec");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }
}
