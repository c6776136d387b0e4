// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Small datagrams at a steady rate: {@code send SOURCE DESTINATION PORT RATE COUNT} (a count of 0: until ended), and {@code
 * receive ADDRESS PORT}, which prints how many came when none has come for three seconds.
 */
public final class Load {
    private static final int SIZE = 64;
    private static final int QUIET_MILLIS = 3_000;
    private static final int PATIENCE_MILLIS = 30_000;

    private Load() {}

    public static void main(String[] words) throws IOException {
        if (words[0].equals("send")) {
            send(words[1], words[2], Integer.parseInt(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5]));
        } else {
            receive(words[1], Integer.parseInt(words[2]));
        }
    }

    private static void send(String source, String destination, int port, long rate, long count) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            var packet = new DatagramPacket(new byte[SIZE], SIZE, InetAddress.getByName(destination), port);
            long begin = System.nanoTime();
            for (long sent = 0; count == 0 || sent < count; ) {
                long due = (System.nanoTime() - begin) * rate / 1_000_000_000L;
                for (; sent <= due && (count == 0 || sent < count); sent++) {
                    try {
                        socket.send(packet);
                    } catch (IOException e) {
                        // the way is closed at this moment: what was sent is lost, as on any network
                    }
                }
                LockSupport.parkNanos(500_000);
            }
        }
    }

    private static void receive(String address, int port) throws IOException {
        long received = 0;
        try (var socket = new DatagramSocket(new InetSocketAddress(address, port))) {
            socket.setReceiveBufferSize(1 << 22);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var packet = new DatagramPacket(new byte[SIZE], SIZE);
            while (true) {
                socket.receive(packet);
                received++;
                socket.setSoTimeout(QUIET_MILLIS);
            }
        } catch (SocketTimeoutException e) {
            System.out.println(received);
        }
    }
}
