// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.packet.Packet;

/**
 * What many SAs cost: bytes of heap for a pair with open contexts, and the time that sealing and opening takes when every
 * packet is of another SA, beside that of one SA.
 */
final class Scale {
    private static final int TUNNELS = 10_000;
    private static final int PACKET = 1_400;
    private static final int ROOM = 128;
    private static final int ROUNDS = 9;

    private Scale() {}

    public static void main(String[] words) {
        var one = List.of(new Tunnel("esp-aes esp-sha-hmac"));
        long empty = used();
        var many = new ArrayList<Tunnel>();
        for (int i = 0; i < TUNNELS; i++) {
            many.add(new Tunnel("esp-aes esp-sha-hmac"));
        }
        carry(many, TUNNELS); // every context has been at work
        System.out.printf("%,d SA pairs: %,d bytes a pair%n", TUNNELS, (used() - empty) / TUNNELS);
        var first = new long[ROUNDS];
        var second = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            first[round] = carry(one, 2 * TUNNELS);
            second[round] = carry(many, 2 * TUNNELS);
        }
        java.util.Arrays.sort(first);
        java.util.Arrays.sort(second);
        System.out.printf("one SA: %,d ns a packet, sealed and opened%n", first[ROUNDS / 2]);
        System.out.printf("%,d SAs: %,d ns a packet%n", TUNNELS, second[ROUNDS / 2]);
        System.out.printf("throughput: %.2f of that with one%n", (double) first[ROUNDS / 2] / second[ROUNDS / 2]);
    }

    private static long carry(List<Tunnel> tunnels, int packets) {
        byte[] clear = Tunnel.clear(PACKET);
        var packet = new Packet(new byte[ROOM + PACKET + ROOM], 0, ROOM + PACKET + ROOM, ROOM);
        long begin = System.nanoTime();
        for (int i = 0; i < packets; i++) {
            Tunnel tunnel = tunnels.get(i % tunnels.size());
            packet.set(clear, 0, clear.length);
            tunnel.seal(packet);
            tunnel.open(packet);
        }
        return (System.nanoTime() - begin) / packets;
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
