// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.sallyport.lab.StrongSwan;

/** Begins handshakes by a charon of strongSwan: main mode, and quick mode behind it. Several at once, each by a thread. */
final class Initiator {
    private static final String TIMEOUT_MILLIS = "20000";
    private static final double NANOS_A_SECOND = 1e9;
    private static final double NANOS_A_MILLI = 1e6;

    private final StrongSwan charon;

    Initiator(StrongSwan charon) {
        this.charon = charon;
    }

    /**
     * What came of it.
     *
     * @param millis that each handshake took, those that failed left out
     * @param error what charon said of one of them; empty if none failed
     */
    record Burst(List<Double> millis, int failed, String error, double seconds) {
        int handshakes() {
            return millis.size();
        }

        double rate() {
            return millis.size() / seconds;
        }

        double median() {
            return Summary.of(millis).map(Summary::median).orElse(Double.NaN);
        }
    }

    /** For a time, brings connections up and takes them down again, each over and over. */
    Burst repeat(List<String> connections, double seconds) {
        long end = System.nanoTime() + (long) (seconds * NANOS_A_SECOND);
        List<Consumer<Hand>> workers = new ArrayList<>();
        for (String connection : connections) {
            workers.add(hand -> {
                while (System.nanoTime() < end) {
                    hand.initiate(connection);
                    hand.terminate(connection);
                }
            });
        }
        return run(workers);
    }

    /** Brings connections up, so many at once, and leaves them. */
    Burst bringUp(List<String> connections, int atOnce) {
        Queue<String> left = new ConcurrentLinkedQueue<>(connections);
        List<Consumer<Hand>> workers = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            workers.add(hand -> {
                for (String next = left.poll(); next != null; next = left.poll()) {
                    hand.initiate(next);
                }
            });
        }
        return run(workers);
    }

    private Burst run(List<Consumer<Hand>> workers) {
        long begin = System.nanoTime();
        var hands = new ArrayList<Hand>();
        var threads = new ArrayList<Thread>();
        for (Consumer<Hand> worker : workers) {
            var hand = new Hand(charon.socket());
            hands.add(hand);
            var thread = new Thread(() -> worker.accept(hand), "initiator");
            threads.add(thread);
            thread.start();
        }
        threads.forEach(Initiator::join);
        double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
        hands.forEach(Hand::close);
        return new Burst(
                hands.stream().flatMap(hand -> hand.millis.stream()).toList(),
                hands.stream().mapToInt(hand -> hand.failed).sum(),
                hands.stream()
                        .map(hand -> hand.error)
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse(""),
                seconds);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Processor time that the charon used since it started. */
    Duration processorTime() {
        return charon.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** One thread's connection to charon, and what it saw. */
    private static final class Hand implements AutoCloseable {
        private final Vici vici;
        private final List<Double> millis = new ArrayList<>();
        private int failed;
        private String error = "";

        Hand(Path socket) {
            vici = new Vici(socket);
        }

        void initiate(String connection) {
            long begin = System.nanoTime();
            Map<String, String> answer =
                    vici.request("initiate", Map.of("ike", connection, "child", "flow", "timeout", TIMEOUT_MILLIS));
            if ("yes".equals(answer.get("success"))) {
                millis.add((System.nanoTime() - begin) / NANOS_A_MILLI);
            } else {
                failed++;
                error = answer.getOrDefault("errmsg", "");
            }
        }

        void terminate(String connection) {
            vici.request("terminate", Map.of("ike", connection, "force", "yes", "timeout", "1000"));
        }

        @Override
        public void close() {
            vici.close();
        }
    }
}
