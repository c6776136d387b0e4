// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Laboratory;
import org.sallyport.lab.Leftovers;

/** All contestants of one suite, up at the same time and measured in turns. */
final class Contest implements AutoCloseable {
    private static final double NANOS_A_SECOND = 1e9;

    private final Options options;
    private final Path folder;
    private final List<Contestant> contestants = new ArrayList<>();
    private final Results results = new Results();
    private final Map<Kind, Long> needed = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> countedBefore = new EnumMap<>(Kind.class);

    private Contest(Options options) {
        this.options = options;
        this.folder = Laboratory.folder();
    }

    /** Starts the contestants. */
    static Contest open(Path archive, Options options, Suite suite) {
        var contest = new Contest(options);
        try {
            options.contestants().forEach(kind -> contest.add(kind, archive, suite));
            return contest;
        } catch (RuntimeException e) {
            contest.close();
            throw e;
        }
    }

    private void add(Kind kind, Path archive, Suite suite) {
        say("starting: " + kind.title);
        // One digit more than a laboratory's prefix: never the same.
        String prefix = "sp%04d%d".formatted(ProcessHandle.current().pid() % 10_000, kind.ordinal());
        Path home = folder.resolve(prefix);
        try {
            contestants.add(
                    switch (kind) {
                        case WIRE -> BareWire.open(prefix);
                        case STRONGSWAN -> StrongSwanPair.open(home, prefix, suite);
                        case SALLYPORT_ESP, SALLYPORT_UDP, SALLYPORT_ACCELERATED ->
                            SallyportPair.open(kind, archive, home, prefix, suite);
                    });
        } catch (NotAvailable e) {
            say("not available: " + kind.title + ": " + e.getMessage());
            results.unavailable(kind, e.getMessage());
        }
    }

    List<Contestant> contestants() {
        return contestants;
    }

    /** Measures everything. */
    Results run() {
        warmUp();
        contestants.forEach(each -> each.protectedPackets().ifPresent(count -> countedBefore.put(each.kind(), count)));
        for (int round = 0; round < options.rounds(); round++) {
            var order = new ArrayList<>(contestants);
            Collections.rotate(order, -round);
            for (Wire wire : options.wires()) {
                contestants.forEach(each -> wire.apply(each.network()));
                double idleShare = idleShare();
                for (Workload workload : options.workloads()) {
                    order.forEach(each -> measure(each, wire, workload, idleShare));
                }
            }
            say("round " + (round + 1) + " of " + options.rounds() + " is done");
        }
        for (Contestant each : contestants) {
            long before = countedBefore.getOrDefault(each.kind(), 0L);
            each.protectedPackets()
                    .ifPresent(
                            count -> results.count(each.kind(), needed.getOrDefault(each.kind(), 0L), count - before));
        }
        return results;
    }

    private void warmUp() {
        for (Wire wire : options.wires()) {
            contestants.forEach(each -> wire.apply(each.network()));
            for (Contestant contestant : contestants) {
                int seconds = contestant.kind().isSallyport()
                        ? options.warmup() / options.wires().size()
                        : 1;
                say("warming up: " + contestant.kind().title + ", " + seconds + " s");
                warmUp(new Hosts(contestant.network(), folder), seconds);
            }
        }
    }

    private static void warmUp(Hosts hosts, int seconds) {
        int small = seconds / 5;
        hosts.roundTrips(1);
        if (seconds - small > 0) {
            hosts.bothWays(seconds - small);
        }
        if (small > 0) {
            hosts.datagrams(small);
        }
    }

    /** CPU seconds a second of the machine with all gateways up and no traffic. */
    private double idleShare() {
        Appliance.pause(500);
        double before = Processors.busySeconds();
        long begin = System.nanoTime();
        Appliance.pause(options.seconds() * 1_000L);
        double share = (Processors.busySeconds() - before) / ((System.nanoTime() - begin) / NANOS_A_SECOND);
        results.addIdleShare(share);
        return share;
    }

    private void measure(Contestant contestant, Wire wire, Workload workload, double idleShare) {
        double before = Processors.busySeconds();
        long begin = System.nanoTime();
        try {
            Measurement measured = workload.measure(new Hosts(contestant.network(), folder), options.seconds());
            double busy = Processors.busySeconds() - before - idleShare * (System.nanoTime() - begin) / NANOS_A_SECOND;
            for (Figure figure : workload.figures) {
                double value = figure.quantity() == Figure.Quantity.CPU
                        ? busy / measured.gigabytes()
                        : measured.values().get(figure.quantity());
                results.add(new Results.Place(wire, contestant.kind(), figure), value);
                say("%s | %s | %s: %.2f".formatted(wire, contestant.kind().title, figure.title(), value));
            }
            needed.merge(contestant.kind(), measured.packets(), Long::sum);
        } catch (IllegalStateException e) {
            if (Leftovers.ending()) {
                throw e;
            }
            results.failed();
            say(wire + " | " + contestant.kind().title + " | " + workload.title + ": FAILED: " + e.getMessage());
        }
    }

    /** Progress, for those who wait; the report is printed apart. */
    private static void say(String line) {
        System.err.println(line);
    }

    @Override
    public void close() {
        contestants.forEach(Contestant::close);
        Laboratory.delete(folder);
    }
}
