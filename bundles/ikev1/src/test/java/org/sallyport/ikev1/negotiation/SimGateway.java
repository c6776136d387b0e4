// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.sallyport.ike.Move;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformSnapshot;

/** A gateway of a simulation: the negotiations with a database of SAs, packets and a runner of effects around them. */
final class SimGateway {
    private static final int TRANSCRIPT = 1_000;

    /** No list has as many elements. */
    private static final int FIRST_TEMPORARY = 1 << 24;

    final Simulation simulation;
    final String name;
    Plans plans;
    Negotiations negotiations;

    private final SimSad sad = new SimSad(new LinkedHashMap<>(), new LinkedHashMap<>());
    final Map<SaId, SimSa> inbound = sad.inbound();
    final Map<Flow, List<SimSa>> outbound = sad.outbound();
    final Map<Flow, TrafficSelector> temporary = new LinkedHashMap<>();
    final Map<String, Long> delivered = new LinkedHashMap<>();
    /** When the last packet came in, by its sender. */
    final Map<String, Long> lastHeard = new LinkedHashMap<>();

    private final Set<Flow> carried = new HashSet<>();
    final List<Failure> failures = new ArrayList<>();
    final Set<String> negotiated = new TreeSet<>();
    final List<String> deprecated = new ArrayList<>();
    final List<String> syslog = new ArrayList<>();
    final List<Notice.Debug> debug = new ArrayList<>();
    /** Packets that came for an SA that is not there. */
    long strangers;
    /** Packets for which there was no SA, though there had been one. */
    long gaps;
    /** Packets that an SA could not carry, because a bundle is stopped. */
    long orphaned;
    /** A planted fault: every packet has the same sequence number. */
    boolean stuckSequence;

    private static final long ORPHAN_SECONDS = 10;

    private final Set<SimBundle> stopped = EnumSet.noneOf(SimBundle.class);
    private TransformPolicy policy = TransformPolicy.OPEN;
    private TransformSnapshot transforms;
    private long planted = Long.MAX_VALUE;
    private long armed = Long.MAX_VALUE;
    private int lastTemporary;
    private int generation;

    SimGateway(Simulation simulation, String name, Plans plans) {
        this.simulation = simulation;
        this.name = name;
        this.plans = plans;
        this.transforms = simulation.transforms;
        this.negotiations = fresh();
        planned();
    }

    /** Somebody changes lines. */
    void plan(Plans changed) {
        plans = changed;
        planned();
    }

    private void planned() {
        event(new Event.Planned(plans.without(stopped).plan(), plans.settings(simulation.transforms, transforms)));
    }

    private Negotiations fresh() {
        generation++;
        return new Negotiations(new Surroundings(
                (buffer, offset, length) -> {
                    for (int i = 0; i < length; i++) {
                        buffer[offset + i] = (byte) simulation.random.nextInt();
                    }
                },
                new Algorithms(() -> transforms),
                new SimTraffic(simulation, inbound, outbound)));
    }

    Ipv4Address address() {
        return plans.local();
    }

    List<String> contradictions() {
        return negotiations.contradictions();
    }

    /** As the loop of the bundle does: where a transform fails, the event comes to nothing. */
    private List<Effect> handled(Event event) {
        try {
            return negotiations.handle(event, simulation.now());
        } catch (Custody.FailedException e) {
            return List.of();
        }
    }

    void event(Event event) {
        List<Effect> effects = handled(event);
        simulation.trace(name + " ", event);
        for (Effect effect : effects) {
            simulation.trace(name + "   ", effect);
            perform(effect);
        }
        rearm();
        simulation.check(this);
    }

    private void rearm() {
        long next = negotiations.nextDeadline();
        if (next < armed && next < planted) {
            armed = next;
            int own = generation;
            simulation.after(Math.max(0, next - simulation.now()), () -> {
                if (own == generation && armed == next) {
                    armed = Long.MAX_VALUE;
                    event(new Event.TimePassed());
                }
            });
        }
    }

    /** A planted fault: from now on no deadline is met. */
    void forgetTimers() {
        planted = Long.MIN_VALUE;
        armed = Long.MIN_VALUE;
    }

    /** Whether a deadline has passed that nobody met. */
    boolean isLate() {
        return negotiations.nextDeadline() < simulation.now();
    }

