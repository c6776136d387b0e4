// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/**
 * The peers of the entries: what their names mean, and which one of several is talked to. It is the one that was heard last, or
 * else the first. Owned by the loop.
 */
final class Peers {
    private record Key(String map, int sequence, String lines) {
        static Key of(IkeEntry entry) {
            return new Key(entry.map(), entry.sequence(), entry.lines());
        }
    }

    private final Desk desk;
    private final Map<String, Ipv4Address> resolved = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<Key, Integer> current = new HashMap<>();

    Peers(Desk desk) {
        this.desk = desk;
    }

    /** Whether an entry is for a peer. */
    boolean knows(IkeEntry entry, Ipv4Address remote) {
        boolean any = entry.isDynamic() && entry.peers().isEmpty();
        return any
                || entry.peers().stream()
                        .anyMatch(peer -> address(peer).filter(remote::equals).isPresent());
    }

    /** The line that names a peer of this gateway. */
    Optional<String> line(Ipv4Address local, Ipv4Address remote) {
        return desk.plan().entries().stream()
                .filter(entry -> entry.local().equals(local))
                .flatMap(entry -> entry.peers().stream()
                        .filter(peer -> address(peer).filter(remote::equals).isPresent())
                        .map(peer -> entry.lines() + " set peer " + peer))
                .findFirst();
    }

    private Optional<Ipv4Address> address(String peer) {
        OptionalInt literal = Ipv4Address.tryParse(peer);
        return literal.isPresent()
                ? Optional.of(new Ipv4Address(literal.getAsInt()))
                : Optional.ofNullable(resolved.get(peer));
    }

    /** The place of the peer that is talked to first. */
    int current(IkeEntry entry) {
        return Math.min(
                current.getOrDefault(Key.of(entry), 0),
                Math.max(0, entry.peers().size() - 1));
    }

    /** The address of a peer by its place; asks for it if it is a name that nobody has looked up. */
    Optional<Ipv4Address> address(IkeEntry entry, int place) {
        String peer = entry.peers().get(place % entry.peers().size());
        Optional<Ipv4Address> address = address(peer);
        if (address.isEmpty() && asked.add(peer)) {
            desk.emit(new Effect.Resolve(peer));
        }
        return address;
    }

    /** A name has been looked up. */
    void resolved(String name, Optional<Ipv4Address> address) {
        asked.remove(name);
        address.ifPresent(found -> resolved.put(name, found));
    }

    /** A peer did not answer: its name is looked up again next time. */
    void failed(IkeEntry entry, int place) {
        resolved.remove(entry.peers().get(place % entry.peers().size()));
    }

    /** Where the peer is if a datagram of its is authentic. RFC 3947, 7: a NAT may have forgotten, and chosen another port. */
    Path path(IsakmpSa sa, Datagram datagram) {
        boolean moves = sa.established().filter(each -> each.nat().remote()).isPresent();
        return moves ? Path.of(datagram) : sa.path;
    }

    /** A peer has said something authentic. */
    void heard(IsakmpSa sa, Datagram datagram) {
        sa.heardNanos = desk.now();
        sa.asking = Liveness.Asking.NOT;
        Path before = sa.path;
        sa.path = path(sa, datagram);
        if (!sa.path.equals(before)) {
            desk.signal(new Signal.Moved(sa, before));
        }
        if (sa.messageIds.nearlyFull() && !sa.renewing && !sa.leaving) {
            desk.timers().arm(new Alarm.Life(sa.number), desk.now()); // its successor is due
        }
        stick(sa.path.remote());
    }

    /** A peer that answered stays the one that is talked to. */
    void stick(Ipv4Address remote) {
        for (IkeEntry entry : desk.plan().entries()) {
            List<String> peers = entry.peers();
            for (int i = 0; peers.size() > 1 && i < peers.size(); i++) {
                if (address(peers.get(i)).filter(remote::equals).isPresent()) {
                    current.put(Key.of(entry), i);
                }
            }
        }
    }

    /** Forgets entries that are no more. */
    void planned() {
        Set<Key> keys = new HashSet<>();
        desk.plan().entries().forEach(entry -> keys.add(Key.of(entry)));
        current.keySet().retainAll(keys);
        Set<String> names = new HashSet<>();
        desk.plan().entries().forEach(entry -> names.addAll(entry.peers()));
        resolved.keySet().retainAll(names);
        asked.retainAll(names);
    }
}
