// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Flows;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.Network;
import org.sallyport.lab.Traffic;
import org.sallyport.lab.Traffic.Outcome;
import org.sallyport.lab.Traffic.Plan;

/**
 * Two gateways carry mixed traffic at half of what they can, while their SAs are replaced again and again: nothing may be lost,
 * nothing may pass in clear, and memory must not grow. It stops once in the middle, to measure memory.
 */
final class Soak {
    private static final int FLOWS = 5; // the last one is that of TCP
    private static final int UDP_FLOWS = FLOWS - 1;
    private static final int PROBE_SECONDS = 8;
    private static final int SHARE = 8; // TCP and datagrams, each both ways: four eighths of what one of them can alone
    private static final String SIZES = "64,200,600,1000,1360,1400,1800,4000"; // the last three in fragments
    private static final double FRAGMENTS = 12 / 8.0; // packets a datagram of these sizes
    private static final int FIRST_PORT = 6_000;
    private static final int IPERF_PORT = 5_300;
    private static final long HEAP_GROWTH = 8_192; // kilobytes that are not called growth

    private final Pair pair;
    private final int minutes;
    private final DoubleEntries entries = new DoubleEntries(FLOWS);
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, Long> retransmitted = new TreeMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private int port = FIRST_PORT;
    private int replaced;

    private Soak(Pair pair, int minutes) {
        this.pair = pair;
        this.minutes = minutes;
    }

    /** Does it and prints what it saw. @return whether nothing was lost, clear or growing */
    static boolean run(Path archive, int minutes) {
        try (Pair pair = Pair.start(archive)) {
            return new Soak(pair, minutes).run();
        }
    }

    private boolean run() {
        DoubleEntries.Lines all = entries.all();
        Pair.type(pair.a, Pair.interfaces(1));
        Pair.type(pair.b, Pair.interfaces(2));
        Pair.type(pair.a, all.a());
        Pair.type(pair.b, all.b());
        warmUp();
        double megabits = streams(PROBE_SECONDS);
        double packets = datagrams(PROBE_SECONDS);
        say("capacity: TCP %.0f Mbit/s, or %.0f datagrams of 64 bytes a second".formatted(megabits, packets));
        long each = (long) (packets / SHARE / FRAGMENTS);
        say("load: TCP %.0f Mbit/s and %d datagrams a second of %s bytes, each way"
                .formatted(megabits / SHARE, each, SIZES));

        clear();
        Map<String, Long> dropsBefore = pair.drops();
        List<Long> heap = new ArrayList<>(List.of(memory("start")));
        for (int half = 0; half < 2; half++) {
            half(megabits / SHARE, each, minutes * 30);
            heap.add(memory(half == 0 ? "middle" : "end"));
        }
        return judge(Pair.since(dropsBefore, pair.drops()), heap);
    }

    private void warmUp() {
        streams(PROBE_SECONDS);
        datagrams(PROBE_SECONDS / 2);
    }

    private double streams(int seconds) {
        List<Process> stream = stream(1, "0", seconds);
        await(stream, seconds);
        return bits("iperf-1") / 1e6;
    }

    private double datagrams(int seconds) {
        Outcome outcome = pair.datagrams(1, port++, new Plan(0, seconds, "64", UDP_FLOWS, UDP_FLOWS))
                .await(seconds);
        return outcome.received(seconds);
    }

    private void clear() {
        pair.gateways().forEach(gateway -> gateway.show("clear crypto sa counters"));
        pair.network.resetCounters();
    }