    void received(Datagram datagram) {
        event(new Event.Received(datagram));
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Send send) {
            simulation.wire.send(send.datagram());
        } else if (effect instanceof Effect.Compute compute) {
            int own = generation;
            simulation.after(simulation.random.nextLong(1, 30) * Simulation.MILLI, () -> {
                if (own == generation) {
                    event(new Event.Computed(
                            compute.job(), SimArithmetic.compute(compute.work(), transforms, simulation.random)));
                }
            });
        } else if (effect instanceof Effect.InstallInbound install) {
            installInbound(install.halves());
        } else if (effect instanceof Effect.InstallOutbound install) {
            installOutbound(install.halves());
        } else if (effect instanceof Effect.Remove remove) {
            sad.remove(remove.halves());
        } else if (effect instanceof Effect.Move move) {
            sad.move(move);
        } else if (effect instanceof Effect.OpenTemporary open) {
            var flow = new Flow(open.map(), open.sequence(), FIRST_TEMPORARY + lastTemporary++);
            temporary.put(flow, open.selector());
            simulation.after(Simulation.MILLI, () -> event(new Event.Opened(open.job(), Optional.of(flow))));
        } else if (effect instanceof Effect.CloseTemporary close) {
            temporary.remove(close.flow());
        } else if (effect instanceof Effect.Resolve resolve) {
            simulation.after(
                    Simulation.MILLI, () -> event(new Event.Resolved(resolve.name(), resolver.apply(resolve.name()))));
        } else if (effect instanceof Effect.Tell tell) {
            tell(tell.notice());
        }
    }

    java.util.function.Function<String, Optional<Ipv4Address>> resolver = text -> Optional.empty();

    private void tell(Notice notice) {
        if (notice instanceof Notice.Failed failed) {
            failures.add(failed.failure());
        } else if (notice instanceof Notice.Negotiated ended) {
            ended.algorithms().forEach(algorithm -> negotiated.add(algorithm.toString()));
        } else if (notice instanceof Notice.Deprecated use) {
            deprecated.add(use.algorithm().name());
        } else if (notice instanceof Notice.Syslog line) {
            syslog.add(line.type().number() + ": " + line.text());
        } else if (notice instanceof Notice.Debug lines && debug.size() < TRANSCRIPT) {
            debug.add(lines);
        }
    }

    private void installInbound(List<SaParameters> halves) {
        for (SaParameters sa : halves) {
            require(simulation.ledger.inbound(name, sa));
            inbound.put(sa.id(), new SimSa(sa, simulation.now()));
        }
        Lifetime life = halves.get(0).options().lifetime();
        SaId first = halves.get(0).id();
        Flow flow = halves.get(0).flow();
        later(life.softSeconds(), () -> {
            if (inbound.containsKey(first) && sad.isUsed(halves.get(0))) {
                event(new Event.Renew(flow, first));
            }
        });
        later(life.hardSeconds(), () -> {
            if (inbound.containsKey(first)) {
                ended(halves);
            }
        });
    }

    private void later(long seconds, Runnable action) {
        if (seconds > 0) {
            simulation.after(seconds * Simulation.SECOND, action);
        }
    }

    private void installOutbound(List<SaParameters> halves) {
        for (SaParameters sa : halves) {
            SimGateway peer = peer(sa.remote());
            if (peer != null) {
                require(simulation.ledger.outbound(peer.name, sa, simulation.wire::behind));
            }
            outbound.computeIfAbsent(sa.flow(), none -> new ArrayList<>()).add(new SimSa(sa, simulation.now()));
        }
    }

    private SimGateway peer(Ipv4Address remote) {
        return simulation.hiddenAs(remote);
    }

    private void require(String complaint) {
        if (!complaint.isEmpty()) {
            throw simulation.broken(name + " " + complaint);
        }
    }

    /** A packet of a flow comes from inside. */
    void packet(Flow flow) {
        List<SimSa> sending = outbound.getOrDefault(flow, List.of());
        if (sending.isEmpty()) {
            gaps += carried.contains(flow) ? 1 : 0;
            event(new Event.Acquire(flow));
            return;
        }
        SimSa last = sending.get(sending.size() - 1);
        List<SimSa> together = sending.stream()
                .filter(sa -> sa.parameters.pair() == last.parameters.pair())
                .toList();
        if (!together.stream().allMatch(sa -> SimBundle.serves(stopped, sa.parameters))) {
            orphaned++;
            return;
        }
        carried.add(flow);
        for (SimSa sa : together) {
            sa.sequence += stuckSequence ? 0 : 1;
            sa.bytes += 100;
            sa.used = simulation.now();
            require(simulation.ledger.sent(sa.keys, sa.sequence));
        }
        SaParameters outer = last.parameters;
        simulation.wire.packet(
                address(), outer.remote(), last.port, (receiver, port) -> receiver.packetArrived(this, together, port));
    }

    private void packetArrived(SimGateway sender, List<SimSa> sent, int port) {
        for (SimSa each : sent) {
            SaParameters theirs = each.parameters;
            SimSa here = inbound.get(
                    new SaId(address(), theirs.id().protocol(), theirs.id().spi()));
            if (here == null) {
                strangers++;
                simulation.trace(name, " knows no " + theirs.id() + " of " + sender.name);
                return;
            }
            if (!SimBundle.serves(stopped, here.parameters)) {
                orphaned++;
                return;
            }
            if (!here.parameters.keys().equals(theirs.keys())) {
                throw simulation.broken(name + " opens a packet with another key");
            }
            here.bytes += 100;
            here.used = simulation.now();
            sad.follow(here, port);
        }
        delivered.merge(sender.name, 1L, Long::sum);
        lastHeard.put(sender.name, simulation.now());
    }

    /** The machine starts anew: it has lost everything. */
    void restart() {
        simulation.trace(name, " RESTARTS");
        inbound.clear();
        outbound.clear();
        temporary.clear();
        carried.clear();
        begin(new Event.Adopted(List.of()));
    }

    /** The bundle is exchanged: the SAs stay, and are the first that the new one hears of. */
    void exchange() {
        simulation.trace(name, " EXCHANGES THE BUNDLE");
        begin(new Event.Adopted(sad.pairs()));
    }

    private void begin(Event.Adopted existing) {
        armed = Long.MAX_VALUE;
        negotiations = fresh();
        event(existing);
        planned();
    }

    /** A bundle is stopped: what it brought is gone at once. SAs that cannot do without it end after a while. */
    void stop(SimBundle bundle) {
        simulation.trace(name, " STOPS " + bundle);
        stopped.add(bundle);
        transforms = SimBundle.without(simulation.transforms, stopped).under(policy);
        planned();
        later(
                ORPHAN_SECONDS,
                () -> ended(inbound.values().stream()
                        .map(sa -> sa.parameters)
                        .filter(sa -> !SimBundle.serves(stopped, sa))
                        .toList()));
    }

    /** It is said how algorithms may be used; phase 1 and {@link Plans} have different names for those of one bundle. */
    void govern(TransformPolicy newPolicy) {
        simulation.trace(name, " GOVERNS " + newPolicy);
        policy = newPolicy;
        transforms = transforms.under(policy);
        planned();
    }

    /** What is installed and may be used, as if it were governed so. */
    List<Move> moves(TransformPolicy then) {
        return moves(then, each -> true);
    }

    /** The same of SAs that use one of some algorithms. */
    List<Move> moves(TransformPolicy then, Predicate<AlgorithmId> which) {
        Status now = negotiations.status();
        var algorithms = new Algorithms(() -> transforms.under(then));
        return new Outlook(algorithms, plans.settings()).moves(now.isakmp(), now.associations(), which);
    }

    void start(SimBundle bundle) {
        simulation.trace(name, " STARTS " + bundle);
        stopped.remove(bundle);
        transforms = SimBundle.without(simulation.transforms, stopped).under(policy);
        planned();
    }

    /** No crypto map is bound any more. */
    void unbind() {
        plans = new Plans(plans.local(), plans.settings(), List.of());
        planned();
    }

    Set<SimBundle> stopped() {
        return Set.copyOf(stopped);
    }

    /** SAs of IPsec are cleared by command. */
    void clearSas() {
        simulation.trace(name, " CLEARS ITS SAS");
        ended(inbound.values().stream().map(sa -> sa.parameters).toList());
    }

    /** Pairs end of which an SA ends, and IKE is told. */
    private void ended(List<SaParameters> some) {
        List<SaId> halves = sad.removePairs(some);
        if (!halves.isEmpty()) {
            event(new Event.Ended(halves));
        }
    }

    boolean sends(Flow flow) {
        return outbound.containsKey(flow);
    }
}
