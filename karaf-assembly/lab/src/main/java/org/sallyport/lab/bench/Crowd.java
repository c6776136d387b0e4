// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Flows;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.Namespace;
import org.sallyport.lab.Network;
import org.sallyport.lab.Traffic.Plan;

/**
 * What many SAs keyed by hand cost a gateway: how long it takes to start with their lines, the memory of a pair, and what it
 * carries beside a gateway with one pair. Both gateways of a pair have all of them.
 */
final class Crowd {
    private static final int SECONDS = 5;
    private static final int WARM_UP = 30;
    private static final int SPI = 100_000;
    private static final int IPERF_PORT = 5_400;
    private static final int STREAMS = 16;
    private static final int FIRST_PORT = 7_000;
    private static final double LEAST_SHARE = 0.9;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final int rounds;
    private int port = FIRST_PORT;

    private Crowd(int rounds) {
        this.rounds = rounds;
    }

    /** What two gateways did. */
    private record Figures(Summary stream, Summary streams, Summary packets, long heap) {}

    /**
     * Does it and prints what it saw. Both pairs of gateways are up all the time, and take turns.
     *
     * @return whether streams carry at least 0.9 with many of what they do with one. Small datagrams that are each of another SA than
     *     the one before are the worst that can be, and only told
     */
    static boolean run(Path archive, int many, int rounds) {
        var crowd = new Crowd(rounds);
        try (Pair few = Pair.installed(archive);
                Pair full = Pair.installed(archive)) {
            crowd.launch(few, 1);
            crowd.launch(full, many);
            return crowd.compare(few, full, many);
        }
    }

    private void launch(Pair pair, int entries) {
        pair.a.write("etc/startup-config.pix", String.join("\n", lines(1, entries)) + "\n");
        pair.b.write("etc/startup-config.pix", String.join("\n", lines(2, entries)) + "\n");
        long before = System.nanoTime();
        pair.launch();
        awaitAll(pair.a, 2 * entries);
        awaitAll(pair.b, 2 * entries);
        say("%,d entries, %,d lines: both gateways have all their SAs %.1f s after they were launched, %,d kB resident"
                .formatted(
                        entries,
                        lines(1, entries).size(),
                        (System.nanoTime() - before) / 1e9,
                        pair.a.residentKilobytes()));
    }

    /** The datagrams of both go to as many hosts: it shall not matter how many entries they are spread over. */
    private boolean compare(Pair few, Pair full, int many) {
        List<String> hosts = IntStream.range(0, Math.min(STREAMS, many - 1))
                .mapToObj(number -> "10.2.64." + number)
                .toList();
        for (Pair pair : List.of(few, full)) {
            carry(pair, List.of(Network.HOST_B), WARM_UP);
            carry(pair, hosts, WARM_UP);
            count(pair, many, WARM_UP);
        }
        var one = new Rounds();
        var all = new Rounds();
        for (int round = 0; round < rounds; round++) {
            one.measure(few, hosts, many);
            all.measure(full, hosts, many);
        }
        return report(one.figures(few), all.figures(full), hosts.size(), many);
    }

    private static boolean report(Figures one, Figures all, int streams, int many) {
        double single = compared("TCP, 1 stream, Mbit/s", one.stream(), all.stream(), many);
        double several = compared(
                "TCP, %d streams to as many hosts, with an SA for each where there are as many, Mbit/s"
                        .formatted(streams),
                one.streams(),
                all.streams(),
                many);
        compared(
                "UDP of 64 bytes, in turns to %,d hosts, each of another SA than the one before, a second"
                        .formatted(many - 1),
                one.packets(),
                all.packets(),
                many);
        say("live heap: %,d kB with 1, %,d kB with %,d: %,d bytes a pair, its lines of configuration included"
                .formatted(one.heap(), all.heap(), many, (all.heap() - one.heap()) * 1024 / Math.max(1, many - 1)));
        return single >= LEAST_SHARE && several >= LEAST_SHARE;
    }

    private static double compared(String what, Summary one, Summary all, int many) {
        double share = all.median() / one.median();
        say("%s: %s with 1, %s with %,d: %.2f".formatted(what, Report.cell(one, 0), Report.cell(all, 0), many, share));
        return share;
    }

    /** What was measured of one pair, round by round. */
    private final class Rounds {
        private final List<Double> stream = new ArrayList<>();
        private final List<Double> streams = new ArrayList<>();
        private final List<Double> packets = new ArrayList<>();

        void measure(Pair pair, List<String> hosts, int many) {
            stream.add(carry(pair, List.of(Network.HOST_B), SECONDS));
            streams.add(carry(pair, hosts, SECONDS));
            packets.add(count(pair, many, SECONDS));
        }

        Figures figures(Pair pair) {
            return new Figures(of(stream), of(streams), of(packets), pair.a.liveKilobytes());
        }

