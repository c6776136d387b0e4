// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/** A host that sends packets, one in ten of them in fragments: {@code Flood FROM TO COUNT PACKETS_A_SECOND}. */
final class Flood {
    private Flood() {}

    public static void main(String[] arguments) throws Exception {
        var target = new InetSocketAddress(InetAddress.getByName(arguments[1]), 9);
        int count = Integer.parseInt(arguments[2]);
        long intervalNanos = 1_000_000_000L / Integer.parseInt(arguments[3]);
        try (var socket = new DatagramSocket(new InetSocketAddress(arguments[0], 0))) {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                int bytes = i % 10 == 0 ? 4_000 : 100;
                socket.send(new DatagramPacket(new byte[bytes], bytes, target));
                LockSupport.parkNanos(begin + i * intervalNanos - System.nanoTime());
            }
        }
        System.out.println("sent " + count);
    }
}
