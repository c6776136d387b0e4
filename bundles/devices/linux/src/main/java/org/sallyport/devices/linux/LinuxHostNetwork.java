// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.RefusedPacket;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;

/**
 * The Linux machine's network. The order of effects never opens a hole: claimed packets get a way before the rules claim
 * any, and the rules are there before addresses, routes and forwarding; when the last claim goes, it is the other way
 * round. If the rules cannot be loaded, nothing behind them is done.
 *
 * <p>Nothing here is taken away when the object goes. Thread-safe; one caller at a time changes things.
 */
final class LinuxHostNetwork implements HostNetwork {
    /** Who has to know the local addresses of the bound interfaces. */
    @FunctionalInterface
    interface Receivers {
        /** Receives for these addresses and UDP ports only, and answers what could not be done, in words. */
        List<String> receiveFor(Set<Ipv4Address> addresses, Set<Integer> ports);
    }

    private final String tunName;
    private final DeviceStatus status;
    private final Nft nft;
    private final Receivers receivers;
    private final Consumer<String> log;
    private final RefusedPackets refused;
    private final ForeignChanges foreign;
    private volatile Runnable linkWatcher = () -> {};
    private final LoadedRules rules; // guarded by this, as all below
    private HostPlan applied = HostPlan.NOTHING;
    private List<String> complained = List.of(); // when the plan was applied
    private Map<String, Integer> links = Map.of(); // those that have what is planned for them
    private Set<Ipv4Address> receiving = Set.of();
    private boolean whole; // the plan came into effect behind its rules
    private boolean steered;

    /** What became of what another program may have changed. */
    enum Mending {
        INTACT,
        RESTORED,
        FAILED
    }

    /**
     * @param status whether the process may change the network at all
     * @param refused hears of packets that the rules drop
     * @param foreign remembers what other programs changed
     * @param log is told what an administrator should know of
     */
    LinuxHostNetwork(
            String tunName,
            DeviceStatus status,
            Nft nft,
            Receivers receivers,
            RefusedPackets refused,
            ForeignChanges foreign,
            Consumer<String> log) {
        this.tunName = tunName;
        this.status = status;
        this.nft = nft;
        this.rules = new LoadedRules(nft, tunName);
        this.receivers = receivers;
        this.refused = refused;
        this.foreign = foreign;
        this.log = log;
    }

    @Override
    public DeviceStatus status() {
        return status.present() ? DeviceStatus.present(status.name(), foreign.lines()) : status;
    }

    @Override
    public List<HostInterface> interfaces() {
        if (!Native.ABSENT.isEmpty()) {
            return List.of();
        }
        try (Netlink netlink = Netlink.open()) {
            return new Links(netlink).read().stream().map(Links.Link::details).toList();
        } catch (LinuxException e) {
            return List.of();
        }
    }

