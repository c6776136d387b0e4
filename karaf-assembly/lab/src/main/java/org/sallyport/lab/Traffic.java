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

    /** What came of it. @param silenceMillis the longest time in which nothing arrived, between the first and the last */
    public record Outcome(long sent, long received, long again, long millis, long silenceMillis) {
        public long lost() {
            return sent - received;
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
                Flows.number(received, "silence"));
    }

    private String read(String log) {
        try {
            return Files.readString(folder.resolve(name + log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
