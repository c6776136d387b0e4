// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.loopback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.Device.Port;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.packet.PacketBatch;
import org.sallyport.runtime.Ticker;

/**
 * A host behind the gateway, inside the process: it answers echo requests (RFC 792) and sends its own. Its queues are
 * bounded; what does not fit is lost. The port is for the worker, {@link #ping} for a console.
 */
final class BuiltInHost implements Port {
    private static final int BATCH = 64;
    private static final int LARGEST = 9_216; // a jumbo frame
    private static final int QUEUE = 256;
    private static final int PAYLOAD = 56;
    private static final int TTL = 64;

    private volatile PacketBatch memory = allocate();
    private final Ipv4Address address;
    private final Ticker ticker;
    private final BlockingQueue<byte[]> leaving = new ArrayBlockingQueue<>(QUEUE);
    private final BlockingQueue<Integer> replies = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicInteger sequence = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private volatile Runnable wakeUp = () -> {};

    BuiltInHost(Ipv4Address address, Ticker ticker) {
        this.address = address;
        this.ticker = ticker;
    }

    private static PacketBatch allocate() {
        return PacketBatch.allocate(BATCH, Device.HEADROOM + LARGEST + Device.TAILROOM, Device.HEADROOM);
    }

    /** Takes other memory for its packets. */
    void renew() {
        memory = allocate();
    }

    /** The address it listens to. */
    Ipv4Address address() {
        return address;
    }

    /** Whom to wake when a packet leaves. */
    void onPacket(Runnable worker) {
        wakeUp = worker;
    }

    boolean hasPackets() {
        return !leaving.isEmpty();
    }

    /** What it counted, a line each. */
    List<String> counters() {
        return List.of("host " + address, "    packets received " + received + ", echo requests answered " + answered);
    }

    /** Sends echo requests, one after the other, and waits for each answer. @return a line each, as the PIX prints it */
    synchronized List<String> ping(Ipv4Address destination, int count, long timeoutMillis) { // replies have one reader
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = sequence.incrementAndGet() & 0xFFFF;
            replies.clear();
            long begin = ticker.nanos();
            leave(EchoMessage.packet(
                    address.value(), destination.value(), EchoMessage.REQUEST, number, new byte[PAYLOAD]));
            boolean came = awaitReply(number, timeoutMillis);
            long millis = (ticker.nanos() - begin) / 1_000_000;
            lines.add("        " + destination + (came ? " response received -- " : " NO response received -- ")
                    + millis + "ms");
        }
        return lines;
    }

    private boolean awaitReply(int number, long timeoutMillis) {
        try {
            for (Integer reply = replies.poll(timeoutMillis, TimeUnit.MILLISECONDS);
                    reply != null;
                    reply = replies.poll(timeoutMillis, TimeUnit.MILLISECONDS)) {
                if (reply == number) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void leave(byte[] packet) {
        leaving.offer(packet);
        wakeUp.run();
    }

    @Override
    public void receive(PacketBatch batch) {
        int limit = Math.min(batch.capacity(), memory.capacity());
        while (batch.size() < limit) {
            byte @Nullable [] bytes = leaving.poll();
            if (bytes == null) {
                return;
            }
            Packet packet = memory.get(batch.size());
            packet.set(bytes, 0, bytes.length);
            batch.add(packet);
        }
    }

    /** The worker hands over packets for hosts; those for others than this one are nobody's. */
    @Override
    public int send(PacketBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            arrived(batch.get(i));
        }
        return batch.size();
    }

    private void arrived(Packet packet) {
        byte[] bytes = packet.toByteArray();
        if (!Ipv4Header.isValid(bytes, 0, bytes.length) || Ipv4Header.destination(bytes, 0) != address.value()) {
            return;
        }
        received.incrementAndGet();
        if (Ipv4Header.protocol(bytes, 0) != IpProtocol.ICMP || !EchoMessage.isEcho(bytes)) {
            return;
        }
        if (EchoMessage.type(bytes) == EchoMessage.REQUEST) {
            answered.incrementAndGet();
            leave(EchoMessage.packet(
                    address.value(),
                    Ipv4Header.source(bytes, 0),
                    EchoMessage.REPLY,
                    EchoMessage.sequence(bytes),
                    EchoMessage.payload(bytes)));
        } else if (EchoMessage.type(bytes) == EchoMessage.REPLY) {
            replies.offer(EchoMessage.sequence(bytes));
        }
    }

    /** Hops a packet of this host may take. */
    static int timeToLive() {
        return TTL;
    }
}
