// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;

/** Two hosts: one sends megabytes by TCP and large datagrams by UDP, the other sends the same back. */
final class Exchange {
    private static final int PORT = 7;
    private static final int BYTES = 2_000_000;
    private static final int DATAGRAM = 3_000;
    private static final int DATAGRAMS = 20;
    private static final int PATIENCE_MILLIS = 20_000;

    private Exchange() {}

    public static void main(String[] words) throws Exception {
        if (words[0].equals("answer")) {
            answer();
        } else {
            var address = InetAddress.getByName(words[1]);
            System.out.println(words[0].equals("tcp") ? tcp(address) : udp(address));
        }
    }

    private static void answer() throws Exception {
        try (var server = new ServerSocket(PORT);
                var datagrams = new DatagramSocket(PORT)) {
            var thread = new Thread(() -> echo(datagrams), "datagrams");
            thread.setDaemon(true);
            thread.start();
            System.out.println("ready");
            while (true) {
                try (Socket socket = server.accept()) {
                    byte[] all = socket.getInputStream().readNBytes(BYTES);
                    socket.getOutputStream().write(all);
                }
            }
        }
    }

    private static void echo(DatagramSocket socket) {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                packet.setLength(65_535);
                socket.receive(packet);
                socket.send(packet);
            }
        } catch (java.io.IOException e) {
            System.out.println(e);
        }
    }

    private static String tcp(InetAddress host) throws Exception {
        byte[] data = new byte[BYTES];
        new Random(1).nextBytes(data);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, PORT), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(data);
            return Arrays.equals(in.readNBytes(BYTES), data) ? "same" : "other";
        }
    }

    private static String udp(InetAddress host) throws Exception {
        byte[] data = new byte[DATAGRAM];
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (int i = 0; i < DATAGRAMS; i++) {
                new Random(i).nextBytes(data);
                socket.send(new DatagramPacket(data, data.length, host, PORT));
                var got = new DatagramPacket(new byte[65_535], 65_535);
                socket.receive(got);
                if (!Arrays.equals(data, Arrays.copyOf(got.getData(), got.getLength()))) {
                    return "other";
                }
            }
            return "same";
        }
    }
}
