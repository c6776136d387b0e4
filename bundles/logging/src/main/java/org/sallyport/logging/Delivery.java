// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.sallyport.ipsec.Severity;
import org.sallyport.runtime.Agent;

/**
 * Hands messages on: to the buffer, to the log of the process and to syslog servers. Whoever says something leaves it in a
 * queue and goes on; what finds no room there is counted and lost.
 */
final class Delivery implements Agent {
    /** Messages that wait, as many as a PIX lets wait. */
    static final int WAITING = 512;

    /** Messages that the buffer holds; then the oldest go. */
    static final int BUFFERED = 512;

    private static final long IDLE_MILLIS = 1_000;
    private static final Entry NOTHING = new Entry(Instant.EPOCH, 0, Severity.DEBUGGING, "");

    /** A log that is not ours. */
    @FunctionalInterface
    interface Log {
        void write(Severity severity, String line);
    }

    private final Log console;
    private final Post post;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(WAITING);
    private final ConcurrentLinkedDeque<String> buffer = new ConcurrentLinkedDeque<>();
    private final AtomicLongArray delivered = new AtomicLongArray(Destination.values().length);
    private final AtomicLong lost = new AtomicLong();
    private volatile Settings settings = Settings.NOTHING;

    Delivery(Log console, Post post) {
        this.console = console;
        this.post = post;
    }

    void settings(Settings newSettings) {
        settings = newSettings;
    }

    /** Takes a message along, if there is room. Any thread. */
    void take(Entry entry) {
        if (!queue.offer(entry)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public String roleName() {
        return "sallyport-logging";
    }

    @Override
    public int doWork() {
        try {
            Entry entry = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (entry != null && !entry.text().isEmpty()) {
                deliver(entry, settings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        return 1;
    }

    @Override
    public void wakeUp() {
        boolean unused = queue.offer(NOTHING); // in a full queue there is something to wake up for
    }

    private void deliver(Entry entry, Settings present) {
        String line = Wire.line(entry, present.timestamp());
        if (wanted(Destination.BUFFERED, entry, present)) {
            buffer.addLast(line);
            if (buffer.size() > BUFFERED) {
                buffer.pollFirst();
            }
        }
        if (wanted(Destination.CONSOLE, entry, present)) {
            console.write(entry.severity(), line);
        }
        if (wanted(Destination.TRAP, entry, present)) {
            byte[] datagram = Wire.datagram(entry.severity(), present.facility(), line);
            present.hosts().forEach(host -> post.send(datagram, host.address()));
        }
    }

    private boolean wanted(Destination destination, Entry entry, Settings present) {
        boolean wanted = present.wants(destination, entry.severity());
        if (wanted) {
            delivered.incrementAndGet(destination.ordinal());
        }
        return wanted;
    }

    /** How many messages a destination was handed. */
    long delivered(Destination destination) {
        return delivered.get(destination.ordinal());
    }

    /** How many found no room. */
    long lost() {
        return lost.get();
    }

    /** How many the system did not send. */
    long unsent() {
        return post.failed();
    }

    /** What the buffer holds, the oldest first. */
    List<String> buffer() {
        return List.copyOf(buffer);
    }

    /** Empties the buffer. */
    void clear() {
        buffer.clear();
    }

    @Override
    public void onClose() {
        post.close();
    }
}
