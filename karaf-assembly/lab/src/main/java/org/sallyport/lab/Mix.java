// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Datagrams of many flows, each with its number, so that none is missed and none counted twice:
 *
 * <pre>
 * send PORT RATE SECONDS SIZES SOURCE SOURCES DESTINATION FLOWS   prints "sent N failed N millis N"
 * receive PORT QUIET                                              prints "received N again N millis N silence N
 *                                                                        median N nearly N but-few N longest N", and "FLOW N" each
 * </pre>
 *
 * RATE datagrams a second, in turns over flows and sizes; 0 stands for as many as the host sends. The x-th flow goes to the x-th
 * address behind DESTINATION, from the x-th behind SOURCE, which begin again after SOURCES. SIZES are bytes, separated by commas.
 * A sender that is asked to end (SIGTERM) says before what it sent. A receiver's silence is the longest time without any datagram, in
 * milliseconds; behind it stand the microseconds within which the half, 99 %, 99.9 % and all of them were on their way. It ends when it has heard nothing for QUIET milliseconds after the first datagram.
 */
public final class Mix {
    private static final int LARGEST = 65_507;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int BUFFER = 1 << 25;
    private static final int FLOW_AT = Long.BYTES; // behind the number
    private static final int TIME_AT = FLOW_AT + Integer.BYTES; // of all processes of a machine one clock
    private static final int BURST = 64;
    private static final long NANOS = 1_000_000_000L;
    private static final long PAUSE_NANOS = 200_000;

    private static volatile boolean ending;

    private Mix() {}

    public static void main(String[] words) throws IOException {
        if (words[0].equals("send")) {
            List<Integer> sizes = new ArrayList<>();
            for (String size : words[4].split(",", -1)) {
                sizes.add(Integer.valueOf(size));
            }
            var load = new Load(Long.parseLong(words[2]), Long.parseLong(words[3]), sizes);
            var flows = new Flows(
                    address(words[5]), Integer.parseInt(words[6]), address(words[7]), Integer.parseInt(words[8]));
            send(load, flows, Integer.parseInt(words[1]));
        } else {
            receive(Integer.parseInt(words[1]), Long.parseLong(words[2]));
        }
    }

    private record Load(long aSecond, long seconds, List<Integer> sizes) {
        long due(long nanos) {
            return aSecond == 0
                    ? nanos < seconds * NANOS ? Long.MAX_VALUE : 0
                    : Math.min(aSecond * seconds, nanos * aSecond / NANOS);
        }

        boolean ends(long sent, long nanos) {
            return aSecond == 0 ? nanos >= seconds * NANOS : sent >= aSecond * seconds;
        }
    }

    private record Flows(int source, int sources, int destination, int count) {}

    private static int address(String text) throws IOException {
        return ByteBuffer.wrap(InetAddress.getByName(text).getAddress()).getInt();
    }

    private static InetAddress address(int value) throws IOException {
        return InetAddress.getByAddress(
                ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    private static void send(Load load, Flows flows, int port) throws IOException {
        var channels = new ArrayList<DatagramChannel>();
        for (int i = 0; i < flows.sources(); i++) {
            channels.add(DatagramChannel.open(StandardProtocolFamily.INET)
                    .bind(new InetSocketAddress(address(flows.source() + i), 0)));
        }
        var targets = new ArrayList<InetSocketAddress>();
        for (int i = 0; i < flows.count(); i++) {
            targets.add(new InetSocketAddress(address(flows.destination() + i), port));
        }
        endOnRequest();
        ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST);
        long begin = System.nanoTime();
        long sent = 0;
        long failed = 0;
        while (!ending && !load.ends(sent, System.nanoTime() - begin)) {
            long due = load.due(System.nanoTime() - begin);
            for (int burst = 0; sent < due && burst < BURST; burst++, sent++) {
                int flow = (int) (sent % flows.count());
                long number = sent / flows.count();
                packet.clear()
                        .limit(load.sizes().get((int) (number % load.sizes().size())));
                packet.putLong(0, number).putInt(FLOW_AT, flow).putLong(TIME_AT, System.nanoTime());
                try {
                    channels.get(flow % channels.size()).send(packet, targets.get(flow));
                } catch (IOException e) {
                    failed++; // the host itself did not take it
                }
            }
            if (sent >= due) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        System.out.println(
                "sent " + (sent - failed) + " failed " + failed + " millis " + (System.nanoTime() - begin) / 1_000_000);
    }

    /** The machine waits with its end for this thread, which then ends by itself. */
    private static void endOnRequest() {
        Thread sender = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ending = true;
            try {
                sender.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** What came of one flow. */
    private static final class Flow {
        private final BitSet seen = new BitSet();
        private long again;

        void count(long number) {
            if (seen.get((int) number)) {
                again++;
            } else {
                seen.set((int) number);
            }
        }
    }

    private static void receive(int port, long quietMillis) throws IOException {
        Map<Integer, Flow> flows = new TreeMap<>();
        var latencies = new Latencies();
        ByteBuffer packet = ByteBuffer.allocateDirect(LARGEST);
        long first = 0;
        long last = 0;
        long silence = 0;
        try (var channel = DatagramChannel.open(StandardProtocolFamily.INET);
                var selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(port)).configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            while (selector.select(flows.isEmpty() ? PATIENCE_MILLIS : quietMillis) > 0) {
                selector.selectedKeys().clear();
                while (channel.receive(packet.clear()) != null) {
                    latencies.count(System.nanoTime() - packet.getLong(TIME_AT));
                    flows.computeIfAbsent(packet.getInt(FLOW_AT), none -> new Flow())
                            .count(packet.getLong(0));
                }
                long now = System.nanoTime();
                silence = first == 0 ? 0 : Math.max(silence, now - last);
                last = now;
                first = first == 0 ? last : first;
            }
        }
        System.out.println("received "
                + flows.values().stream()
                        .mapToLong(flow -> flow.seen.cardinality())
                        .sum()
                + " again "
                + flows.values().stream().mapToLong(flow -> flow.again).sum() + " millis "
                + (last - first) / 1_000_000
                + " silence " + silence / 1_000_000
                + " median " + latencies.within(500)
                + " nearly " + latencies.within(990)
                + " but-few " + latencies.within(999)
                + " longest " + latencies.within(1_000));
        flows.forEach((number, flow) -> System.out.println(number + " " + flow.seen.cardinality()));
    }
}
