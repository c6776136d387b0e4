// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records the protected packets that pass a gateway's outside interface, from when it is opened until it is read. */
public final class Wiretap {
    private static final Pattern PACKET =
            Pattern.compile("IP (\\S+) > \\S+: (AH|ESP)\\(spi=0x([0-9a-f]+),(?:sumlen=\\d+,)?seq=0x([0-9a-f]+)");
    private static final Pattern LOST = Pattern.compile("(\\d+) packets dropped by kernel");

    private final Path file;
    private final Path log;
    private final Process capture;

    /** What was seen of one SA. @param again packets whose number is not higher than all before */
    record Numbers(long first, long last, long packets, long again) {
        static final Numbers NONE = new Numbers(0, 0, 0, 0);

        Numbers and(long number) {
            return packets == 0
                    ? new Numbers(number, number, 1, 0)
                    : new Numbers(first, Math.max(last, number), packets + 1, again + (number <= last ? 1 : 0));
        }

        /** Numbers that were given and not seen. */
        long missing() {
            return last - first + 1 - packets;
        }
    }

    Wiretap(Path folder, Namespace gateway) {
        file = folder.resolve("wiretap-" + System.nanoTime() + ".pcap");
        log = folder.resolve(file.getFileName() + ".log");
        capture = gateway.command(List.of(
                        "tcpdump",
                        "-ni",
                        "wan0",
                        "-Z",
                        "root",
                        "-s",
                        "96",
                        "-B",
                        "65536",
                        "-U",
                        "-w",
                        file.toString(),
                        "esp or ah"))
                .start(log);
        Leftovers.note(capture);
        for (int i = 0; i < 100 && !read(log).contains("listening on"); i++) {
            Appliance.pause(50);
        }
    }

    private static String read(Path log) {
        return Command.of("cat", log.toString()).succeed();
    }

    /** Ends it. @return what was seen, by source, protocol and SPI */
    Map<String, Numbers> numbers() {
        capture.destroy();
        try {
            if (!capture.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("tcpdump does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Leftovers.forget(capture);
        Matcher lost = LOST.matcher(read(log));
        if (!lost.find() || !lost.group(1).equals("0")) {
            throw new IllegalStateException("tcpdump has not seen everything: " + read(log));
        }
        Map<String, Numbers> seen = new TreeMap<>();
        Command.of("tcpdump", "-nr", file.toString())
                .within(Duration.ofSeconds(120))
                .run()
                .lines()
                .forEach(line -> {
                    Matcher packet = PACKET.matcher(line);
                    if (packet.find()) {
                        long number = Long.parseLong(packet.group(4), 16);
                        seen.merge(
                                packet.group(1) + " " + packet.group(2) + " " + packet.group(3),
                                Numbers.NONE.and(number),
                                (before, one) -> before.and(number));
                    }
                });
        return seen;
    }
}
