// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.bench.Hub.Group;
import org.sallyport.lab.bench.Initiator.Burst;
import org.sallyport.lab.bench.Options.Count;

/**
 * How many IKE handshakes a second a hub answers, Sallyport beside strongSwan: main mode with a pre-shared key, then quick mode,
 * begun by the same process for both, in turns. Then what many tunnels in one hub take of time and memory.
 */
final class Handshakes {
    private static final int WARM_UP_SECONDS = 40;
    private static final int FEW = 100;

    private final Wheel wheel;
    private final int rounds;
    private final int seconds;
    private final Map<Group, Map<Hub, List<Round>>> results = new EnumMap<>(Group.class);
    private int failed;

    private Handshakes(Wheel wheel, int rounds, int seconds) {
        this.wheel = wheel;
        this.rounds = rounds;
        this.seconds = seconds;
        for (Group group : Group.values()) {
            Map<Hub, List<Round>> ofGroup = new EnumMap<>(Hub.class);
            for (Hub hub : Hub.values()) {
                ofGroup.put(hub, new ArrayList<>());
            }
            results.put(group, ofGroup);
        }
    }

    /**
     * One measurement.
     *
     * @param hubMillis processor time of the hub for one handshake
     * @param spokesMillis the same of the initiator
     */
    record Round(double rate, double median, double hubMillis, double spokesMillis) {}

    /** Does it and prints what it saw. @return whether Sallyport answers more than strongSwan and no handshake failed */
    static boolean run(Path archive, List<String> words) {
        var counts = Options.counts(
                words, new Count("--tunnels", 1_000, 0), new Count("--rounds", 5, 1), new Count("--seconds", 6, 1));
        int tunnels = counts.get("--tunnels");
        try (Wheel wheel = Wheel.start(archive, tunnels)) {
            var handshakes = new Handshakes(wheel, counts.get("--rounds"), counts.get("--seconds"));
            handshakes.measure();
            Machine.description().forEach(line -> say("* " + line));
            handshakes.table().forEach(Handshakes::say);
            boolean all = tunnels == 0 || handshakes.tunnels();
            return all && handshakes.failed == 0 && handshakes.isFaster();
        }
    }

    private void measure() {
        for (Hub hub : Hub.values()) {
            for (Group group : Group.values()) {
                note(
                        hub,
                        group,
                        wheel.initiator.repeat(connections(hub, group, wheel.known), WARM_UP_SECONDS),
                        "warm-up");
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Group group : Group.values()) {
                var order = new ArrayList<>(List.of(Hub.values()));
                Collections.rotate(order, round);
                for (Hub hub : order) {
                    measure(hub, group);
                }
            }
        }
    }

    private void measure(Hub hub, Group group) {
        Duration hubBefore = processorTime(hub);
        Duration spokesBefore = wheel.initiator.processorTime();
        Burst burst = wheel.initiator.repeat(connections(hub, group, wheel.known), seconds);
        double hubMillis = millis(processorTime(hub).minus(hubBefore));
        double spokesMillis = millis(wheel.initiator.processorTime().minus(spokesBefore));
        int count = burst.handshakes();
        results.get(group)
                .get(hub)
                .add(new Round(burst.rate(), burst.median(), hubMillis / count, spokesMillis / count));
        failed += burst.failed();
        note(hub, group, burst, "%.2f ms of processor for one".formatted(hubMillis / count));
    }

    private static void note(Hub hub, Group group, Burst burst, String remark) {
        System.err.printf(
                "%s, group %d: %d handshakes (%d failed) in %.1f s, %.1f/s, median %.1f ms; %s%n",
                hub.title,
                group.number,
                burst.handshakes(),
                burst.failed(),
                burst.seconds(),
                burst.rate(),
                burst.median(),
                remark);
        if (burst.handshakes() == 0) {
            throw new IllegalStateException("no handshake: " + burst.error());
        }
    }

    private static List<String> connections(Hub hub, Group group, List<Spoke> spokes) {
        return spokes.stream().map(spoke -> hub.connection(group, spoke)).toList();
    }

