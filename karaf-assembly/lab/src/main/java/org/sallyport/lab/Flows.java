// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hosts send each other, and what a console says of it. */
public final class Flows {
    private static final Pattern RECEIVED = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Flows() {}

    /** Sends echo requests at an interval. @return how many were answered */
    public static int ping(Namespace from, String source, String destination, int count, String interval) {
        Command.Output output = from.command(
                        "ping",
                        "-n",
                        "-q",
                        "-I",
                        source,
                        "-c",
                        String.valueOf(count),
                        "-i",
                        interval,
                        "-W",
                        "1",
                        destination)
                .within(Duration.ofSeconds(30 + count))
                .run();
        Matcher received = RECEIVED.matcher(output.text());
        return received.find() ? Integer.parseInt(received.group(2)) : 0;
    }

    /** What a file transfer printed at both ends. */
    record Carried(List<String> sent, List<String> received) {
        boolean equal() {
            return !sent.isEmpty() && !received.isEmpty() && sent.get(0).equals(received.get(0));
        }
    }

    /** Carries random bytes over TCP. */
    static Carried carry(Path folder, Namespace from, String source, Namespace to, long bytes, int port) {
        return carry(folder, from, source, to, source, bytes, port);
    }

    /** The same, where whoever fetches calls the sender by another address. */
    static Carried carry(
            Path folder, Namespace from, String source, Namespace to, String called, long bytes, int port) {
        Path log = folder.resolve("transfer-" + port + ".log");
        Process server = from.command(java(
                        Transfer.class,
                        "serve",
                        source,
                        String.valueOf(port),
                        String.valueOf(bytes),
                        String.valueOf(port)))
                .start(log);
        Leftovers.note(server);
        try {
            waitForListener(from, port);
            List<String> received = to.command(java(Transfer.class, "fetch", called, String.valueOf(port)))
                    .within(Duration.ofSeconds(120))
                    .run()
                    .lines();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sender did not end: " + received);
            }
            return new Carried(Files.readAllLines(log), received);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            server.destroyForcibly();
        }
    }

    /** Waits until somebody listens at a TCP port. */
    public static void waitForListener(Namespace namespace, int port) {
        // Nobody at the other end, and state 0A: it listens. A connection that ended is there for a minute, too.
        waitForSocket(namespace, "tcp", Pattern.compile(":%04X 0+:0000 0A".formatted(port)));
    }

    /** Waits until somebody takes datagrams at a UDP port. */
    public static void waitForReceiver(Namespace namespace, int port) {
        waitForSocket(namespace, "udp", Pattern.compile(":%04X 0+:0000".formatted(port)));
    }

    private static void waitForSocket(Namespace namespace, String protocol, Pattern socket) {
        for (int i = 0; i < 200; i++) {
            // A kernel without IPv6 has not the second file.
            String sockets = namespace
                    .command("cat", "/proc/net/" + protocol, "/proc/net/" + protocol + "6")
                    .run()
                    .text();
            if (socket.matcher(sockets).find()) {
                return;
            }
            Appliance.pause(50);
        }
        throw new IllegalStateException("nobody listens: " + socket);
    }

    private static List<String> java(Class<?> main, String... words) {
        var command = new ArrayList<>(
                List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", CLASS_PATH, main.getName()));
        command.addAll(List.of(words));
        return command;
    }

    /** Starts to send small datagrams at a rate; a count of 0 stands for: until ended. */
    static Process send(
            Path folder, Namespace from, String source, String destination, int port, long rate, long count) {
        Process sender = from.command(java(
                        Load.class,
                        "send",
                        source,
                        destination,
                        String.valueOf(port),
                        String.valueOf(rate),
                        String.valueOf(count)))
                .start(folder.resolve("send-" + source + "-" + port + ".log"));
        Leftovers.note(sender);
        return sender;
    }

    /** Starts to count datagrams; {@link #counted} tells how many came. */
    static Process receive(Path folder, Namespace at, String address, int port) {
        Process receiver = at.command(java(Load.class, "receive", address, String.valueOf(port)))
                .start(folder.resolve("receive-" + address + "-" + port + ".log"));
        Leftovers.note(receiver);
        waitForSocket(at, "udp", Pattern.compile(":%04X 0+:0000".formatted(port)));
        return receiver;
    }

    /** Waits until a receiver has heard nothing for a while. @return how many datagrams it got */
    static long counted(Path folder, Process receiver, String address, int port) {
        try {
            if (!receiver.waitFor(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the receiver did not end");
            }
            return Long.parseLong(Files.readString(folder.resolve("receive-" + address + "-" + port + ".log"))
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A number that a listing shows behind a label, the first one. */
    public static long number(String listing, String label) {
        Matcher number = Pattern.compile(Pattern.quote(label) + "\\s*(\\d+)").matcher(listing);
        return number.find() ? Long.parseLong(number.group(1)) : -1;
    }

    /** The SPI of the first SA below a heading, as the listing shows it. */
    static String spi(String listing, String heading) {
        Matcher spi = Pattern.compile(Pattern.quote(heading) + "\\s+spi: 0x([0-9a-f]+)")
                .matcher(listing);
        return spi.find() ? spi.group(1) : "none";
    }
}
