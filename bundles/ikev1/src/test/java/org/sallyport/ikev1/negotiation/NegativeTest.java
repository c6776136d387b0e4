// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/** What strangers and broken peers send: nothing changes, no state is left, and the tunnel that is up stays up. */
class NegativeTest {
    private final Simulation simulation = new Simulation(21, Installed.TINY);
    private final List<Datagram> seen = new ArrayList<>();
    private SimGateway a;
    private SimGateway b;

    @BeforeEach
    void up() {
        simulation.wire.tap = seen::add;
        a = simulation.gateway("A", ExchangesTest.left());
        b = simulation.gateway("B", ExchangesTest.right());
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(ExchangesTest.FLOW)).isTrue();
    }

    private static Datagram arriving(Datagram sent, byte[] payload) {
        return new Datagram(sent.remote(), sent.remotePort(), sent.local(), sent.localPort(), payload);
    }

    private List<Datagram> toB() {
        return seen.stream()
                .filter(datagram -> datagram.remote().equals(b.address()))
                .toList();
    }

    private void assertUntouched() {
        simulation.runFor(100 * Simulation.SECOND);
        assertThat(b.negotiations.status().phase1()).hasSize(1);
        assertThat(b.negotiations.status().pairs()).isEqualTo(1);
        assertThat(b.negotiations.status().halfOpen()).isZero();
        long before = b.delivered.getOrDefault("A", 0L);
        a.packet(ExchangesTest.FLOW);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", before + 1);
    }

    @Test
    void everyCapturedMessageComesAgainAndChangesNothing() { // ike-interop B 20, 21
        for (Datagram datagram : toB()) {
            b.received(arriving(datagram, datagram.payload()));
        }
        simulation.runFor(200 * Simulation.SECOND); // exchanges are forgotten, message identifiers are not
        for (Datagram datagram : toB().subList(0, 5)) {
            b.received(arriving(datagram, datagram.payload()));
        }
        assertUntouched();
    }

    @Test
    void everyChangedByteOfEveryMessageIsRefused() { // B 16, 17, 21, 22
        for (Datagram datagram : toB()) {
            for (int i = 0; i < datagram.payload().length; i++) {
                byte[] changed = datagram.payload().clone();
                changed[i] ^= 0x40;
                b.received(arriving(datagram, changed));
            }
        }
        assertThat(b.negotiations.status().halfOpen()).isLessThanOrEqualTo(8);
        assertUntouched();
    }

    @Test
    void messagesUnderOtherCookiesAreDropped() { // B 3, 15
        int before = seen.size();
        for (Datagram datagram : toB().subList(1, toB().size())) {
            byte[] stranger = datagram.payload().clone();
            stranger[0] ^= 1;
            b.received(arriving(datagram, stranger));
        }
        assertThat(seen.size()).as("nobody is answered").isEqualTo(before);
        assertUntouched();
    }

    @Test
    void aFloodOfFirstMessagesFromOneAddressIsCapped() { // B 28
        Datagram first = toB().get(0);
        for (int i = 1; i <= 1_000; i++) {
            b.received(arriving(first, opening(first, i)));
        }
        assertThat(b.negotiations.status().halfOpen()).isEqualTo(8);
        assertUntouched();
    }

    @Test
    void aFloodFromEverywhereIsCappedAndEndsByItself() { // B 28
        Datagram first = toB().get(0);
        for (int i = 1; i <= 3_000; i++) {
            b.received(new Datagram(b.address(), 500, new Ipv4Address(0x0A000000 + i), 500, opening(first, i)));
        }
        // The key is for one address: strangers without one are refused, and no more than ten a second are told.
        assertThat(b.negotiations.status().halfOpen()).isZero();
        assertThat(seen.stream()
                        .filter(datagram -> datagram.local().equals(b.address()))
                        .count())
                .isLessThan(20);
        assertUntouched();
    }

    private static byte[] opening(Datagram first, int number) {
        byte[] payload = first.payload().clone();
        payload[4] ^= (byte) (number >>> 8);
        payload[5] ^= (byte) number;
        return payload;
    }

    @Test
    void aResponderNeverRepeatsWhatNobodyAskedFor() { // B 29, CVE-2016-5361
        Datagram first = toB().get(0);
        int before = seen.size();
        b.received(arriving(first, opening(first, 7)));
        simulation.runFor(200 * Simulation.SECOND);
        assertThat(seen.size() - before).isEqualTo(1);
        assertUntouched();
    }

    @Test
    void fragmentsOfStrangersAreDropped() { // B 30
        Datagram first = toB().get(0);
        byte[] fragment = first.payload().clone();
        fragment[16] = (byte) 132;
        fragment[7] ^= 1;
        b.received(arriving(first, fragment));
        assertUntouched();
    }
}
