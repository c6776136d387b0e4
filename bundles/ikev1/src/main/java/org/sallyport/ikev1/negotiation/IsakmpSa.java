// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ikev1.exchange.MessageIds;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.exchange.Replies;
import org.sallyport.ikev1.exchange.Retry;
import org.sallyport.ikev1.exchange.Timers;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Fragments;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.phase1.Established;
import org.sallyport.ikev1.phase1.Phase1State;
import org.sallyport.ikev1.phase1.Protection;
import org.sallyport.ikev1.phase1.Role;
import org.sallyport.ipsec.Datagram;
import org.sallyport.packet.Ipv4Address;

/**
 * An ISAKMP SA, from its first message on: the state of phase 1 with what surrounds it, and later the exchanges under it. Owned by
 * the loop.
 */
final class IsakmpSa {
    /** Messages that came right behind the one that ends phase 1, and were faster. */
    static final int MAX_PARKED = 2;

    /** How often this gateway's message of aggressive mode is repeated: nobody has proved himself yet. */
    static final int MAX_REMINDERS = 3;

    final long number;
    final Role role;
    final Exchange mode;
    final Cookie initiator;
    /** Where the peer was when it began; it may move behind a NAT later. */
    final Ipv4Address opener;

    final long startedNanos;
    /** ISAKMP SAs with this peer that were in use when this gateway began this one: they go when it is up. */
    final Set<Long> replaces;

    final Replies replies = new Replies();
    final MessageIds messageIds = new MessageIds();
    final Map<Integer, QuickExchange> exchanges = new LinkedHashMap<>();
    final Deque<Datagram> parked = new ArrayDeque<>();
    final Fragments fragments = new Fragments();

    Cookie responder;
    Path path;
    Phase1State state;
    Optional<Retry> retry = Optional.empty();
    /** What somebody unknown says about the exchange: a hint. */
    Optional<Notify> hint = Optional.empty();
    /** What that looks like to whoever asks why nothing comes up, until the exchange has an end. */
    Optional<Failure> shown = Optional.empty();

    /** How often its peer was sent this gateway's last message again. */
    int reminders;

    boolean explained;
    /** SAs with the peer were there when it began: no initial contact. */
    boolean knownPeer;
    /** Another one takes its place: nothing new begins under it. */
    boolean leaving;
    /** It is in no table any more. */
    boolean gone;
    /** When it leaves. */
    long leaveNanos = Timers.NEVER;
    /** Since when a transform of its is missing; {@link Timers#NEVER} if it has all. */
    long missingNanos = Timers.NEVER;
    /** Another one has been begun in its place. */
    boolean renewing;
    /** When one is begun at the earliest, since one has failed; {@link Timers#NEVER} if nothing wanted one. */
    long renewNanos = Long.MIN_VALUE;

    long establishedNanos;
    long heardNanos;
    int pairs;
    Liveness.Asking asking = Liveness.Asking.NOT;
    /** What was asked last, answered or not. */
    Liveness.Asking lastAsking = Liveness.Asking.NOT;

    IsakmpSa(Names names, Phase1State state, long startedNanos, Set<Long> replaces) {
        this.number = names.number;
        this.role = names.role;
        this.mode = names.mode;
        this.initiator = names.initiator;
        this.responder = names.responder;
        this.path = names.path;
        this.state = state;
        this.opener = names.path.remote();
        this.startedNanos = startedNanos;
        this.replaces = Set.copyOf(replaces);
    }

    /** What an ISAKMP SA is called, and where its peer is. */
    record Names(long number, Role role, Exchange mode, Cookie initiator, Cookie responder, Path path) {}

    boolean isUp() {
        return state instanceof Phase1State.Up;
    }

    /** Whether something new may begin under it. */
    boolean isUsable() {
        return isUp() && !leaving && missingNanos == Timers.NEVER;
    }

    Optional<Established> established() {
        return state instanceof Phase1State.Up up ? Optional.of(up.established()) : Optional.empty();
    }

    /** Whom the peer has proved to be; empty before it has. */
    Bytes identity() {
        return established().map(each -> each.peer().who()).orElse(Bytes.EMPTY);
    }

    /** Whether somebody with an identity is its peer: others are only behind a NAT at the same address. */
    boolean isWith(Bytes identity) {
        boolean shared = established().filter(each -> each.nat().remote()).isPresent();
        return !shared || identity.isEmpty() || identity.equals(identity());
    }

    /** Whether the peer takes long messages in pieces. */
    boolean takesPieces() {
        return established()
                .map(Established::agreement)
                .or(() -> state.protection().map(Protection::agreement))
                .filter(agreement -> agreement.abilities().fragments())
                .isPresent();
    }

    /** Both cookies: its name in notifications. */
    Bytes cookies() {
        return Bytes.concat(initiator.bytes(), responder.bytes());
    }

    /** As a PIX's messages name it. */
    String ends() {
        return "local " + path.local() + " (" + role + "), remote " + path.remote();
    }

    @Override
    public String toString() {
        return "ISAKMP SA " + number + " " + path.local() + (role.isInitiator() ? ">" : "<") + path.remote() + " "
                + state.getClass().getSimpleName();
    }
}
