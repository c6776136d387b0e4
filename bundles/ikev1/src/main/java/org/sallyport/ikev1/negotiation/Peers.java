// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
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

    /** Where nobody is, a name is not looked up more often. */
    private static final long PAUSE_NANOS = 30_000_000_000L;

    private final Desk desk;
    private final PairLife pairs;
    private final Map<String, Ipv4Address> resolved = new HashMap<>();
    private final Set<String> stale =
            new HashSet<>(); // to be looked up before it is tried again; who begins from there is known still
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Long> askedNanos = new HashMap<>();
    private final Map<Key, Heard> heard = new HashMap<>();

    /** Which of an entry's peers was heard, by its place, and when. */
    private record Heard(int place, long nanos) {}

    Peers(Desk desk, PairLife pairs) {
        this.desk = desk;
        this.pairs = pairs;
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

    /** The place of the peer that is talked to first: of the one that was heard last, in messages or in packets. */
    int current(IkeEntry entry) {
        return Stream.concat(Optional.ofNullable(heard.get(Key.of(entry))).stream(), inPackets(entry))
                .max(Comparator.comparingLong(Heard::nanos))
                .map(last -> Math.min(last.place(), Math.max(0, entry.peers().size() - 1)))
                .orElse(0);
    }

    private Stream<Heard> inPackets(IkeEntry entry) {
        int several = entry.peers().size() > 1 ? entry.peers().size() : 0;
        return IntStream.range(0, several).boxed().flatMap(place -> inPackets(entry, place));
    }

    private Stream<Heard> inPackets(IkeEntry entry, int place) {
        return known(entry, place).stream()
                .flatMap(remote -> pairs.with(entry.local(), remote).stream())
                .filter(pair -> pair.isUp() && isOf(entry, pair.flow()))
                .flatMap(pair -> desk
                        .surroundings()
                        .traffic()
                        .idleNanos(pair.receiving().get(0))
                        .stream()
                        .boxed())
                .map(idle -> new Heard(place, desk.now() - idle));
    }

    /** The address of a peer by its place, if it is one or was looked up. */
    Optional<Ipv4Address> known(IkeEntry entry, int place) {
        return address(entry.peers().get(place % entry.peers().size()));
    }

    /** The same; asks for it if it is a name that nobody has looked up since it failed. */
    Optional<Ipv4Address> address(IkeEntry entry, int place) {
        String peer = entry.peers().get(place % entry.peers().size());
        Optional<Ipv4Address> address = stale.contains(peer) ? Optional.empty() : address(peer);
        if (address.isEmpty()) {
            ask(peer);
        }
        return address;
    }

    private void ask(String name) {
        if (asked.add(name)) {
            askedNanos.put(name, desk.now());
            desk.emit(new Effect.Resolve(name));
        }
    }

    private void askAgain(String name) {
        Long before = askedNanos.get(name);
        if (before == null || desk.now() - before >= PAUSE_NANOS) {
            ask(name);
        }
    }

    /** An ISAKMP SA is no more that was up: whoever has a name may have another address now. */
    void gone(IsakmpSa sa) {
        names().filter(name -> sa.isUp() && sa.path.remote().equals(resolved.get(name)))
                .forEach(this::askAgain);
    }

    /** Somebody has proved himself whom no entry is for: it may be a name that has another address now. */
    void unknown() {
        names().forEach(this::askAgain);
    }

    private Stream<String> names() {
        return desk.plan().entries().stream()
                .flatMap(entry -> entry.peers().stream())
                .filter(peer -> Ipv4Address.tryParse(peer).isEmpty())
                .distinct();
    }

    /** A name has been looked up. */
    void resolved(String name, Optional<Ipv4Address> address) {
        asked.remove(name);
        address.ifPresent(found -> {
            resolved.put(name, found);
            stale.remove(name);
        });
    }

    /** A peer did not answer: its name is looked up again next time. */
    void failed(IkeEntry entry, int place) {
        String peer = entry.peers().get(place % entry.peers().size());
        if (resolved.containsKey(peer)) {
            stale.add(peer);
        }
    }

    /** Where the peer is if a datagram of its is authentic. RFC 3947, 7: a NAT may have forgotten, and chosen another port. */
    Path path(IsakmpSa sa, Datagram datagram) {
        boolean moves = sa.established().filter(each -> each.nat().remote()).isPresent();
        Path from = Path.of(datagram);
        return moves && from.isFloated() ? from : sa.path; // RFC 3947, 4: once floated, port 500 is used no more
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
        Ipv4Address remote = sa.path.remote();
        desk.plan().entries().stream()
                .filter(entry -> entry.peers().size() > 1)
                .filter(entry -> pairs.with(entry.local(), remote).stream().anyMatch(pair -> isOf(entry, pair.flow())))
                .forEach(entry -> stick(entry, remote));
    }

    private static boolean isOf(IkeEntry entry, Flow flow) {
        return entry.map().equals(flow.map()) && entry.sequence() == flow.sequence();
    }

    /** A peer that answered for a flow stays the one that is talked to for its entry. */
    void stick(Flow flow, Ipv4Address remote) {
        desk.plan().entries().stream().filter(entry -> isOf(entry, flow)).forEach(entry -> stick(entry, remote));
    }

    /** The same; of other entries that list the peer it says nothing: each has its own order. */
    void stick(IkeEntry entry, Ipv4Address remote) {
        List<String> peers = entry.peers();
        for (int i = 0; peers.size() > 1 && i < peers.size(); i++) {
            if (address(peers.get(i)).filter(remote::equals).isPresent()) {
                heard.put(Key.of(entry), new Heard(i, desk.now()));
            }
        }
    }

    /** Forgets entries that are no more, and has new names looked up: a peer that has one may begin. */
    void planned() {
        Set<Key> keys = new HashSet<>();
        desk.plan().entries().forEach(entry -> keys.add(Key.of(entry)));
        heard.keySet().retainAll(keys);
        Set<String> names = names().collect(Collectors.toSet());
        resolved.keySet().retainAll(names);
        stale.retainAll(names);
        askedNanos.keySet().retainAll(names);
        asked.retainAll(names);
        names.stream().filter(name -> !resolved.containsKey(name)).sorted().forEach(this::askAgain);
    }
}
