// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends datagrams to syslog servers. The socket is not connected, so that the answers of one dead server are nobody else's.
 * Owned by the thread of {@link Delivery}; the count may be asked by anybody.
 */
final class Post implements AutoCloseable {
    private final AtomicLong failed = new AtomicLong();
    private @Nullable DatagramSocket socket;

    void send(byte[] datagram, InetSocketAddress server) {
        try {
            DatagramSocket open = socket;
            if (open == null) {
                open = new DatagramSocket();
                socket = open;
            }
            open.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (IOException | IllegalArgumentException e) {
            failed.incrementAndGet();
        }
    }

    /** How many datagrams the system refused, for instance without a route. */
    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