        private static Summary of(List<Double> values) {
            return Summary.of(values).orElseThrow();
        }
    }

    private static void awaitAll(Appliance gateway, int sas) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Flows.number(gateway.show("show crypto engine"), "used =") < sas) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(gateway.name() + " has not all SAs:\n" + gateway.log());
            }
            Appliance.pause(500);
        }
    }

    /** A TCP stream to each of some hosts of the other site, at the same time. @return Mbit/s of all */
    private static double carry(Pair pair, List<String> hosts, int seconds) {
        List<Stream> streams = new ArrayList<>();
        try {
            for (String host : hosts) {
                streams.add(Stream.serve(pair, host, IPERF_PORT + streams.size()));
            }
            streams.forEach(stream -> stream.begin(seconds));
            return streams.stream().mapToDouble(stream -> stream.end(seconds)).sum();
        } finally {
            streams.forEach(Stream::stop);
        }
    }

    /** One of several streams. */
    private static final class Stream {
        private final Pair pair;
        private final String host;
        private final int port;
        private final List<Process> processes = new ArrayList<>();

        private Stream(Pair pair, String host, int port) {
            this.pair = pair;
            this.host = host;
            this.port = port;
        }

        /** Starts the server, and waits until it listens. */
        static Stream serve(Pair pair, String host, int port) {
            var stream = new Stream(pair, host, port);
            stream.start(pair.network.hostB, "iperf-server", "-s", "-1");
            Flows.waitForListener(pair.network.hostB, port);
            return stream;
        }

        void begin(int seconds) {
            start(pair.network.hostA, "iperf", "-J", "-c", host, "-t", String.valueOf(seconds));
        }

        private void start(Namespace where, String output, String... words) {
            List<String> command = new ArrayList<>(List.of("iperf3", "-p", String.valueOf(port)));
            command.addAll(List.of(words));
            Process process = where.command(command).start(pair.folder.resolve(output + port));
            Leftovers.note(process);
            processes.add(process);
        }

        /** @return Mbit/s */
        double end(int seconds) {
            try {
                if (!processes.get(1).waitFor(seconds + 60L, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("iperf3 does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            Transferred transferred = Transferred.of(pair.read("iperf" + port));
            return transferred.bytes() * 8 / 1e6 / transferred.seconds();
        }

        void stop() {
            for (Process process : processes) {
                process.destroyForcibly();
                Leftovers.forget(process);
            }
        }
    }

    /** Datagrams in turns to all hosts, each under an entry of its own if there are as many. @return received a second */
    private double count(Pair pair, int hosts, int seconds) {
        var plan = new Plan(0, seconds, "64", hosts - 1, 1);
        return pair.datagrams(1, port++, plan).await(seconds).received(seconds);
    }

    /** The configuration of a site: each entry has a host of the other site; the last one its ordinary host. */
    static List<String> lines(int site, int entries) {
        int other = 3 - site;
        var random = new Random(1); // both sites make the same keys
        var lines = new ArrayList<>(Pair.interfaces(site));
        lines.add("crypto ipsec transform-set strong esp-aes esp-sha-hmac");
        for (int i = 0; i < entries; i++) {
            String one = "10.1.0.0 255.255.0.0"; // one shape of selectors, with one entry and with many
            String two = host(i, entries);
            lines.add("access-list f%d permit ip %s %s".formatted(i, site == 1 ? one : two, site == 1 ? two : one));
            String entry = "crypto map crowd " + (i + 1) + " ";
            lines.add(entry + "ipsec-manual");
            lines.add(entry + "match address f" + i);
            lines.add(entry + "set peer " + (site == 1 ? Network.OUTSIDE_B : Network.OUTSIDE_A));
            lines.add(entry + "set transform-set strong");
            String toTwo = keys(random, SPI + 2 * i);
            String toOne = keys(random, SPI + 2 * i + 1);
            lines.add(entry + "set session-key inbound esp " + (site == 1 ? toOne : toTwo));
            lines.add(entry + "set session-key outbound esp " + (site == 1 ? toTwo : toOne));
        }
        lines.add("crypto map crowd interface outside");
        return lines;
    }

    /** One entry protects everything between the sites; of several each protects one host. */
    private static String host(int number, int entries) {
        if (entries == 1) {
            return "10.2.0.0 255.255.0.0";
        }
        return number == entries - 1 ? "host 10.2.0.10" : "host 10.2.%d.%d".formatted(64 + number / 256, number % 256);
    }

    private static String keys(Random random, int spi) {
        var cipher = new byte[16];
        var authenticator = new byte[20];
        random.nextBytes(cipher);
        random.nextBytes(authenticator);
        return spi + " cipher " + HexFormat.of().formatHex(cipher) + " authenticator "
                + HexFormat.of().formatHex(authenticator);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