    @Override
    public synchronized List<String> apply(HostPlan plan) { // two plans must not mix
        if (!status.present()) {
            return status.details();
        }
        try (Netlink netlink = Netlink.open()) {
            return apply(plan, new PlanApplication(netlink, tunName, plan));
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> apply(HostPlan plan, PlanApplication application) {
        boolean claims = plan.policies().filter(policies -> !policies.isEmpty()).isPresent();
        boolean nothingClaimed = plan.policies().filter(List::isEmpty).isPresent();
        boolean filters = !plan.filters().filters().isEmpty();
        var complaints = new ArrayList<String>();
        applied = plan;
        whole = false;
        try {
            if (claims) {
                application.raiseSteering();
                steered = true;
            }
            boolean mayForward = plan.policies().isPresent() || rules.keep();
            if (claims || filters && nothingClaimed) {
                complaints.addAll(rules.load(plan.policies().orElseThrow(), plan.filters()));
            } else if (plan.policies().isEmpty() && !plan.filters().equals(rules.filters())) {
                complaints.add("access lists wait until all lines of bound crypto maps have effect");
            }
            application.missTunnel();
            application.tunnel(claims);
            application.interfaces();
            application.routes();
            links = application.links();
            whole = true;
            if (!mayForward) {
                application.complainOfWaiting();
            } else if (application.forwarding()) {
                log.accept("the machine now forwards packets between its interfaces (ip_forward)");
            }
            if (plan.policies().isPresent()) {
                complaints.addAll(receive(application.localAddresses()));
            }
            if (nothingClaimed) {
                if (!filters) {
                    rules.unload();
                }
                application.lowerSteering();
                steered = false;
            }
        } catch (IOException e) {
            complaints.add(e.getMessage() + "; what depends on the rules was left as it was");
        }
        complaints.addAll(0, application.complaints());
        complained = List.copyOf(complaints);
        return complained;
    }

    /** Puts back what another program took away of the rules, of the way of claimed packets, of the TUN, or of addresses and routes. */
    Mending mend(Set<HostWatch.Part> parts) {
        Mending mending = putBack(parts);
        if (parts.contains(HostWatch.Part.LINKS)) {
            try {
                linkWatcher.run();
            } catch (RuntimeException | LinkageError e) { // of a bundle that leaves
                log.accept("a change of the links was not heard: " + e);
            }
        }
        return mending;
    }

    private synchronized Mending putBack(Set<HostWatch.Part> parts) { // not while a plan is applied
        var changed = new ArrayList<String>();
        var failures = new ArrayList<String>();
        var refused = new ArrayList<String>(); // and not tried again before something else changes
        try (Netlink netlink = Netlink.open()) {
            var application = new PlanApplication(netlink, tunName, applied);
            if (steered) {
                application.raiseSteering();
            }
            mendRules(parts, changed, failures);
            if (!applied.equals(HostPlan.NOTHING)) {
                application.tunnel(steered);
            }
            failures.addAll(application.complaints());
            if (whole && failures.isEmpty()) {
                refused.addAll(restoreNetwork(application));
            }
            changed.addAll(application.changes());
        } catch (LinuxException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        foreign.restored(changed);
        foreign.failed(Stream.concat(failures.stream(), refused.stream()).toList());
        if (!failures.isEmpty()) {
            return Mending.FAILED;
        }
        return changed.isEmpty() ? Mending.INTACT : Mending.RESTORED;
    }

    /** @return what is refused now, and was not when the plan was applied */
    private List<String> restoreNetwork(PlanApplication application) {
        application.restoreNetwork(links);
        links = application.links();
        var refused = new ArrayList<String>(application.complaints());
        Set<Ipv4Address> local = application.localAddresses();
        if (applied.policies().isPresent() && !local.equals(receiving)) {
            refused.addAll(receive(local));
        }
        refused.removeAll(complained);
        return refused;
    }

    private List<String> receive(Set<Ipv4Address> addresses) {
        List<String> complaints = receivers.receiveFor(addresses, applied.ports());
        receiving = complaints.isEmpty() ? addresses : Set.of();
        return complaints;
    }

    private void mendRules(Set<HostWatch.Part> parts, List<String> changed, List<String> failures) {
        boolean elements = parts.contains(HostWatch.Part.ELEMENTS);
        try {
            if ((elements || parts.contains(HostWatch.Part.RULES)) && rules.mend(elements)) {
                changed.add("the nftables rules");
            }
        } catch (IOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized Optional<String> refusal(List<SecurityPolicy> policies) { // not while the rules are exchanged
        return status.present()
                ? policies.stream()
                        .flatMap(policy -> rules.refusal(policy).stream())
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public List<GuardCount> guardCounts() {
        if (!status.present()) {
            return List.of();
        }
        try {
            return nft.counters().entrySet().stream()
                    .map(entry -> new GuardCount(
                            entry.getKey().reason(), entry.getKey().interfaceName(), entry.getValue()))
                    .sorted(Comparator.comparing(GuardCount::interfaceName).thenComparing(GuardCount::reason))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public void clearGuardCounts() {
        try {
            if (status.present()) {
                nft.resetGuard();
            }
        } catch (IOException e) {
            log.accept("counters of the guard were not cleared: " + e.getMessage());
        }
    }

    @Override
    public Map<String, Long> ruleCounts() {
        try {
            return status.present() ? nft.hits() : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    @Override
    public void clearRuleCounts(Set<String> ids) {
        try {
            if (status.present()) {
                nft.resetHits(ids);
            }
        } catch (IOException e) {
            log.accept("counters of access lists were not cleared: " + e.getMessage());
        }
    }

    @Override
    public void watch(Consumer<RefusedPacket> watcher) {
        if (status.present()) {
            refused.watch(watcher);
        }
    }

    @Override
    public void watchLinks(Runnable watcher) {
        linkWatcher = watcher;
    }

    /** @throws UncheckedIOException if something of it remains */
    @Override
    public synchronized void release() { // not while a plan is applied
        if (!status.present()) {
            return;
        }
        List<String> closed = receivers.receiveFor(Set.of(), Set.of());
        try (Netlink netlink = Netlink.open()) {
            var nothing = new PlanApplication(netlink, tunName, HostPlan.NOTHING);
            nothing.routes();
            rules.unload();
            nothing.lowerSteering();
            applied = HostPlan.NOTHING;
            receiving = Set.of();
            steered = false;
            nothing.complaints().addAll(closed);
            if (!nothing.complaints().isEmpty()) {
                throw new IOException(String.join("; ", nothing.complaints()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
