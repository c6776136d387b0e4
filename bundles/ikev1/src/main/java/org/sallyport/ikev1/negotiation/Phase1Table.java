// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.settings.Options.Limits;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;

/**
 * All ISAKMP SAs, found by their cookies. What strangers may fill of it is bounded, in all and for one address. Owned by the
 * loop.
 */
final class Phase1Table {
    /** The name of an ISAKMP SA. Before the responder has spoken its peer's address is a part of it. */
    private record Key(Cookie initiator, Cookie responder, Ipv4Address opener) {
        static Key full(Cookie initiator, Cookie responder) {
            return new Key(initiator, responder, Ipv4Address.ANY);
        }

        static Key opening(Cookie initiator, Ipv4Address remote) {
            return new Key(initiator, Cookie.NONE, remote);
        }
    }

    private final Map<Long, IsakmpSa> all = new LinkedHashMap<>();
    private final Map<Key, IsakmpSa> names = new HashMap<>();
    private final Map<Long, IsakmpSa> halfOpen = new LinkedHashMap<>(); // those that peers began, the oldest first
    private final Map<Ipv4Address, Integer> halfOpenOf = new HashMap<>();

    /** Adds one that this gateway begins: the responder's cookie is unknown. */
    void addInitiated(IsakmpSa sa) {
        all.put(sa.number, sa);
        names.put(Key.opening(sa.initiator, sa.opener), sa);
    }

    /** Adds one that a peer has begun. */
    void addAnswered(IsakmpSa sa) {
        all.put(sa.number, sa);
        names.put(Key.opening(sa.initiator, sa.opener), sa); // for repetitions of the first message
        names.put(Key.full(sa.initiator, sa.responder), sa);
        halfOpen.put(sa.number, sa);
        halfOpenOf.merge(sa.opener, 1, Integer::sum);
    }

    /** The responder has spoken. */
    void named(IsakmpSa sa, Cookie responder) {
        sa.responder = responder;
        names.put(Key.full(sa.initiator, responder), sa);
    }

    /** It is authenticated, and strangers' no more. */
    void authenticated(IsakmpSa sa) {
        if (halfOpen.remove(sa.number) != null) {
            halfOpenOf.computeIfPresent(sa.opener, (address, count) -> count > 1 ? count - 1 : null);
        }
    }

    void remove(IsakmpSa sa) {
        authenticated(sa);
        all.remove(sa.number);
        names.remove(Key.opening(sa.initiator, sa.opener), sa);
        names.remove(Key.full(sa.initiator, sa.responder), sa);
    }

    /** Which one a message is for. */
    Optional<IsakmpSa> find(Cookie initiator, Cookie responder, Ipv4Address remote) {
        IsakmpSa known = names.get(Key.full(initiator, responder));
        if (known != null) {
            return Optional.of(known);
        }
        IsakmpSa opened = names.get(Key.opening(initiator, remote));
        return opened != null && (responder.isNone() || opened.responder.isNone())
                ? Optional.of(opened)
                : Optional.empty();
    }

    Optional<IsakmpSa> get(long number) {
        return Optional.ofNullable(all.get(number));
    }

    Collection<IsakmpSa> all() {
        return List.copyOf(all.values());
    }

    /** Those that are up with a peer, the oldest first. */
    List<IsakmpSa> up(Ipv4Address local, Ipv4Address remote) {
        return all.values().stream()
                .filter(sa -> sa.isUp()
                        && sa.path.local().equals(local)
                        && sa.path.remote().equals(remote))
                .toList();
    }

    /** The one under which something new begins: the newest that is not leaving and has its transforms. */
    Optional<IsakmpSa> usable(Ipv4Address local, Ipv4Address remote) {
        return usable(local, remote, Bytes.EMPTY);
    }

    /** The same with the one of several behind an address. @param identity empty for anybody */
    Optional<IsakmpSa> usable(Ipv4Address local, Ipv4Address remote, Bytes identity) {
        return up(local, remote).stream()
                .filter(sa ->
                        sa.isUsable() && (identity.isEmpty() || sa.identity().equals(identity)))
                .max(Comparator.comparingLong(sa -> sa.establishedNanos));
    }

    /** The one under which a pair's peer can be told something: any that is up, better one that stays. */
    Optional<IsakmpSa> telling(Pair pair) {
        return up(pair.local(), pair.remote()).stream()
                .filter(sa -> sa.established()
                        .filter(each -> pair.isWith(each.peer().who()))
                        .isPresent())
                .min(Comparator.comparing((IsakmpSa sa) -> !sa.isUsable())
                        .thenComparing(sa -> sa.establishedNanos, Comparator.reverseOrder()));
    }

    /** Whether quick modes go on whose SAs are for a temporary flow. */
    boolean isNegotiated(Flow temporary) {
        return all.values().stream()
                .flatMap(sa -> sa.exchanges.values().stream())
                .anyMatch(exchange -> !exchange.isOver()
                        && exchange.temporary.filter(temporary::equals).isPresent());
    }

    /** Whether this gateway has begun one with a peer that is not up yet. */
    boolean isBeginning(Ipv4Address local, Ipv4Address remote) {
        return all.values().stream()
                .anyMatch(sa -> !sa.isUp()
                        && sa.role.isInitiator()
                        && sa.path.local().equals(local)
                        && sa.path.remote().equals(remote));
    }

    static Set<Long> numbers(List<IsakmpSa> associations) {
        return associations.stream().map(sa -> sa.number).collect(Collectors.toSet());
    }

    /**
     * What has to make room before an address may begin another one: the oldest for which nobody answered from there. Who sends
     * first messages under a peer's address must not keep the peer out.
     */
    Optional<IsakmpSa> surplusOf(Ipv4Address remote, Limits limits) {
        if (halfOpenOf.getOrDefault(remote, 0) < limits.halfOpenPerAddress()) {
            return Optional.empty();
        }
        return halfOpen.values().stream()
                .filter(sa -> sa.opener.equals(remote))
                .min(Comparator.comparing(sa -> sa.state.protection().isPresent()));
    }

    /** What has to make room before a stranger may begin another one: the oldest, if there are too many. */
    Optional<IsakmpSa> surplus(Limits limits) {
        return halfOpen.size() >= limits.halfOpen() ? halfOpen.values().stream().findFirst() : Optional.empty();
    }

    int halfOpen() {
        return halfOpen.size();
    }

    int size() {
        return all.size();
    }

    /** Names that lead nowhere, and counts that are wrong: there must be none. */
    boolean isConsistent() {
        boolean named = names.values().stream().allMatch(sa -> all.get(sa.number) == sa);
        int counted = halfOpenOf.values().stream().mapToInt(Integer::intValue).sum();
        return named && counted == halfOpen.size() && names.size() <= 2 * all.size();
    }
}
