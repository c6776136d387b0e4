// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Numbered datagrams of one or many flows from one host to another; one run. */
public final class Traffic {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long QUIET_MILLIS = 5_000;
    private static final long UNTIL_STOPPED = 100_000;

    private final Path folder;
    private final String name;
    private final Process sender;
    private final Process receiver;

    /**
     * What to send.
     *
     * @param rate datagrams a second; 0 for as many as the host can
     * @param sizes bytes, separated by commas
     * @param flows how many, to the addresses behind the first one of the other site
     * @param sources how many addresses of this site they come from
     */
    public record Plan(long rate, long seconds, String sizes, int flows, int sources) {
        /** One flow of datagrams of 400 bytes, until it is stopped. */
        static Plan steady(long rate) {
            return new Plan(rate, UNTIL_STOPPED, "400", 1, 1);
        }
    }

    /** Where it comes from or goes to: a host, and the first of its addresses. */
    public record End(Namespace host, String address) {}

    /** The microseconds within which the half, 99 %, 99.9 % and all datagrams that arrived were on their way. */
    public record Latency(long median, long nearly, long butFew, long longest) {
        private static Latency of(String received) {
            return new Latency(
                    Flows.number(received, "median"),
                    Flows.number(received, "nearly"),
                    Flows.number(received, "but-few"),
                    Flows.number(received, "longest"));
        }

        private Latency orLonger(Latency other) {
            return new Latency(
                    Math.max(median, other.median),
                    Math.max(nearly, other.nearly),
                    Math.max(butFew, other.butFew),
                    Math.max(longest, other.longest));
        }

        @Override
        public String toString() {
            return "%d µs (half), %d (99 %%), %d (99.9 %%), %d (all)".formatted(median, nearly, butFew, longest);
        }
    }

    /** What came of it. @param silenceMillis the longest time in which nothing arrived, between the first and the last */
    public record Outcome(long sent, long received, long again, long millis, long silenceMillis, Latency latency) {
        /** @throws IllegalStateException if a program ended without its last word: then nobody knows what was lost */
        public Outcome {
            if (sent <= 0 || received < 0) {
                throw new IllegalStateException(
                        "no outcome: the sender says " + sent + ", the receiver " + received + " datagrams");
            }
        }

        public long lost() {
            return sent - received;
        }

        /** What came of both: sums, and of times the longer one. */
        Outcome and(Outcome other) {
            return new Outcome(
                    sent + other.sent,
                    received + other.received,
                    again + other.again,
                    Math.max(millis, other.millis),
                    Math.max(silenceMillis, other.silenceMillis),
                    latency.orLonger(other.latency));
        }

        public double received(double seconds) {
            return received / seconds;
        }
    }

    private Traffic(Path folder, int port, End from, End to, Plan plan) {
        this.folder = folder;
        name = "mix-" + port;
        String number = String.valueOf(port);
        receiver = java(to, "-received", "receive", number, String.valueOf(QUIET_MILLIS));
        Flows.waitForReceiver(to.host(), port);
        sender = java(
                from,
                "-sent",
                "send",
                number,
                String.valueOf(plan.rate()),
                String.valueOf(plan.seconds()),
                plan.sizes(),
                from.address(),
                String.valueOf(plan.sources()),
                to.address(),
                String.valueOf(plan.flows()));
    }

    /** Starts it. @param port which no other one in the folder has */
    public static Traffic start(Path folder, int port, End from, End to, Plan plan) {
        return new Traffic(folder, port, from, to, plan);
    }

    private Process java(End at, String log, String... words) {
        var command = new ArrayList<>(List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Mix.class.getName()));
        command.addAll(List.of(words));
        Process process = at.host().command(command).start(folder.resolve(name + log));
        Leftovers.note(process);
        return process;
    }

    /** Ends it. */
    public Outcome stop() {
        sender.destroy();
        return await(0);
    }

    /** Waits until both programs have ended. */
    public Outcome await(long seconds) {
        try {
            if (!sender.waitFor(seconds + 60, TimeUnit.SECONDS) || !receiver.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            sender.destroyForcibly();
            receiver.destroyForcibly();
            Leftovers.forget(sender);
            Leftovers.forget(receiver);
        }
        String sent = read("-sent");
        String received = read("-received");
        return new Outcome(
                Flows.number(sent, "sent"),
                Flows.number(received, "received"),
                Flows.number(received, "again"),
                Flows.number(received, "millis"),
                Flows.number(received, "silence"),
                Latency.of(received));
    }

    private String read(String log) {
        try {
            return Files.readString(folder.resolve(name + log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
