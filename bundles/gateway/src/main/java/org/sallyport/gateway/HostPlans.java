// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sallyport.config.Configuration;
import org.sallyport.config.StartupState;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SecurityPolicy;

/** What a configuration wants of the host's network. Used under the gateway's monitor. */
final class HostPlans {
    private final Interfaces interfaces;
    private final Providers providers;
    private final Sad sad;
    private Optional<Supplier<StartupState>> startup = Optional.empty();

    HostPlans(Interfaces interfaces, Providers providers, Sad sad) {
        this.interfaces = interfaces;
        this.providers = providers;
        this.sad = sad;
    }

    /** Hears where it says what became of the stored configuration when the unit started. */
    void started(Supplier<StartupState> state) {
        startup = Optional.of(state);
    }

    /** @param everBound whether any map has been bound since this unit started */
    HostPlan of(Configuration configuration, List<BoundMap> compiled, boolean everBound) {
        List<HostPlan.InterfacePlan> planned = interfaces.plan(configuration);
        return new HostPlan(
                planned,
                interfaces.routes(configuration),
                policies(configuration, compiled, everBound),
                ports(compiled),
                !planned.isEmpty(),
                AccessGroups.filters(configuration, interfaces));
    }

    /** The UDP ports that IKE and SAs need: negotiated SAs, too, whose IKE may be away at this moment. */
    private Set<Integer> ports(List<BoundMap> compiled) {
        Set<Integer> ports = providers.ike().stream()
                .flatMap(ike -> ike.ports().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        compiled.stream()
                .flatMap(map -> map.flows().stream())
                .filter(flow -> flow.keying() instanceof Keying.Ready)
                .flatMap(flow -> ((Keying.Ready) flow.keying()).inbound().stream())
                .flatMap(sa -> sa.ends().udp().stream())
                .map(UdpPorts::local)
                .forEach(ports::add);
        sad.snapshot().inbound().stream()
                .filter(InboundSa::inUdp)
                .flatMap(sa -> sa.parameters().ends().udp().stream())
                .map(UdpPorts::local)
                .forEach(ports::add);
        return ports;
    }

    /**
     * What the host's rules shall claim. They are taken away only when nothing is bound and nothing waits to be: at boot
     * they may be older than this process, and the lines that bind may not be active yet.
     */
    private Optional<List<SecurityPolicy>> policies(
            Configuration configuration, List<BoundMap> compiled, boolean everBound) {
        boolean mapsWait =
                configuration.lines().stream().anyMatch(line -> !line.active() && line.startsWith("crypto map"));
        boolean incomplete =
                compiled.size() < CryptoMapBinding.all(configuration).size();
        boolean unknown = compiled.isEmpty() && !everBound && !isWhole();
        return mapsWait || incomplete || unknown
                ? Optional.empty()
                : Optional.of(compiled.stream().map(BoundMap::policy).toList());
    }

    /** Whether the stored configuration was taken in whole: of one that was lost or damaged nobody knows what it bound. */
    private boolean isWhole() {
        return startup.map(Supplier::get)
                .filter(state -> state instanceof StartupState.Erased
                        || state instanceof StartupState.Loaded loaded
                                && loaded.refused().isEmpty())
                .isPresent();
    }
}
