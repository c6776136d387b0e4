// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.devices.linux.Links.Assigned;
import org.sallyport.devices.linux.Links.Link;
import org.sallyport.devices.linux.Routes.Route;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.ipsec.HostPlan;
import org.sallyport.ipsec.HostPlan.InterfacePlan;
import org.sallyport.ipsec.HostPlan.RoutePlan;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.packet.Ipv4Address;

/**
 * One application of a plan, without its rules: compares what is with what shall be, and does what differs. What fails is
 * noted, and the rest goes on. For one thread.
 */
final class PlanApplication {
    /** Packets that wait while the worker is kept from its processor: 500, as the kernel has it, are ten milliseconds' worth. */
    private static final int TUNNEL_QUEUE = 4_096;

    /** A jumbo frame: whatever comes in shall reach the engine, which alone knows what each path leaves of its link. */
    private static final int TUNNEL_MTU = 9_216;

    private static final String RULE = "rule " + Numbers.RULE_PREFERENCE;
    private static final String ROUTES = "routes";
    private static final String TABLE = "table " + Numbers.ROUTE_TABLE;

    private final String tunName;
    private final HostPlan plan;
    private final List<SecurityPolicy> policies;
    private final Links links;
    private final Routes routes;
    private final Map<String, Link> byName;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> changes = new LinkedHashSet<>();

    PlanApplication(Netlink netlink, String tunName, HostPlan plan) throws LinuxException {
        this.tunName = tunName;
        this.plan = plan;
        this.policies = plan.policies().orElse(List.of());
        links = new Links(netlink);
        routes = new Routes(netlink);
        byName = links.read().stream().collect(Collectors.toMap(Link::name, Function.identity()));
    }

    /** A change of the machine's network, and the kernel's refusal. */
    @FunctionalInterface
    private interface Change {
        void perform() throws IOException;
    }

    /** @return whether it succeeded */
    private boolean attempt(String subject, Change change) {
        try {
            change.perform();
            return true;
        } catch (IOException e) {
            complaints.add(subject + ": " + e.getMessage());
            return false;
        }
    }

    /** What went wrong so far. */
    List<String> complaints() {
        return complaints;
    }

    /** What of the way of claimed packets was not as planned until now. */
    Set<String> changes() {
        return changes;
    }

    /** Gives claimed packets a way that does not lead out: before the first is claimed. */
    void raiseSteering() {
        steer(Route.blackhole(Numbers.ROUTE_TABLE, Numbers.BLACKHOLE_METRIC));
        attempt(RULE, () -> {
            if (!routes.hasRule()) {
                routes.addRule();
                changes.add(RULE);
            }
        });
    }

    private void steer(Route route) {
        attempt(TABLE, () -> {
            if (!routes.ours(Numbers.ROUTE_TABLE).contains(route)) {
                routes.add(route);
                changes.add(TABLE);
            }
        });
    }

    /** Takes that way away: after the last was claimed. */
    void lowerSteering() {
        attempt(RULE, () -> {
            while (routes.hasRule()) {
                routes.removeRule();
            }
        });
        attempt(TABLE, () -> {
            for (Route route : routes.ours(Numbers.ROUTE_TABLE)) {
                routes.remove(route);
            }
        });
    }

    /** Complains if what is claimed has no TUN to go to. */
    void missTunnel() {
        if (!byName.containsKey(tunName) && !policies.isEmpty()) {
            complaints.add(tunName + ": no such interface; what policy claims is dropped");
        }
    }

    /**
     * Makes the TUN, if there is one, pass packets.
     *
     * @param claims whether claimed packets are led into it
     */
    void tunnel(boolean claims) {
        Link tun = byName.get(tunName);
        if (tun == null) {
            return;
        }
        attempt(tunName, () -> KernelSettings.prepareTunnel(tunName));
        mtu(tun, TUNNEL_MTU);
        if (!tun.details().administrativelyUp()) { // it is new
            attempt(tunName + ": queue", () -> links.queue(tun.index(), TUNNEL_QUEUE));
            changes.add(tunName);
        }
        up(tun, true);
        if (claims) {
            steer(Route.device(Numbers.ROUTE_TABLE, tun.index()));
        }
    }

    /** Addresses, sizes and states of the planned interfaces. */
    void interfaces() {
        var wanted = new LinkedHashMap<Link, InterfacePlan>();
        for (InterfacePlan planned : plan.interfaces()) {
            Link link = byName.get(planned.name());
            if (link == null) {
                complaints.add(planned.name() + ": no such interface");
            } else {
                wanted.put(link, planned);
            }
        }
        removeOldAddresses(wanted);
        wanted.forEach((link, planned) -> {
            planned.mtu().ifPresent(bytes -> mtu(link, bytes));
            planned.address().ifPresent(address -> address(link, address));
            planned.up().ifPresent(up -> up(link, up));
        });
    }

    /** The planned interfaces that there are, with their numbers: one that is made again has another. */
    Map<String, Integer> links() {
        var present = new HashMap<String, Integer>();
        for (InterfacePlan planned : plan.interfaces()) {
            Link link = byName.get(planned.name());
            if (link != null) {
                present.put(planned.name(), link.index());
            }
        }
        return present;
    }