    /** Carries everything for so long, and replaces SAs meanwhile. */
    private void half(double megabits, long each, int seconds) {
        var plan = new Plan(each, seconds, SIZES, UDP_FLOWS, UDP_FLOWS);
        Traffic there = pair.datagrams(1, port++, plan);
        Traffic back = pair.datagrams(2, port++, plan);
        List<Process> streams = new ArrayList<>(stream(1, "%.0fM".formatted(megabits), seconds));
        streams.addAll(stream(2, "%.0fM".formatted(megabits), seconds));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds - 5L);
        while (System.nanoTime() < end) {
            replace(random.nextInt(FLOWS));
            Appliance.pause(random.nextLong(500, 3_000));
        }
        await(streams, seconds);
        outcomes.add(there.await(seconds));
        outcomes.add(back.await(seconds));
        retransmitted.merge("A to B", Transferred.of(pair.read("iperf-1")).again(), Long::sum);
        retransmitted.merge("B to A", Transferred.of(pair.read("iperf-2")).again(), Long::sum);
    }

    private void replace(int flow) {
        for (DoubleEntries.Lines lines : List.of(entries.rekey(flow), entries.swap(flow))) {
            Pair.type(pair.a, lines.a());
            Pair.type(pair.b, lines.b());
        }
        replaced++;
    }

    /** A TCP stream from a site to the other. @return its programs, the one that ends last */
    private List<Process> stream(int from, String rate, int seconds) {
        var source = from == 1 ? pair.network.hostA : pair.network.hostB;
        var sink = from == 1 ? pair.network.hostB : pair.network.hostA;
        String target = from == 1 ? Network.HOST_B : Network.HOST_A;
        String number = String.valueOf(IPERF_PORT + from);
        Process server =
                sink.command("iperf3", "-s", "-1", "-p", number).start(pair.folder.resolve("iperf-server-" + from));
        Leftovers.note(server);
        Flows.waitForListener(sink, IPERF_PORT + from);
        Process client = source.command(
                        "iperf3", "-J", "-c", target, "-p", number, "-t", String.valueOf(seconds), "-b", rate)
                .start(pair.folder.resolve("iperf-" + from));
        Leftovers.note(client);
        return List.of(server, client);
    }

    private static void await(List<Process> processes, int seconds) {
        for (Process process : processes) {
            try {
                if (!process.waitFor(seconds + 60L, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("iperf3 does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } finally {
                process.destroyForcibly();
                Leftovers.forget(process);
            }
        }
    }

    private double bits(String file) {
        Transferred transferred = Transferred.of(pair.read(file));
        return transferred.bytes() * 8 / transferred.seconds();
    }

    /** @return kilobytes of live heap of both gateways */
    private long memory(String when) {
        long heap = 0;
        for (Appliance gateway : pair.gateways()) {
            long live = gateway.liveKilobytes();
            heap += live;
            say("memory at the %s, %s: heap %d kB live, %d kB resident"
                    .formatted(when, gateway.name(), live, gateway.residentKilobytes()));
        }
        return heap;
    }

    private boolean judge(Map<String, Long> drops, List<Long> heap) {
        long sent = outcomes.stream().mapToLong(Outcome::sent).sum();
        long lost = outcomes.stream().mapToLong(Outcome::lost).sum();
        long again = outcomes.stream().mapToLong(Outcome::again).sum();
        Map<String, Long> wire = pair.network.counted();
        long clear = wire.get("leaked") + wire.get("other") + wire.get("unprotected");
        long growth = heap.get(2) - heap.get(1);
        say("datagrams: %d sent, %d lost, %d twice; TCP segments sent again: %s"
                .formatted(sent, lost, again, retransmitted));
        say("replaced: %d times a flow's SAs, and each time those of all flows made anew four times"
                .formatted(replaced));
        say("drops of interfaces and sockets: " + (drops.isEmpty() ? "none" : drops));
        for (Appliance gateway : pair.gateways()) {
            say(gateway.name() + ": "
                    + gateway.show("show crypto engine")
                            .lines()
                            .dropWhile(line -> !line.startsWith("Drops"))
                            .toList());
        }
        say("wire: " + wire + "; clear: " + clear);
        say("live heap: start %d, middle %d, end %d kB".formatted(heap.get(0), heap.get(1), heap.get(2)));
        boolean good = lost == 0 && again == 0 && clear == 0 && growth < HEAP_GROWTH;
        say(good ? "PASSED: nothing lost, nothing clear, memory flat" : "FAILED");
        return good;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
