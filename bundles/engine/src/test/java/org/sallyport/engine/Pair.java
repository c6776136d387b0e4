// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import java.util.stream.Stream;
import org.sallyport.testkit.ClearPacket;

/** Two gateways and the wire between them: 192.0.2.1 with the hosts 10.1.x.0/24, 192.0.2.2 with the hosts 10.2.x.0/24. */
final class Pair {
    static final String LEFT = "192.0.2.1";
    static final String RIGHT = "192.0.2.2";

    final TestGateway left;
    final TestGateway right;

    private Pair(Tunnel... tunnels) {
        left = new TestGateway(tunnels);
        right = new TestGateway(Stream.of(tunnels).map(Tunnel::otherEnd).toArray(Tunnel[]::new));
    }

    /** Two gateways with a flow a suite: the x-th between 10.1.x.0/24 and 10.2.x.0/24. */
    static Pair manual(Suite... suites) {
        return new Pair(tunnels(true, suites));
    }

    /** As {@link #manual}, with SAs that have a replay window and never wrap. */
    static Pair negotiated(Suite... suites) {
        return new Pair(tunnels(false, suites));
    }

    static Tunnel[] tunnels(boolean manual, Suite... suites) {
        var tunnels = new Tunnel[suites.length];
        for (int i = 0; i < suites.length; i++) {
            tunnels[i] = new Tunnel(
                    10 + i, LEFT, net(1, i), RIGHT, net(2, i), suites[i], 0x1000 + 2 * i, 0x1001 + 2 * i, manual);
        }
        return tunnels;
    }

    private static String net(int side, int flow) {
        return "10." + side + "." + flow + ".0/24";
    }

    /** An echo request of a flow, from left to right. */
    static byte[] toRight(int flow, int sequence) {
        return ClearPacket.from("10.1." + flow + ".9").to("10.2." + flow + ".7").echo(sequence, 56);
    }

    /** An echo request of a flow, from right to left. */
    static byte[] toLeft(int flow, int sequence) {
        return ClearPacket.from("10.2." + flow + ".7").to("10.1." + flow + ".9").echo(sequence, 56);
    }

    /** Takes everything that left to the other side, and gives what the hosts there got. */
    List<byte[]> carryRight() {
        right.fromWire(left.takeToWire().toArray(byte[][]::new));
        return right.takeToHost();
    }

    List<byte[]> carryLeft() {
        left.fromWire(right.takeToWire().toArray(byte[][]::new));
        return left.takeToHost();
    }

    /** The one protected packet that an echo request of the first flow becomes. */
    byte[] protectedEcho(int sequence) {
        left.fromHost(toRight(0, sequence));
        return left.takeToWire().get(0);
    }
}
