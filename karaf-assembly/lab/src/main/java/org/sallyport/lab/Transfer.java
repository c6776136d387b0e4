// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * Carries bytes over TCP from one host to another and prints what it carried: {@code serve ADDRESS PORT BYTES SEED} gives
 * that many bytes to the first who asks, {@code fetch ADDRESS PORT} takes them.
 */
public final class Transfer {
    private static final int TIMEOUT_MILLIS = 60_000;

    private Transfer() {}

    public static void main(String[] words) throws IOException, NoSuchAlgorithmException {
        if (words[0].equals("serve")) {
            serve(words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
        } else {
            fetch(words[1], Integer.parseInt(words[2]));
        }
    }

    private static void serve(String address, int port, long bytes, long seed)
            throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        var random = new SplittableRandom(seed);
        try (var server = new ServerSocket(port, 1, InetAddress.getByName(address))) {
            server.setSoTimeout(TIMEOUT_MILLIS);
            try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                var piece = new byte[65_536];
                for (long left = bytes; left > 0; ) {
                    random.nextBytes(piece);
                    int length = (int) Math.min(piece.length, left);
                    digest.update(piece, 0, length);
                    out.write(piece, 0, length);
                    left -= length;
                }
            }
        }
        print(bytes, digest, 0);
    }

    private static void fetch(String address, int port) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        long begin = System.nanoTime();
        long bytes = 0;
        try (var socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
            InputStream in = socket.getInputStream();
            var piece = new byte[65_536];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                digest.update(piece, 0, length);
                bytes += length;
            }
        }
        print(bytes, digest, System.nanoTime() - begin);
    }

    private static void print(long bytes, MessageDigest digest, long nanos) {
        System.out.println(bytes + " bytes, SHA-256 " + HexFormat.of().formatHex(digest.digest()));
        if (nanos > 0) {
            System.out.println("%.0f Mbit/s".formatted(bytes * 8_000.0 / nanos));
        }
    }
}
