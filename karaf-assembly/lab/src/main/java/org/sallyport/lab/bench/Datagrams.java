// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.lab.Flows;
import org.sallyport.lab.Leftovers;
import org.sallyport.lab.Mix;
import org.sallyport.lab.Namespace;

/** Datagrams of many flows from one host to the other, each counted; one run. */
final class Datagrams {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final long QUIET_MILLIS = 5_000;

    private final Pair pair;
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
    record Plan(long rate, long seconds, String sizes, int flows, int sources) {}

    /** What came of it. */
    record Outcome(long sent, long received, long again, long millis) {
        long lost() {
            return sent - received;
        }

        double received(double seconds) {
            return received / seconds;
        }
    }

    private Datagrams(Pair pair, String name, Process sender, Process receiver) {
        this.pair = pair;
        this.name = name;
        this.sender = sender;
        this.receiver = receiver;
    }

    /** Starts to send from a site to the other. */
    static Datagrams start(Pair pair, int from, int port, Plan plan) {
        Namespace source = from == 1 ? pair.network.hostA : pair.network.hostB;
        Namespace sink = from == 1 ? pair.network.hostB : pair.network.hostA;
        String name = "mix-" + port;
        Process receiver =
                java(pair, sink, name + "-received", "receive", String.valueOf(port), String.valueOf(QUIET_MILLIS));
        Flows.waitForReceiver(sink, port);
        Process sender = java(
                pair,
                source,
                name + "-sent",
                "send",
                String.valueOf(port),
                String.valueOf(plan.rate()),
                String.valueOf(plan.seconds()),
                plan.sizes(),
                "10." + from + ".64.0",
                String.valueOf(plan.sources()),
                "10." + (3 - from) + ".64.0",
                String.valueOf(plan.flows()));
        return new Datagrams(pair, name, sender, receiver);
    }

    private static Process java(Pair pair, Namespace at, String log, String... words) {
        var command = new ArrayList<>(List.of(
                JAVA,
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Mix.class.getName()));
        command.addAll(List.of(words));
        Process process = at.command(command).start(pair.folder.resolve(log));
        Leftovers.note(process);
        return process;
    }

    /** Waits until both have ended. */
    Outcome await(long seconds) {
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
        String sent = pair.read(name + "-sent");
        String received = pair.read(name + "-received");
        return new Outcome(
                Flows.number(sent, "sent"),
                Flows.number(received, "received"),
                Flows.number(received, "again"),
                Flows.number(received, "millis"));
    }
}
