// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sallyport.ike.Pfs;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.exchange.Retries;
import org.sallyport.ikev1.negotiation.Plans.Wanted;
import org.sallyport.ikev1.settings.Options;
import org.sallyport.ipsec.Flow;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformSnapshot;

/**
 * A random story of two or three gateways: configurations that agree, traffic, faults of the network, of gateways and of clocks, then peace.
 * In peace every flow passes again; without traffic everything ends.
 */
final class Scenario {
    private static final long PEACE = 400 * Simulation.SECOND;

    /** SAs that carried packets are renewed once more, and an ISAKMP SA over them: longer than three lives. */
    private static final long REST = 1_000 * Simulation.SECOND;

    final Simulation simulation;
    private final List<SimGateway> gateways = new ArrayList<>();
    private final Shared shared;
    private boolean traffic = true;
    private boolean atPeace;

    private Scenario(long seed, TransformSnapshot transforms) {
        this.simulation = new Simulation(seed, transforms);
        this.shared = new Shared();
    }

    /** Tells a story. @return how it was told, for comparison */
    static String tell(long seed, TransformSnapshot transforms) {
        var scenario = new Scenario(seed, transforms);
        scenario.begin();
        scenario.troubles();
        scenario.peace();
        scenario.rest();
        return scenario.simulation.events + " events, " + scenario.simulation.wire.carried + " datagrams";
    }

    private void begin() {
        int count = simulation.random.nextInt(4) == 0 ? 3 : 2;
        for (int i = 0; i < count; i++) {
            gateways.add(simulation.gateway(String.valueOf((char) ('A' + i)), plans(i, count)));
        }
        if (shared.nat) {
            simulation.wire.hide(address(0), Ipv4Address.parse("203.0.113.77"), 1_000);
        }
        for (SimGateway gateway : gateways) {
            for (int peer = 0; peer < count; peer++) {
                if (gateway != gateways.get(peer)) {
                    for (int part = 0; part < shared.flows; part++) {
                        traffic(gateway, new Flow(Plans.MAP, 10 + peer, part));
                    }
                }
            }
        }
    }

    /** What the configurations of all gateways have in common. */
    private final class Shared {
        final long phase1Seconds = simulation.random.nextLong(60, 400);
        final long seconds = simulation.random.nextLong(20, 200);
        final int first = pick(5, 7);
        final int cipher = pick(1, 5, 7);
        final int hash = pick(1, 2);
        final int group = pick(1, 2);
        final Pfs pfs = simulation.random.nextBoolean() ? Pfs.NONE : Pfs.UNSPECIFIED;
        final boolean aggressive = simulation.random.nextInt(5) == 0;
        final boolean nat = simulation.random.nextInt(5) == 0;
        final Suite suite = nat || simulation.random.nextInt(4) > 0 ? Plans.ESP_3DES_MD5 : Plans.AH_ESP;
        final boolean dpd = simulation.random.nextBoolean();
        final boolean keepUp = simulation.random.nextInt(4) == 0;
        /** Of each pair of gateways, so that some wait for others. */
        final int flows = simulation.seed % 4 == 0 ? 4 : 1;
    }

    private int pick(int... choices) {
        return choices[simulation.random.nextInt(choices.length)];
    }

    private static Ipv4Address address(int gateway) {
        return Ipv4Address.parse("192.0.2." + (gateway + 1));
    }

    /** How one gateway sees another. */
    private static String seen(int gateway, Shared shared) {
        return shared.nat && gateway == 0 ? "203.0.113.77" : address(gateway).toString();
    }

    private Plans plans(int own, int count) {
        Plans plans = Plans.at(address(own).toString())
                .key("0.0.0.0/0", "cisco1234")
                .policies(
                        Plans.policy(10, shared.first, 2, 1, shared.phase1Seconds),
                        Plans.policy(20, shared.cipher, shared.hash, shared.group, shared.phase1Seconds),
                        Plans.policy(30, 7, 2, 2, shared.phase1Seconds))
                .options(options(shared));
        for (int peer = 0; peer < count; peer++) {
            if (peer != own) {
                // Lifetimes that differ: the smaller one wins.
                Wanted wanted = new Wanted(
                        List.of(seen(peer, shared)),
                        List.of(shared.suite, Plans.ESP_AES_SHA),
                        shared.pfs,
                        shared.seconds + simulation.random.nextInt(20),
                        shared.keepUp && own == 0);
                plans = plans.entry(10 + peer, wanted, flows(own, peer));
            }
        }
        return plans;
    }

    private String[] flows(int own, int peer) {
        return IntStream.range(0, shared.flows)
                .mapToObj(part -> "10.%d.%d.0/24 10.%d.%d.0/24".formatted(own, part, peer, part))
                .toArray(String[]::new);
    }

    private static Options options(Shared shared) {
        return new Options(
                shared.dpd ? Optional.of(new Options.Keepalive(10, 2, false)) : Optional.empty(),
                shared.nat ? Optional.of(new Options.NatTraversal(20)) : Optional.empty(),
                false,
                shared.aggressive,
                shared.aggressive,
                Retries.DEFAULT,
                Options.Limits.DEFAULT);
    }

    private void traffic(SimGateway gateway, Flow flow) {
        simulation.after(simulation.random.nextLong(50, 4_000) * Simulation.MILLI, () -> {
            if (traffic) {
                gateway.packet(flow);
                traffic(gateway, flow);
            }
        });
    }