    /**
     * Puts back addresses and routes that went, whether by another program or with the interface. Size and state of an interface that
     * stayed are left alone: somebody meant it who set it down.
     *
     * @param known interfaces that had what is planned for them already
     */
    void restoreNetwork(Map<String, Integer> known) {
        var up = new HashSet<Link>();
        for (InterfacePlan planned : plan.interfaces()) {
            Link link = byName.get(planned.name());
            if (link != null) {
                planned.address().ifPresent(address -> {
                    if (address(link, address)) {
                        changes.add("addresses");
                    }
                });
                if (!Integer.valueOf(link.index()).equals(known.get(link.name()))) {
                    planned.mtu().ifPresent(bytes -> mtu(link, bytes));
                    planned.up().ifPresent(wanted -> up(link, wanted));
                    planned.up().filter(wanted -> wanted).ifPresent(wanted -> up.add(link));
                }
            }
        }
        byName.values().stream()
                .filter(link -> link.details().administrativelyUp())
                .forEach(up::add);
        attempt(ROUTES, () -> {
            List<Route> present = routes.ours(Routes.MAIN);
            List<Route> wanted = plan.routes().stream()
                    .flatMap(planned -> up.stream()
                            .filter(link -> link.name().equals(planned.interfaceName()))
                            .map(link -> route(planned, link)))
                    .toList();
            for (Route route : wanted) {
                boolean served = present.stream().anyMatch(other -> other.rivals(route) && wanted.contains(other));
                if (!served && add(route, present)) { // of two planned rivals one is enough
                    changes.add(ROUTES);
                }
            }
        });
    }

    private static Route route(RoutePlan planned, Link link) {
        return new Route(Routes.MAIN, planned.destination(), link.index(), planned.gateway(), planned.metric());
    }

    /** Before new ones come: an address of the same network would go with the first. */
    private void removeOldAddresses(Map<Link, InterfacePlan> wanted) {
        var keep = new HashSet<Assigned>();
        wanted.forEach((link, planned) ->
                planned.address().ifPresent(address -> keep.add(new Assigned(link.index(), address, true))));
        attempt("addresses", () -> {
            for (Assigned assigned : links.addresses()) {
                if (assigned.ours() && !keep.contains(assigned)) {
                    attempt(assigned.address().toString(), () -> links.remove(assigned.index(), assigned.address()));
                }
            }
        });
    }

    /** @return whether it was missing, and is there now */
    private boolean address(Link link, Address address) {
        return !link.details().addresses().contains(address)
                && attempt(
                        link.name() + ": " + address.address() + "/" + address.prefixLength(),
                        () -> links.add(link.index(), address));
    }

    private void mtu(Link link, int bytes) {
        if (link.details().mtu() != bytes) {
            attempt(link.name() + ": MTU " + bytes, () -> links.mtu(link.index(), bytes));
        }
    }

    private void up(Link link, boolean up) {
        if (link.details().administrativelyUp() != up) {
            attempt(link.name(), () -> links.up(link.index(), up));
        }
    }

    /** Routes of the main table: first the new, then without the old. */
    void routes() {
        attempt(ROUTES, () -> {
            Set<Route> wanted = new LinkedHashSet<>();
            for (RoutePlan planned : plan.routes()) {
                Link link = byName.get(planned.interfaceName());
                if (link == null) {
                    complaints.add("route " + planned.destination() + ": no interface " + planned.interfaceName());
                } else {
                    wanted.add(route(planned, link));
                }
            }
            List<Route> present = routes.ours(Routes.MAIN);
            wanted.forEach(route -> add(route, present));
            for (Route route : present) {
                if (wanted.stream().noneMatch(route::rivals)) {
                    attempt("route " + route.destination(), () -> routes.remove(route));
                }
            }
        });
    }

    /** @return whether it was missing, and is there now */
    private boolean add(Route route, List<Route> present) {
        try {
            if (present.contains(route)) {
                return false;
            }
            if (present.stream().anyMatch(route::rivals)) {
                routes.replace(route);
                return true;
            }
            if (!routes.has(route)) { // somebody else's serves as well
                routes.add(route);
                return true;
            }
        } catch (LinuxException e) {
            complaints.add("route " + route.destination() + " " + route.gateway() + ": " + e.getMessage());
        }
        return false;
    }

    /** Says that packets are not forwarded until the rules for them are known, if that is so. */
    void complainOfWaiting() {
        attempt("ip_forward", () -> {
            if (plan.forwarding() && !KernelSettings.forwards()) {
                complaints.add("nothing is forwarded until it is known what shall be protected");
            }
        });
    }

    /** Lets the machine forward packets, if the plan wants that. @return whether it did not before */
    boolean forwarding() {
        try {
            return plan.forwarding() && KernelSettings.forward();
        } catch (IOException e) {
            complaints.add("ip_forward: " + e.getMessage());
            return false;
        }
    }

    /** The addresses that peers send protected packets to: those of the bound interfaces. */
    Set<Ipv4Address> localAddresses() {
        var addresses = new LinkedHashSet<Ipv4Address>();
        policies.forEach(policy -> {
            var planned = plan.interfaces().stream()
                    .filter(one -> one.name().equals(policy.interfaceName()))
                    .flatMap(one -> one.address().stream())
                    .toList();
            Link link = byName.get(policy.interfaceName());
            List<Address> found =
                    planned.isEmpty() && link != null ? link.details().addresses() : planned;
            found.forEach(address -> addresses.add(address.address()));
        });
        return addresses;
    }
}
