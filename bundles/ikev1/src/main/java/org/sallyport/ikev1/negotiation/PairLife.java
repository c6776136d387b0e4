// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Existing;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.explain.Notice.Topic;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.DeletePayload;
import org.sallyport.ikev1.message.Payload;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase2.Negotiated;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;

/**
 * The life of pairs of SAs: installed receiving half first, replaced when the peer has switched, settled to one where both sides
 * negotiated at once. Owned by the loop.
 *
 * <p>Of two pairs that were negotiated at once the one with the lower nonce goes, and the side that began it ends it: both sides come to
 * the same one. A pair that replaces others ends them, when the peer has shown that it uses the new one or has had time to.
 */
final class PairLife {
    /** How often a new pair is looked at until it has settled. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** A peer that has nothing to send cannot show that it has switched. */
    static final long GRACE_NANOS = 20_000_000_000L;

    /** So long packets may be in the air that were sent under an SA before its sender knew of its end. */
    private static final long LINGER_NANOS = 5_000_000_000L;

    /**
     * So long packets go on under the pair that is replaced: the last message of a quick mode and the first packet under its SA
     * follow each other closely, and a peer that takes them in several threads may not have the SA yet.
     */
    static final long SWITCH_NANOS = 300_000_000L;

    /** So long the packets that wait for a flow's first pair go on waiting, for the same reason. */
    private static final long FIRST_NANOS = 50_000_000L;

    private final Desk desk;
    private final Phase1Table phase1;
    private final Informationals informationals;
    private final VpnPeers vpnPeers;
    private final Pairs pairs = new Pairs();

    PairLife(Desk desk, Phase1Table phase1, Informationals informationals, VpnPeers vpnPeers) {
        this.vpnPeers = vpnPeers;
        this.desk = desk;
        this.phase1 = phase1;
        this.informationals = informationals;
    }

    Pairs table() {
        return pairs;
    }

    /** All pairs with a peer. */
    List<Pair> with(Ipv4Address local, Ipv4Address remote) {
        return pairs.with(local, remote);
    }

    /** By which ports IKE meets a peer that there are pairs with: those of 4500, where they are in UDP. */
    Path path(Ipv4Address local, Ipv4Address remote) {
        return with(local, remote).stream()
                .reduce((first, second) -> second)
                .flatMap(pair -> pair.outbound().get(0).ends().udp())
                .map(ports -> new Path(local, ports.local(), remote, ports.remote()))
                .orElse(Path.between(local, remote));
    }

    /** From now on this gateway receives under a pair. @return its number */
    long receive(Negotiated negotiated, Bytes peer, boolean initiated) {
        long number = desk.number();
        var pair = new Pair(
                number,
                negotiated.flow(),
                peer,
                negotiated.inbound(),
                negotiated.outbound(),
                initiated,
                negotiated.nonce(),
                negotiated.wish().replaces(),
                negotiated.known(),
                Pair.Stage.RECEIVING,
                desk.now());
        pairs.put(pair);
        desk.emit(new Effect.InstallInbound(number, pair.inbound()));
        tell(pair.inbound());
        vpnPeers.add(pair, 1);
        makeRoom(pair);
        return number;
    }

    private void tell(List<SaParameters> halves) {
        desk.debug(
                Topic.IPSEC,
                1,
                () -> Transcript.installed(halves, desk.surroundings().algorithms()));
    }

    /** More pairs of one flow than there is a reason for: the oldest goes. */
    private void makeRoom(Pair newest) {
        List<Pair> ofFlow = pairs.of(newest.flow()).stream()
                .filter(pair -> !pair.isClosing())
                .toList();
        int surplus = ofFlow.size() - desk.settings().options().limits().pairsPerFlow();
        for (int i = 0; i < surplus; i++) {
            end(ofFlow.get(i), "too many pairs of one flow", true);
        }
    }

    /** From now on packets are sent under a pair. */
    void send(long number) {
        Optional<Pair> receiving = pairs.get(number);
        if (receiving.isEmpty()) {
            return; // it was ended meanwhile
        }
        Pair pair = receiving.get().up(desk.now());
        long patience = pairs.isUp(pair.flow()) ? SWITCH_NANOS : FIRST_NANOS;
        pairs.put(pair);
        vpnPeers.add(pair, 1);
        if (pair.initiated()) {
            desk.timers().arm(new Alarm.Switch(number), desk.now() + patience);
        } else {
            desk.emit(new Effect.InstallOutbound(number, pair.outbound()));
            tell(pair.outbound());
        }
        desk.signal(new Signal.PairUp(pair));
        for (Pair other : pairs.of(pair.flow())) {
            if (other.initiated() && other.isUp()) {
                desk.timers().arm(new Alarm.Settle(other.number()), desk.now() + LOOK_NANOS);
            }
        }
    }

