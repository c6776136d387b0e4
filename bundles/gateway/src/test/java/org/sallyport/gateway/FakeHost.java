// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.HashMap;
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

/** A machine's network that only records what it is asked for. */
final class FakeHost implements HostNetwork {
    Runnable linksChanged = () -> {};
    final List<HostPlan> plans = new ArrayList<>();
    final List<GuardCount> guard = new ArrayList<>();
    final List<HostInterface> interfaces = new ArrayList<>(List.of(
            new HostInterface(
                    "eth0",
                    "02:00:5e:10:00:01",
                    List.of(new HostInterface.Address(Ipv4Address.parse("192.0.2.1"), 24)),
                    1500,
                    true,
                    true,
                    new HostInterface.Traffic(407, 50763, 1, 2, 308, 40000, 3, 4)),
            new HostInterface(
                    "eth1", "", List.of(), 9000, false, true, new HostInterface.Traffic(0, 0, 0, 0, 0, 0, 0, 0))));
    final List<SecurityPolicy> asked = new ArrayList<>();
    final Map<String, Long> hits = new HashMap<>();
    Consumer<RefusedPacket> watcher = packet -> {};
    List<String> complaints = List.of();
    Optional<String> refused = Optional.empty();

    @Override
    public DeviceStatus status() {
        return DeviceStatus.present("linux", List.of("nftables 1.0.6"));
    }

    @Override
    public List<HostInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    @Override
    public List<String> apply(HostPlan plan) {
        plans.add(plan);
        return complaints;
    }

    @Override
    public Optional<String> refusal(List<SecurityPolicy> policies) {
        asked.addAll(policies);
        return refused;
    }

    @Override
    public List<GuardCount> guardCounts() {
        return List.copyOf(guard);
    }

    @Override
    public void clearGuardCounts() {
        guard.clear();
    }

    @Override
    public Map<String, Long> ruleCounts() {
        return Map.copyOf(hits);
    }

    @Override
    public void clearRuleCounts(Set<String> ids) {
        hits.keySet().removeAll(ids);
    }

    @Override
    public void watch(Consumer<RefusedPacket> newWatcher) {
        watcher = newWatcher;
    }

    @Override
    public void watchLinks(Runnable watcher) {
        linksChanged = watcher;
    }

    @Override
    public void release() {
        throw new AssertionError("the gateway never releases");
    }

    /** The system gives the outer interface these addresses, and takes others away. */
    void give(String... addresses) {
        HostInterface outer = interfaces.get(0);
        interfaces.set(
                0,
                new HostInterface(
                        outer.name(),
                        outer.hardwareAddress(),
                        Stream.of(addresses)
                                .map(address -> new HostInterface.Address(Ipv4Address.parse(address), 24))
                                .toList(),
                        outer.mtu(),
                        outer.administrativelyUp(),
                        outer.carrier(),
                        outer.traffic()));
        linksChanged.run();
    }

    HostPlan last() {
        return plans.get(plans.size() - 1);
    }
}