    private void troubles() {
        int rounds = 1 + simulation.random.nextInt(6);
        for (int i = 0; i < rounds; i++) {
            trouble();
            simulation.runFor(simulation.random.nextLong(100, 60_000) * Simulation.MILLI);
            simulation.wire.mend();
        }
    }

    private void trouble() {
        SimGateway some = gateways.get(simulation.random.nextInt(gateways.size()));
        SimGateway other = gateways.get(simulation.random.nextInt(gateways.size()));
        switch (simulation.random.nextInt(13)) {
            case 0 -> simulation.wire.faults(0.3, 0.1, 500 * Simulation.MILLI);
            case 1 -> simulation.wire.faults(0.1, 0.3, 3_000 * Simulation.MILLI);
            case 2 -> simulation.wire.faults(0, 0, 20 * Simulation.MILLI);
            case 3 -> {
                if (some != other) {
                    simulation.wire.cut(some.address(), other.address());
                }
            }
            case 4 -> some.restart();
            case 5 -> some.exchange();
            case 6 -> simulation.jump(simulation.random.nextLong(1, 120) * Simulation.SECOND);
            case 7 -> some.clearSas();
            case 8, 9, 10 -> stop(some);
            case 11 -> withdraw(some);
            default ->
                simulation.after(0, () -> some.event(new org.sallyport.ikev1.exchange.Event.Clear(Optional.empty())));
        }
    }

    /** A bundle is stopped at some moment; it comes back, or what it brought can be done without. */
    private void stop(SimGateway gateway) {
        var bundle = SimBundle.values()[pick(0, 1, 1, 2, 3, 4, 5)];
        boolean forGood = simulation.random.nextInt(4) == 0;
        simulation.after(simulation.random.nextLong(10_000) * Simulation.MILLI, () -> {
            if (!atPeace) {
                gateway.stop(bundle);
            }
        });
        if (!forGood) {
            simulation.after(
                    simulation.random.nextLong(10_000, 60_000) * Simulation.MILLI, () -> gateway.start(bundle));
        }
    }

    /** What both sides have an alternative for is withdrawn, for a while or for good. Aggressive mode offers no alternative in another group. */
    private void withdraw(SimGateway gateway) {
        var bundle = pick(0, 1) == 0 ? SimBundle.TRIPLE_DES : SimBundle.DES;
        gateway.govern(bundle.withdrawn(TransformPolicy.OPEN, simulation.transforms));
        if (shared.aggressive || pick(0, 1) == 0) {
            simulation.after(
                    simulation.random.nextLong(60_000) * Simulation.MILLI, () -> gateway.govern(TransformPolicy.OPEN));
        }
    }

    /** Whatever both sides of a flow have an alternative for stays away; what aggressive mode offers in one group may be none. */
    private void replace(SimGateway gateway) {
        gateway.stopped().stream()
                .filter(bundle -> shared.aggressive || bundle != SimBundle.DES && bundle != SimBundle.TRIPLE_DES)
                .forEach(gateway::start);
    }

    private void peace() {
        simulation.trace("", "PEACE");
        atPeace = true;
        gateways.forEach(this::replace);
        simulation.wire.mend();
        simulation.wire.faults(0, 0, 20 * Simulation.MILLI);
        simulation.runFor(PEACE);
        long lost = lost();
        simulation.runFor(PEACE / 4);
        for (SimGateway gateway : gateways) {
            for (SimGateway other : gateways) {
                Long heard = gateway.lastHeard.get(other.name);
                if (gateway != other && (heard == null || simulation.now() - heard > PEACE / 4)) {
                    throw simulation.broken(gateway.name + " hears nothing of " + other.name + " in peace");
                }
            }
            for (var flow : gateway.outbound.keySet()) {
                int pairs = gateway.outbound.get(flow).size();
                if (pairs > 4 * 2) {
                    throw simulation.broken(gateway.name + " has " + pairs + " sending SAs of " + flow);
                }
            }
            int up = gateway.negotiations.status().phase1().size();
            if (up > 3 * gateways.size()) {
                throw simulation.broken(gateway.name + " has " + up + " ISAKMP SAs");
            }
        }
        if (lost() != lost) {
            throw simulation.broken("packets are lost in peace");
        }
    }

    /** Packets that found no SA, at their sender or at their receiver. */
    private long lost() {
        return gateways.stream()
                .mapToLong(gateway -> gateway.strangers + gateway.gaps + gateway.orphaned)
                .sum();
    }

    /** Without traffic all ends; what is to be kept up ends when it is wanted no more. */
    private void rest() {
        traffic = false;
        simulation.trace("", "REST");
        if (shared.keepUp) {
            gateways.forEach(SimGateway::unbind);
        }
        simulation.runFor(REST);
        for (SimGateway gateway : gateways) {
            Status status = gateway.negotiations.status();
            boolean empty = gateway.inbound.isEmpty()
                    && gateway.outbound.isEmpty()
                    && status.phase1().isEmpty()
                    && status.pairs() == 0
                    && gateway.negotiations.openJobs() == 0
                    && gateway.negotiations.nextDeadline() == Long.MAX_VALUE;
            if (!empty) {
                throw simulation.broken(gateway.name + " does not come to rest: " + status);
            }
        }
    }
}