    /** Whether the peer sends under a pair already that this gateway only receives under. */
    boolean isProven(long number) {
        return pairs.get(number)
                .filter(pair -> !pair.isUp() && !pair.isClosing() && hasReceived(pair))
                .isPresent();
    }

    private boolean hasReceived(Pair pair) {
        OptionalLong received =
                desk.surroundings().traffic().received(pair.receiving().get(0));
        return received.isPresent() && received.getAsLong() > 0;
    }

    /** Packets of a flow go by a new pair now, if it is still there. */
    void switchOver(Pair pair) {
        desk.timers().disarm(new Alarm.Switch(pair.number()));
        desk.emit(new Effect.InstallOutbound(pair.number(), pair.outbound()));
        tell(pair.outbound());
    }

    /** A pair leaves: whoever waits to send in its place does so at once. */
    private void hurry(Pair leaving) {
        desk.timers().disarm(new Alarm.Switch(leaving.number()));
        for (Pair other : pairs.of(leaving.flow())) {
            if (desk.timers().deadline(new Alarm.Switch(other.number())).isPresent()) {
                switchOver(other);
            }
        }
    }

    /** Looks whether a pair that this gateway began has settled. */
    void settle(Pair pair) {
        if (pair.isEndedHere() && isStillUsed(pair)) {
            tell(pair); // nobody acknowledges a delete, and it may have been lost
            desk.timers().arm(new Alarm.Settle(pair.number()), desk.now() + LINGER_NANOS);
            return;
        }
        if (pair.isClosing()) {
            take(pair);
            return;
        }
        boolean waits = false;
        for (long old : pair.replaces()) {
            Optional<Pair> replaced = pairs.get(old);
            if (replaced.isPresent() && hasSwitched(pair)) {
                close(replaced.get(), "replaced", true);
            } else {
                waits |= replaced.isPresent();
            }
        }
        for (Pair other : pairs.of(pair.flow())) {
            boolean rival =
                    other.isUp() && !other.initiated() && !pair.replaces().contains(other.number());
            if (rival && pair.losesAgainst(other)) {
                if (desk.now() - Math.max(pair.sinceNanos(), other.sinceNanos()) >= GRACE_NANOS) {
                    close(pair, "negotiated twice", true);
                    return;
                }
                waits = true;
            }
        }
        if (waits) {
            desk.timers().arm(new Alarm.Settle(pair.number()), desk.now() + LOOK_NANOS);
        }
    }

    private boolean hasSwitched(Pair pair) {
        return hasReceived(pair) || desk.now() - pair.sinceNanos() >= GRACE_NANOS;
    }

    /** Whether the peer sends under a pair that was ended a while ago. */
    private boolean isStillUsed(Pair pair) {
        OptionalLong idle =
                desk.surroundings().traffic().idleNanos(pair.receiving().get(0));
        return idle.isPresent() && idle.getAsLong() < LINGER_NANOS / 2;
    }

    /** Takes a pair away, at once. @param tell whether the peer has to be told */
    void end(Pair pair, String reason, boolean tell) {
        take(pair);
        if (tell && !pair.isClosing()) {
            tell(pair);
        }
        if (!pair.isClosing()) {
            desk.signal(new Signal.PairGone(pair, reason));
        }
    }

    private void take(Pair pair) {
        hurry(pair);
        pairs.remove(pair);
        vpnPeers.remove(pair, pair.stage() == Pair.Stage.RECEIVING ? 1 : 2);
        desk.timers().disarm(new Alarm.Settle(pair.number()));
        List<SaId> halves = new ArrayList<>(pair.sending());
        halves.addAll(pair.receiving());
        desk.emit(new Effect.Remove(halves));
    }

    private void tell(Pair pair) {
        phase1.telling(pair).ifPresent(sa -> informationals.send(sa, deletes(pair)));
    }

    /** Ends a pair so that nothing is lost: what is in the air is received for a while. */
    private void close(Pair pair, String reason, boolean tell) {
        if (pair.isClosing()) {
            return;
        }
        if (!pair.isUp()) {
            end(pair, reason, tell);
            return;
        }
        hurry(pair);
        pairs.put(pair.closing(!tell, desk.now()));
        desk.timers().arm(new Alarm.Settle(pair.number()), desk.now() + LINGER_NANOS);
        desk.emit(new Effect.Remove(pair.sending()));
        hasten(pair.flow());
        if (tell) {
            tell(pair);
        }
        desk.signal(new Signal.PairGone(pair, reason));
    }

