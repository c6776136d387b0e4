// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.packet.Ipv4Address;

/** The network between gateways: loses, delays, changes the order, repeats, cuts; and may hide one of them behind a NAT. */
final class Wire {
    private final Simulation simulation;
    private final Set<Set<Ipv4Address>> cut = new HashSet<>();
    private final Map<Ipv4Address, Ipv4Address> hidden = new HashMap<>(); // inside to outside
    private int portOffset;

    double loss;
    double repetition;
    long shortest = Simulation.MILLI;
    long longest = 20 * Simulation.MILLI;
    /** So many datagrams of IKE are lost next. */
    int lostDatagrams;
    /** What is not lost. */
    Predicate<Datagram> filter = datagram -> true;

    Consumer<Datagram> tap = datagram -> {};
    long carried;

    Wire(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Puts a gateway behind a NAT, which gives it another address and its datagrams other ports, and forwards the ports of IKE to it. */
    void hide(Ipv4Address inside, Ipv4Address outside, int newPortOffset) {
        hidden.put(inside, outside);
        portOffset = newPortOffset;
    }

    /** Whom the network calls by that address. */
    Ipv4Address behind(Ipv4Address outside) {
        for (var each : hidden.entrySet()) {
            if (each.getValue().equals(outside)) {
                return each.getKey();
            }
        }
        return outside;
    }

    void cut(Ipv4Address one, Ipv4Address other) {
        cut.add(Set.of(one, other));
    }

    void mend() {
        cut.clear();
    }

    void faults(double newLoss, double newRepetition, long newLongest) {
        loss = newLoss;
        repetition = newRepetition;
        longest = Math.max(newLongest, shortest + 1);
    }

    /** A datagram as its sender sees it. */
    void send(Datagram datagram) {
        carried++;
        tap.accept(datagram);
        if (lostDatagrams > 0) {
            lostDatagrams--;
            return;
        }
        if (!filter.test(datagram)) {
            return;
        }
        // As the receiver sees it: its own address is local.
        Ipv4Address source = datagram.local();
        int sourcePort = datagram.localPort();
        if (hidden.containsKey(source)) {
            source = hidden.get(source);
            sourcePort += portOffset;
        }
        Ipv4Address target = datagram.remote();
        int targetPort = datagram.remotePort();
        if (!behind(target).equals(target)) {
            target = behind(target);
            targetPort -= portOffset;
        }
        SimGateway receiver = simulation.gateways.get(target);
        if (receiver == null) {
            return;
        }
        Ipv4Address to = target;
        var arriving = new Datagram(
                to, targetPort, source, sourcePort, datagram.payload().clone());
        carry(datagram.local(), to, () -> receiver.received(arriving));
    }

    /**
     * A protected packet.
     *
     * @param port that it goes to; 0 if it is no datagram
     * @param arrival takes the receiver, and the port that it comes from
     */
    void packet(Ipv4Address from, Ipv4Address to, int port, ObjIntConsumer<SimGateway> arrival) {
        Ipv4Address inside = behind(to);
        int mapped = UdpPorts.NAT_TRAVERSAL + (inside.equals(to) ? 0 : portOffset);
        boolean open = port == 0 || port == mapped || port == UdpPorts.NAT_TRAVERSAL;
        int source = port == 0 ? 0 : UdpPorts.NAT_TRAVERSAL + (hidden.containsKey(from) ? portOffset : 0);
        SimGateway receiver = simulation.gateways.get(inside);
        if (receiver != null && open) {
            carry(from, inside, () -> arrival.accept(receiver, source));
        }
    }

    private void carry(Ipv4Address from, Ipv4Address to, Runnable arrival) {
        if (cut.contains(Set.of(from, to))) {
            return;
        }
        int copies = simulation.random.nextDouble() < repetition ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (simulation.random.nextDouble() >= loss) {
                simulation.after(simulation.random.nextLong(shortest, longest), arrival);
            }
        }
    }
}
