// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.DatagramPort;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Packet;

/**
 * Messages of IKE between the workers and those who speak it. Both ways are bounded queues: a worker never waits. Thread-safe.
 */
final class Mail implements DatagramPort {
    /** Bytes of the marker in front of IKE on port 4500: where ESP has its SPI, zero (RFC 3948, 2.2). */
    static final int MARKER = 4;

    private static final int WAITING = 1024;
    private static final int ISAKMP_HEADER = 28;
    private static final int VERSION = 17;

    private final Map<Integer, Box> boxes = new ConcurrentHashMap<>();
    private final Queue<Datagram> outgoing = new ArrayBlockingQueue<>(WAITING);
    private final Runnable bell;

    /** @param bell wakes the worker that sends */
    Mail(Runnable bell) {
        this.bell = bell;
    }

    @Override
    public Mailbox subscribe(int majorVersion, Runnable wakeUp) {
        var box = new Box(majorVersion, wakeUp);
        boxes.put(majorVersion, box);
        return box;
    }

    @Override
    public boolean send(Datagram message) {
        boolean taken = message.payload().length <= Datagram.LONGEST && outgoing.offer(message);
        bell.run();
        return taken;
    }

    /** The next message to send, null if there is none. */
    @Nullable
    Datagram next() {
        return outgoing.poll();
    }

    /** Takes a copy of a message that arrived, the marker left out. @return whether somebody wants it */
    boolean arrived(Packet packet) {
        int skipped = packet.localPort() == UdpPorts.NAT_TRAVERSAL ? MARKER : 0;
        if (packet.length() - skipped < ISAKMP_HEADER) {
            return false;
        }
        int version = BigEndian.u8(packet.buffer(), packet.offset() + skipped + VERSION) >>> 4;
        Box box = boxes.get(version);
        if (box == null) {
            return false;
        }
        var payload = new byte[packet.length() - skipped];
        System.arraycopy(packet.buffer(), packet.offset() + skipped, payload, 0, payload.length);
        return box.put(new Datagram(
                new Ipv4Address(packet.localAddress()),
                packet.localPort(),
                new Ipv4Address(packet.remoteAddress()),
                packet.remotePort(),
                payload));
    }

    private final class Box implements Mailbox {
        private final Integer version;
        private final Runnable wakeUp;
        private final Queue<Datagram> messages = new ArrayBlockingQueue<>(WAITING);

        Box(int version, Runnable wakeUp) {
            this.version = version;
            this.wakeUp = wakeUp;
        }

        boolean put(Datagram message) {
            boolean taken = messages.offer(message);
            wakeUp.run();
            return taken;
        }

        @Override
        public @Nullable Datagram poll() {
            return messages.poll();
        }

        @Override
        public void close() {
            boxes.remove(version, this);
        }
    }
}