    /** A peer that makes and deletes pairs all the time does not fill the database: the oldest of those that linger go. */
    private void hasten(Flow flow) {
        List<Pair> lingering = pairs.of(flow).stream().filter(Pair::isClosing).toList();
        int surplus = lingering.size() - desk.settings().options().limits().pairsPerFlow();
        for (int i = 0; i < surplus; i++) {
            take(lingering.get(i));
        }
    }

    /** RFC 2408, 3.15: the SPIs are those of the sender's own, by which it received. */
    private static List<Payload> deletes(Pair pair) {
        Map<Protocol, List<Bytes>> spis = new LinkedHashMap<>();
        for (SaId id : pair.receiving()) {
            Protocol protocol = id.protocol() == IpProtocol.AH ? Protocol.AH : Protocol.ESP;
            spis.computeIfAbsent(protocol, none -> new ArrayList<>()).add(Informationals.number(id.spi()));
        }
        return spis.entrySet().stream()
                .<Payload>map(each -> new DeletePayload(each.getKey(), each.getValue()))
                .toList();
    }

    /** A quick mode has failed that had installed the receiving half already. */
    void abandon(long number, String reason) {
        pairs.get(number).filter(pair -> !pair.isUp()).ifPresent(pair -> end(pair, reason, true));
    }

    /** Ends a pair of a quick mode that is not over. @return what tells the peer so; nothing if there is no such pair */
    List<Payload> forsake(long number, String reason) {
        Optional<Pair> unfinished = pairs.get(number).filter(pair -> pair.stage() == Pair.Stage.RECEIVING);
        unfinished.ifPresent(pair -> end(pair, reason, false));
        return unfinished.map(PairLife::deletes).orElse(List.of());
    }

    /** SAs are gone, by command or at a hard limit. */
    void ended(List<SaId> inbound) {
        for (SaId id : inbound) {
            pairs.of(id).ifPresent(pair -> end(pair, "its life has ended, or it was cleared", true));
        }
    }

    /** SAs could not be installed. */
    void refused(long number) {
        pairs.get(number).ifPresent(pair -> end(pair, "its flow is bound no more", true));
    }

    /**
     * A peer says that it has deleted SAs. Some say the number that the other side receives by.
     *
     * @param sa under which it was said: only its peer's SAs go
     */
    void deleted(IsakmpSa sa, Protocol protocol, List<Bytes> spis) {
        int number = protocol == Protocol.AH ? IpProtocol.AH : IpProtocol.ESP;
        for (Bytes spi : spis) {
            int value = Informationals.number(spi);
            pairs.of(new SaId(sa.path.remote(), number, value))
                    .or(() -> pairs.of(new SaId(sa.path.local(), number, value)))
                    .filter(pair -> pair.remote().equals(sa.path.remote())
                            && pair.local().equals(sa.path.local())
                            && sa.isWith(pair.peer()))
                    .ifPresent(pair -> close(pair, "the peer has deleted it", false));
        }
    }

    /** The peer of an ISAKMP SA is elsewhere: packets for it go there, too. Of whom a pair is that was adopted nobody knows. */
    void moved(IsakmpSa sa, Path before) {
        for (Pair pair : with(before.local(), before.remote())) {
            if (pair.isUp() && pair.peer().equals(sa.identity())) {
                desk.emit(new Effect.Move(pair.sending(), sa.path.remote(), sa.path.remotePort()));
            }
        }
    }

    /**
     * The peer behind an ISAKMP SA has lost all it knew, or is dead.
     *
     * @param which of the pairs with its address
     * @param beforeNanos pairs that are younger stay
     */
    void lost(IsakmpSa sa, Predicate<Pair> which, long beforeNanos, String reason) {
        for (Pair pair : with(sa.path.local(), sa.path.remote())) {
            if (pair.startNanos() < beforeNanos && which.test(pair)) {
                end(pair, reason, false);
            }
        }
    }

    /** Pairs that were there before this bundle was. One that only receives was in the making, and nobody can end that any more. */
    void adopt(List<Existing> existing) {
        for (Existing each : existing) {
            if (each.outbound().isEmpty()) {
                desk.emit(new Effect.Remove(
                        each.inbound().stream().map(SaParameters::id).toList()));
            } else if (!each.inbound().isEmpty()
                    && pairs.of(each.inbound().get(0).id()).isEmpty()) {
                Flow flow = each.inbound().get(0).flow();
                var pair = new Pair(
                        desk.number(),
                        flow,
                        Bytes.EMPTY,
                        each.inbound(),
                        each.outbound(),
                        false,
                        Bytes.EMPTY,
                        Set.of(),
                        Set.of(),
                        Pair.Stage.UP,
                        desk.now());
                pairs.put(pair);
                vpnPeers.add(pair, 2);
                desk.signal(new Signal.PairUp(pair));
            }
        }
    }
}
