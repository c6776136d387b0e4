// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;

/** A gateway B with two tunnels that stand, to A and to C; and what went over the wire meanwhile. */
final class Standing {
    static final Flow FLOW = ExchangesTest.FLOW;
    private static final Flow FLOW_C = new Flow(Plans.MAP, 20, 0);

    final Simulation simulation = new Simulation(21, Installed.TINY);
    final List<Datagram> seen = new ArrayList<>();
    final SimGateway a;
    final SimGateway b;
    final SimGateway c;
    private int lastPort = 1_024;

    Standing() {
        this(right());
    }

    /** @param ofB what B is told: at least what {@link #right} says */
    Standing(Plans ofB) {
        simulation.wire.tap = seen::add;
        a = simulation.gateway("A", ExchangesTest.left());
        b = simulation.gateway("B", ofB);
        c = simulation.gateway(
                "C",
                Plans.at("203.0.113.3")
                        .key("198.51.100.1", "third")
                        .entry(20, Wanted.of("198.51.100.1"), "10.3.0.0/16 10.2.0.0/16"));
        a.packet(FLOW);
        c.packet(FLOW_C);
        simulation.runFor(2 * Simulation.SECOND);
        assertThat(a.sends(FLOW)).isTrue();
        assertThat(c.sends(FLOW_C)).isTrue();
    }

    static Plans right() {
        return ExchangesTest.right()
                .key("203.0.113.3", "third")
                .entry(20, Wanted.of("203.0.113.3"), "10.2.0.0/16 10.3.0.0/16");
    }

    /** What A has sent to B, in order. */
    List<Datagram> toB() {
        return sent(a, b);
    }

    /** What B has sent to anybody. */
    List<Datagram> fromB() {
        return seen.stream()
                .filter(datagram -> datagram.local().equals(b.address()))
                .toList();
    }

    private List<Datagram> sent(SimGateway from, SimGateway to) {
        return seen.stream()
                .filter(datagram -> datagram.local().equals(from.address())
                        && datagram.remote().equals(to.address()))
                .toList();
    }

    /** A's datagram, with other content. */
    static Datagram arriving(Datagram sent, byte[] payload) {
        return new Datagram(sent.remote(), sent.remotePort(), sent.local(), sent.localPort(), payload);
    }

    /** The same content from somebody nobody knows. */
    Datagram stranger(byte[] payload) {
        lastPort++;
        return new Datagram(b.address(), 500, new Ipv4Address(0x0A00_0000 + lastPort), 500, payload);
    }

    /** Nothing has come of all that: no state is left, and both tunnels carry packets. */
    void assertUntouched() {
        simulation.runFor(100 * Simulation.SECOND);
        Status status = b.negotiations.status();
        assertThat(status.phase1()).hasSize(2).allMatch(sa -> sa.up() && sa.pending() == 0);
        assertThat(status.pairs()).isEqualTo(2);
        assertThat(status.halfOpen()).isZero();
        assertThat(b.inbound).hasSize(2);
        assertThat(b.negotiations.openJobs()).isZero();
        assertPassing();
    }

    void assertPassing() {
        long ofA = b.delivered.getOrDefault("A", 0L);
        long ofC = b.delivered.getOrDefault("C", 0L);
        a.packet(FLOW);
        c.packet(FLOW_C);
        simulation.runFor(Simulation.SECOND);
        assertThat(b.delivered).containsEntry("A", ofA + 1).containsEntry("C", ofC + 1);
    }

    /** A message of which one byte is another. */
    static byte[] with(byte[] payload, int at, int value) {
        byte[] changed = payload.clone();
        changed[at] = (byte) value;
        return changed;
    }

    /** A message of A, from A, with another initiator's cookie. */
    static byte[] opening(byte[] payload, int number) {
        byte[] other = payload.clone();
        other[4] ^= (byte) (number >>> 16 | 0x40);
        other[5] ^= (byte) (number >>> 8);
        other[6] ^= (byte) number;
        return other;
    }
}
