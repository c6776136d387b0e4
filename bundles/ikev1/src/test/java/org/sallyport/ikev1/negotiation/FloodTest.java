// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Fragments;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** What many messages of strangers cost a responder: little, and its peers nothing. Numbers are those of the list of bad input. */
final class FloodTest {
    private static final int FIRST_PAYLOAD = 16;
    private static final int FLAGS = 19;
    private static final int LENGTH = 24;
    private static final int HALF_OPEN_PER_ADDRESS = 8;

    private final Standing standing = new Standing();
    private final SimGateway b = standing.b;
    private final Datagram first = standing.toB().get(0);

    @Test
    void aFloodOfFirstMessagesFromOneAddressIsCapped() { // 28; CVE-2006-3906
        for (int i = 1; i <= 1_000; i++) {
            b.received(Standing.arriving(first, Standing.opening(first.payload(), i)));
        }
        assertThat(b.negotiations.status().halfOpen()).isEqualTo(HALF_OPEN_PER_ADDRESS);
        assertThat(b.negotiations.openJobs())
                .as("no Diffie-Hellman before the third message")
                .isZero();
        standing.assertUntouched();
    }

    @Test
    void firstMessagesUnderAPeersAddressDoNotKeepThePeerOut() { // 28
        var simulation = new Simulation(28, Installed.TINY);
        SimGateway peer = simulation.gateway("A", ExchangesTest.left());
        SimGateway responder = simulation.gateway("B", ExchangesTest.right());
        List<Datagram> heard = new ArrayList<>();
        simulation.wire.tap = heard::add;
        peer.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);
        Datagram opening = heard.get(0);
        peer.restart();
        responder.restart();
        for (int i = 1; i <= 3 * HALF_OPEN_PER_ADDRESS; i++) {
            responder.received(Standing.arriving(opening, Standing.opening(opening.payload(), i)));
        }
        peer.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        peer.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(responder.delivered).containsEntry("A", 1L);
    }

    @Test
    void aFloodFromEverywhereIsCappedAndEndsByItself() { // 28, 29
        long before = bytes(standing.fromB());
        long sent = 0;
        for (int i = 1; i <= 3_000; i++) {
            byte[] payload = Standing.opening(first.payload(), i);
            sent += payload.length;
            b.received(standing.stranger(payload));
        }
        // The key is for one address: strangers without one are refused, and no more than ten a second are told.
        assertThat(b.negotiations.status().halfOpen()).isZero();
        assertThat(bytes(standing.fromB()) - before).isLessThan(sent / 100);
        standing.assertUntouched();
    }

    @Test
    void aFloodOfThoseWhoMightBePeersPushesOutTheOldestOnly() { // 28; CVE-2006-3906, CVE-2008-3652
        var open = new Standing(Standing.right().key("10.0.0.0/8", "anybody"));
        open.simulation.wire.tap = datagram -> {}; // their answers are not kept
        byte[] message = open.toB().get(0).payload();
        for (int i = 0; i < 5_000; i++) {
            byte[] payload = Standing.opening(message, i);
            open.b.received(new Datagram(open.b.address(), 500, new Ipv4Address(0x0A00_0001 + i), 500, payload));
        }
        assertThat(open.b.negotiations.status().halfOpen()).isEqualTo(1_000);
        assertThat(open.b.negotiations.openJobs()).isZero();
        open.assertUntouched();
    }

    /** Diffie-Hellman for exchanges that are no more would keep those that are waiting. */
    @Test
    void aFloodOfThirdMessagesHasNoMoreComputedThanMayBeHalfOpen() { // 28
        byte[] third = standing.toB().get(1).payload();
        for (int i = 1; i <= 100; i++) {
            byte[] opening = Standing.opening(first.payload(), i);
            b.received(Standing.arriving(first, opening));
            byte[] answer = standing.fromB().get(standing.fromB().size() - 1).payload();
            byte[] proposed = third.clone();
            System.arraycopy(answer, 0, proposed, 0, FIRST_PAYLOAD); // both cookies
            b.received(Standing.arriving(first, proposed));
        }
        assertThat(b.negotiations.openJobs()).isEqualTo(HALF_OPEN_PER_ADDRESS);
        standing.assertUntouched();
    }

    @Test
    void strangersThatAreRefusedDoNotHideWhyAPeerFails() { // 28
        standing.a.plans = ExchangesTest.left().policies(Plans.policy(10, 1, 2, 1));
        standing.a.restart();
        standing.a.packet(Standing.FLOW);
        standing.simulation.runFor(2 * Simulation.SECOND);
        assertThat(b.negotiations.status().failures()).extracting(Failure::peer).contains(standing.a.address());
        for (int i = 1; i <= 1_000; i++) {
            b.received(standing.stranger(Standing.opening(first.payload(), i)));
        }
        assertThat(b.negotiations.status().failures())
                .hasSizeLessThan(50)
                .extracting(Failure::peer)
                .contains(standing.a.address());
    }

    private static long bytes(List<Datagram> datagrams) {
        return datagrams.stream()
                .mapToLong(datagram -> datagram.payload().length)
                .sum();
    }

    @Test
    void aResponderNeverRepeatsWhatNobodyAskedFor() { // 29; CVE-2016-5361
        int before = standing.seen.size();
        byte[] payload = Standing.opening(first.payload(), 7);
        b.received(Standing.arriving(first, payload));
        standing.simulation.runFor(200 * Simulation.SECOND);
        assertThat(standing.seen.size() - before).isEqualTo(1);
        assertThat(standing.seen.get(before).payload().length)
                .as("no longer than what asked for it")
                .isLessThanOrEqualTo(payload.length);
        standing.assertUntouched();
    }

    @Test
    void fragmentsOfStrangersAreDropped() { // 30
        byte[] fragment = Standing.with(first.payload(), FIRST_PAYLOAD, 132);
        fragment[7] ^= 1;
        b.received(Standing.arriving(first, fragment));
        standing.assertUntouched();
    }

    @Test
    void aPieceWhoseOthersDoNotComeIsForgotten() { // 30
        Datagram last = standing.toB().get(standing.toB().size() - 1);
        IsakmpSa sa = b.negotiations.associations().get(0);
        Header header = Header.phase2(sa.initiator, sa.responder, Exchange.QUICK, 7);
        byte[] piece = Fragments.cut(header, Bytes.of(new byte[1_000]), 1, 600).get(0);
        b.received(Standing.arriving(last, piece));
        assertThat(sa.fragments.isEmpty()).isFalse();
        standing.simulation.runFor(31 * Simulation.SECOND);
        assertThat(sa.fragments.isEmpty()).isTrue();
    }

    /** Under the cookies of a tunnel that stands, which anybody can see. */
    @Test
    void fragmentsThatNeverBecomeAMessageTakeNoRoom() { // 30; CVE-2016-1287, CVE-2016-10396, CVE-2013-6076
        Datagram last = standing.toB().get(standing.toB().size() - 1);
        for (int i = 0; i < 100_000; i++) {
            int length = i % 7 == 0 ? 0 : i % 300;
            var piece = ByteBuffer.allocate(Header.SIZE + 8 + length);
            piece.put(last.payload(), 0, Header.SIZE).put(FIRST_PAYLOAD, (byte) 132);
            piece.put(FLAGS, (byte) (i % 2)).putInt(LENGTH, piece.capacity());
            piece.putShort((short) 0).putShort((short) (i % 11 == 0 ? 3 : 8 + length));
            piece.putShort((short) (i / 3)).put((byte) (i % 257)).put((byte) (i % 5 == 0 ? 1 : 0));
            b.received(Standing.arriving(last, piece.array()));
        }
        standing.assertUntouched();
    }
}
