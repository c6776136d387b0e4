// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * The state that the machine's network shall be in.
 *
 * @param interfaces those that the configuration speaks of
 * @param routes for the main routing table
 * @param policies what is claimed, an element a bound interface, in the order in which they are asked; an empty list takes
 *     steering and guard away; absent leaves them as they are found
 * @param ports UDP ports that the device shall receive on, at each address of a bound interface: 500 and 4500
 * @param forwarding whether the machine forwards packets between its interfaces
 * @param filters which packets it forwards; they are part of the rules, and left as they are found with them
 */
public record HostPlan(
        List<InterfacePlan> interfaces,
        List<RoutePlan> routes,
        Optional<List<SecurityPolicy>> policies,
        Set<Integer> ports,
        boolean forwarding,
        AccessFilters filters) {
    /** Nothing claimed, nothing changed. */
    public static final HostPlan NOTHING =
            new HostPlan(List.of(), List.of(), Optional.of(List.of()), Set.of(), false, AccessFilters.NONE);

    public HostPlan {
        interfaces = List.copyOf(interfaces);
        routes = List.copyOf(routes);
        policies = policies.map(List::copyOf);
        ports = Set.copyOf(ports);
    }

    /** A plan without access lists. */
    public HostPlan(
            List<InterfacePlan> interfaces,
            List<RoutePlan> routes,
            Optional<List<SecurityPolicy>> policies,
            Set<Integer> ports,
            boolean forwarding) {
        this(interfaces, routes, policies, ports, forwarding, AccessFilters.NONE);
    }

    /**
     * An interface.
     *
     * @param name the machine's name for it
     * @param address the gateway's address there; empty leaves the interface's addresses alone
     * @param mtu bytes; empty leaves it alone
     * @param up whether it shall be switched on; empty leaves it alone
     */
    public record InterfacePlan(
            String name, Optional<HostInterface.Address> address, Optional<Integer> mtu, Optional<Boolean> up) {}

    /** A route through an interface to a gateway. */
    public record RoutePlan(String interfaceName, Ipv4Prefix destination, Ipv4Address gateway, int metric) {}
}