    private Duration processorTime(Hub hub) {
        return wheel.process(hub).info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** The figures of a round that are told. */
    private enum Line {
        RATE("handshakes a second", 1) {
            @Override
            double of(Round round) {
                return round.rate();
            }
        },
        MEDIAN("median of a handshake, ms", 1) {
            @Override
            double of(Round round) {
                return round.median();
            }
        },
        HUB("processor time of the responder, ms a handshake", 2) {
            @Override
            double of(Round round) {
                return round.hubMillis();
            }
        },
        SPOKES("processor time of the initiator, ms a handshake", 2) {
            @Override
            double of(Round round) {
                return round.spokesMillis();
            }
        };

        private final String title;
        private final int decimals;

        Line(String title, int decimals) {
            this.title = title;
            this.decimals = decimals;
        }

        abstract double of(Round round);
    }

    private List<String> table() {
        var rows = new ArrayList<String>();
        rows.add(
                "* median (least–most) of %d interleaved runs of %d s, %d handshakes at once, after %d s of warm-up each; %d failed"
                        .formatted(rounds, seconds, Wheel.AT_ONCE, WARM_UP_SECONDS, failed));
        rows.add("");
        rows.add("|  | Sallyport | strongSwan | Sallyport / strongSwan |");
        rows.add("|---|--:|--:|--:|");
        for (Group group : Group.values()) {
            for (Line line : Line.values()) {
                Summary ours = summary(group, Hub.SALLYPORT, line);
                Summary theirs = summary(group, Hub.STRONGSWAN, line);
                rows.add("| group %d (%s), %s | %s | %s | **%s** |"
                        .formatted(
                                group.number,
                                group.proposal,
                                line.title,
                                Report.cell(ours, line.decimals),
                                Report.cell(theirs, line.decimals),
                                Report.number(ours.median() / theirs.median(), 2)));
            }
        }
        return rows;
    }

    private Summary summary(Group group, Hub hub, Line line) {
        return Summary.of(results.get(group).get(hub).stream().map(line::of).toList())
                .orElseThrow();
    }

    private boolean isFaster() {
        boolean faster = true;
        for (Group group : Group.values()) {
            faster &= summary(group, Hub.SALLYPORT, Line.RATE).median()
                    > summary(group, Hub.STRONGSWAN, Line.RATE).median();
        }
        return faster;
    }

    /** Memory of a hub with some tunnels, in kilobytes. @param heap what lives on it; 0 where there is no such thing */
    private record Memory(int tunnels, long heap, long resident) {}

    private Memory memory(Hub hub, int tunnels) {
        long heap = hub == Hub.SALLYPORT ? wheel.sallyport.liveKilobytes() : 0;
        return new Memory(tunnels, heap, Appliance.residentKilobytes(wheel.process(hub)));
    }

    private boolean tunnels() {
        wheel.admitCrowd(Group.FOURTEEN);
        boolean all = true;
        say("");
        for (Hub hub : Hub.values()) {
            List<String> connections = connections(hub, Group.FOURTEEN, wheel.crowd);
            int few = Math.min(FEW, connections.size());
            Burst first = wheel.initiator.bringUp(connections.subList(0, few), Wheel.AT_ONCE);
            Memory some = memory(hub, first.handshakes());
            Burst rest = wheel.initiator.bringUp(connections.subList(few, connections.size()), Wheel.AT_ONCE);
            Memory many = memory(hub, first.handshakes() + rest.handshakes());
            all &= first.failed() + rest.failed() == 0;
            Stream.of(first, rest)
                    .map(Burst::error)
                    .filter(error -> !error.isEmpty())
                    .forEach(error -> System.err.println(hub.title + ": " + error));
            say("* %s: %,d tunnels with as many peers up %.1f s after the first began, %,d after %.1f s; %d failed"
                    .formatted(
                            hub.title,
                            many.tunnels(),
                            first.seconds() + rest.seconds(),
                            some.tunnels(),
                            first.seconds(),
                            first.failed() + rest.failed()));
            if (hub == Hub.SALLYPORT) {
                say(growth(hub, "of live heap", some, many, Memory::heap));
            }
            say(growth(hub, "resident", some, many, Memory::resident));
        }
        return all;
    }

    private static String growth(Hub hub, String what, Memory some, Memory many, ToLongFunction<Memory> kilobytes) {
        long before = kilobytes.applyAsLong(some);
        long after = kilobytes.applyAsLong(many);
        return "* %s: %,d kB %s with %,d tunnels, %,d kB with %,d: %.1f kB a tunnel"
                .formatted(
                        hub.title,
                        before,
                        what,
                        some.tunnels(),
                        after,
                        many.tunnels(),
                        (after - before) / (double) Math.max(1, many.tunnels() - some.tunnels()));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
