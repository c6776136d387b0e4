// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.lab.Flows;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.Namespace;
import org.sallyport.lab.Network;
import org.sallyport.lab.bench.Figure.Quantity;

/** The two hosts of a network, and the programs that they measure with. */
final class Hosts {
    static final int DATAGRAM_BYTES = 64;

    private static final int PORT = 5201;
    private static final int PINGS_A_SECOND = 200;
    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern ROUND_TRIP = Pattern.compile("time=([0-9.]+) ms");

    private final Network network;
    private final Path folder;

    /** @param folder for what the programs print */
    Hosts(Network network, Path folder) {
        this.network = network;
        this.folder = folder;
    }

    /** Carries TCP streams as fast as they go. */
    Transferred streams(int count, boolean backwards, int seconds) {
        var words = new ArrayList<>(List.of("-P", String.valueOf(count)));
        if (backwards) {
            words.add("-R");
        }
        return iperf(seconds, words);
    }

    /** Carries TCP streams both ways at once. */
    Transferred bothWays(int seconds) {
        return iperf(seconds, List.of("-P", "2", "--bidir"));
    }

    /** Sends small datagrams from A to B as fast as the host can. */
    Transferred datagrams(int seconds) {
        return iperf(seconds, List.of("-u", "-l", String.valueOf(DATAGRAM_BYTES), "-b", "0"));
    }

    private Transferred iperf(int seconds, List<String> options) {
        var words = new ArrayList<>(List.of(
                "iperf3", "-J", "-c", Network.HOST_B, "-p", String.valueOf(PORT), "-t", String.valueOf(seconds)));
        words.addAll(options);
        Process server =
                start(network.hostB, List.of("iperf3", "-s", "-1", "-p", String.valueOf(PORT)), "iperf3-server.log");
        try {
            Flows.waitForListener(network.hostB, PORT);
            return Transferred.of(output(network.hostA, words, seconds + PATIENCE_SECONDS));
        } finally {
            end(server);
        }
    }

    /** Sends echo requests at a steady rate and looks when they are answered. */
    Measurement roundTrips(int seconds) {
        String count = String.valueOf(seconds * PINGS_A_SECOND);
        String listing = output(
                network.hostA,
                List.of("ping", "-n", "-i", "0.005", "-c", count, "-W", "1", Network.HOST_B),
                seconds + PATIENCE_SECONDS);
        var micros = new ArrayList<Double>();
        for (Matcher answer = ROUND_TRIP.matcher(listing); answer.find(); ) {
            micros.add(Double.parseDouble(answer.group(1)) * 1_000);
        }
        if (micros.isEmpty()) {
            throw new IllegalStateException("no ping was answered");
        }
        micros.sort(null);
        return new Measurement(
                2L * micros.size(),
                0,
                Map.of(
                        Quantity.MEDIAN, micros.get(micros.size() / 2),
                        Quantity.NEARLY_ALL, micros.get(micros.size() * 99 / 100)));
    }

    private String output(Namespace at, List<String> words, int patience) {
        Process process = start(at, words, words.get(0) + ".log");
        try {
            if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                throw new IllegalStateException(words.get(0) + " does not end");
            }
            return Files.readString(folder.resolve(words.get(0) + ".log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            end(process);
        }
    }

    private Process start(Namespace at, List<String> words, String log) {
        Process process = at.command(words).start(folder.resolve(log));
        Leftovers.note(process);
        return process;
    }

    private static void end(Process process) {
        process.destroyForcibly();
        Leftovers.forget(process);
    }
}
