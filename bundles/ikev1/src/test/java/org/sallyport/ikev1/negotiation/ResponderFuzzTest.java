// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.PayloadType;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;

/**
 * Any bytes for a whole responder, as it is after each message of an exchange: as a datagram, and as what stands under an ISAKMP SA's encryption
 * behind a hash that proves it, so that they come to whatever handles a peer's payloads. No exception leaves, what is kept is bounded, and
 * the tunnel of another peer carries its packets. A build replays the inputs in the resources.
 *
 * <p>The first byte of an input says in which state it comes, the second of which type the first payload is.
 */
final class ResponderFuzzTest {
    private static final int INPUTS = 100; // with the same gateways: to make them takes longer than an input
    private static final int START = 2;
    private static final int INITIATOR_ONLY = 16;
    private static final int VERSION = 0x10;
    private static final int STATES = 9;
    private static final Flow OF_C = new Flow(Plans.MAP, 20, 0);

    private static Standing standing = new Standing();
    private static int inputs;

    @FuzzTest(maxDuration = "60s")
    void anyInput(byte[] input) {
        if (input.length < START) {
            return;
        }
        if (inputs++ % INPUTS == 0
                || standing.a.negotiations.status().phase1().isEmpty()
                || standing.toB().size() < 9) {
            standing = new Standing();
        }
        List<Datagram> before = List.copyOf(standing.seen);
        take(
                Byte.toUnsignedInt(input[0]) % STATES,
                Byte.toUnsignedInt(input[1]),
                Bytes.of(Arrays.copyOfRange(input, START, input.length)));
        standing.simulation.runFor(50 * Simulation.MILLI);
        Status status = standing.b.negotiations.status();
        assertThat(status.halfOpen()).isLessThanOrEqualTo(8);
        assertThat(status.pairs()).isLessThanOrEqualTo(16);
        assertThat(standing.b.inbound.size()).isLessThanOrEqualTo(16);
        assertThat(status.phase1().size()).isLessThanOrEqualTo(2 + 8);
        assertThat(standing.seen.size() - before.size()).as("answers").isLessThanOrEqualTo(16);
        long delivered = standing.b.delivered.getOrDefault("C", 0L);
        standing.c.packet(OF_C);
        standing.simulation.runFor(50 * Simulation.MILLI);
        assertThat(standing.b.delivered).containsEntry("C", delivered + 1);
        if (standing.b.negotiations.associations().stream().noneMatch(sa -> isWithA(sa))) {
            inputs = 0; // the input has ended A's tunnel, as its peer may
        }
    }

    private static boolean isWithA(IsakmpSa sa) {
        return sa.isUp() && sa.path.remote().equals(standing.a.address());
    }

    private static void take(int state, int first, Bytes bytes) {
        switch (state) {
            case 0 -> receive(bytes.toArray());
            case 1 -> receive(message(new byte[INITIATOR_ONLY], first, Exchange.MAIN, bytes));
            case 2 -> receive(message(begun(), first, Exchange.MAIN, bytes));
            case 3 -> {
                byte[] cookies = begun();
                byte[] third = standing.toB().get(1).payload().clone();
                System.arraycopy(cookies, 0, third, 0, INITIATOR_ONLY);
                receive(third);
                standing.simulation.runFor(40 * Simulation.MILLI); // the keys are made
                receive(message(cookies, first, Exchange.MAIN, bytes));
            }
            case 4 -> receive(message(standing.toB().get(2).payload(), first, Exchange.INFORMATIONAL, bytes));
            case 5 -> proven(Exchange.INFORMATIONAL, first, bytes);
            case 6 -> proven(Exchange.QUICK, first, bytes);
            case 7 -> {
                var peer = new KeyedPeer(standing.a, standing.b, ofA());
                peer.says(Exchange.QUICK, fresh(), first, bytes);
            }
            default -> halfDone(first, bytes);
        }
    }

    private static void receive(byte[] payload) {
        standing.b.received(Standing.arriving(standing.toB().get(0), payload));
    }

    /** Phase 1 of a peer at A's address, after its first message. @return the cookies */
    private static byte[] begun() {
        byte[] first = standing.toB().get(0).payload().clone();
        ByteBuffer.wrap(first).putInt(4, fresh());
        receive(first);
        List<Datagram> answers = standing.fromB();
        return Arrays.copyOf(answers.get(answers.size() - 1).payload(), INITIATOR_ONLY);
    }

    private static int fresh() {
        return standing.simulation.random.nextInt(1, Integer.MAX_VALUE);
    }

    private static byte[] message(byte[] cookies, int first, Exchange exchange, Bytes body) {
        ByteBuffer message = ByteBuffer.allocate(Header.SIZE + body.length());
        message.put(cookies, 0, INITIATOR_ONLY).put((byte) first).put((byte) VERSION);
        message.put((byte) exchange.number()).put((byte) 0).putInt(exchange.isPhase1() ? 0 : fresh());
        message.putInt(message.capacity()).put(body.toArray());
        return message.array();
    }

    private static IsakmpSa ofA() {
        return standing.a.negotiations.associations().get(0);
    }

    private static void proven(Exchange exchange, int first, Bytes bytes) {
        var peer = new KeyedPeer(standing.a, standing.b, ofA());
        int id = fresh();
        Bytes hash = KeyedPeerTest.generic(first, peer.hash(id, bytes).value());
        peer.says(exchange, id, PayloadType.HASH.number(), Bytes.concat(hash, bytes));
    }

    private static void halfDone(int first, Bytes bytes) {
        var peer = new KeyedPeer(standing.a, standing.b, ofA());
        int id = fresh();
        int before = standing.fromB().size();
        peer.says(Exchange.QUICK, id, KeyedPeerTest.quick(KeyedPeerTest.NETWORK_A, KeyedPeerTest.NETWORK_B));
        List<Datagram> answers = standing.fromB();
        if (answers.size() > before) { // or else too many go on
            peer.goesOn(answers.get(before), Exchange.QUICK, id, first, bytes);
        }
    }
}
