// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/**
 * IPv4 routes and the rule for claimed packets. Those of ours carry our protocol number, so that a later process knows
 * them. For the thread of its netlink conversation.
 */
final class Routes {
    /** The table of ordinary routes. */
    static final int MAIN = 254;

    private static final int NEWROUTE = 24;
    private static final int DELROUTE = 25;
    private static final int GETROUTE = 26;
    private static final int NEWRULE = 32;
    private static final int DELRULE = 33;
    private static final int GETRULE = 34;

    // struct rtmsg: family, destination length, source length, TOS, table, protocol, scope, type, flags (32 bits)
    private static final int FIXED = 12;
    private static final int DESTINATION_LENGTH = 1;
    private static final int TYPE = 7;
    private static final int AF_INET = 2;
    private static final int UNICAST = 1;
    private static final int BLACKHOLE = 6;
    private static final int SCOPE_LINK = 253;
    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_TABLE = 15;

    // struct fib_rule_hdr has the same shape; its last octet is the action
    private static final int TO_TABLE = 1;
    private static final int FRA_PRIORITY = 6;
    private static final int FRA_FWMARK = 10;
    private static final int FRA_TABLE = 15;
    private static final int FRA_PROTOCOL = 21;

    private final Netlink netlink;

    Routes(Netlink netlink) {
        this.netlink = netlink;
    }

    /**
     * A route. Without an interface it is a blackhole.
     *
     * @param link the number of the interface, 0 for a blackhole
     * @param gateway 0.0.0.0 if the destination is on the link
     */
    record Route(int table, Ipv4Prefix destination, int link, Ipv4Address gateway, int metric) {
        static Route blackhole(int table, int metric) {
            return new Route(table, Ipv4Prefix.ALL, 0, Ipv4Address.ANY, metric);
        }

        static Route device(int table, int link) {
            return new Route(table, Ipv4Prefix.ALL, link, Ipv4Address.ANY, 0);
        }

        /** Whether the kernel could not hold both: it tells routes apart by destination and metric. */
        boolean rivals(Route other) {
            return table == other.table && metric == other.metric && destination.equals(other.destination);
        }
    }

    /** The routes that this gateway made in a table, perhaps in an earlier life. */
    List<Route> ours(int table) throws LinuxException {
        return read(table, Numbers.PROTOCOL, 0);
    }

    /** Whether the table has that very route, whoever made it. */
    boolean has(Route route) throws LinuxException {
        return read(route.table(), 0, route.link()).contains(route);
    }

    private List<Route> read(int table, int protocol, int link) throws LinuxException {
        var request = NetlinkRequest.dump(GETROUTE)
                .u8(AF_INET, 0, 0, 0, 0, protocol, 0, 0)
                .u32(0)
                .attribute(RTA_TABLE, table);
        if (link != 0) {
            request.attribute(RTA_OIF, link);
        }
        var routes = new ArrayList<Route>();
        try {
            for (NetlinkMessage message : netlink.ask(request)) {
                if (message.type() == NEWROUTE) {
                    routes.add(route(message.withAttributes(FIXED)));
                }
            }
        } catch (LinuxException e) {
            if (e.errno() != LinuxException.ENOENT) { // a table that nothing was put into
                throw e;
            }
        }
        return routes;
    }

    private static Route route(NetlinkMessage message) {
        return new Route(
                message.number(RTA_TABLE),
                new Ipv4Prefix(message.address(RTA_DST), message.u8(DESTINATION_LENGTH)),
                message.u8(TYPE) == BLACKHOLE ? 0 : message.number(RTA_OIF),
                message.address(RTA_GATEWAY),
                message.number(RTA_PRIORITY));
    }

    /** Adds a route. @throws LinuxException EEXIST if it has a rival */
    void add(Route route) throws LinuxException {
        netlink.ask(route(NEWROUTE, NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE, route));
    }

    /** Puts a route in the place of its rival, in one step. */
    void replace(Route route) throws LinuxException {
        netlink.ask(route(NEWROUTE, NetlinkRequest.CREATE | NetlinkRequest.REPLACE, route));
    }

    void remove(Route route) throws LinuxException {
        netlink.ask(route(DELROUTE, 0, route));
    }

    private static NetlinkRequest route(int type, int flags, Route route) {
        boolean blackhole = route.link() == 0;
        boolean onLink = !blackhole && route.gateway().equals(Ipv4Address.ANY);
        var request = NetlinkRequest.change(type, flags)
                .u8(AF_INET, route.destination().length(), 0, 0)
                .u8(0, Numbers.PROTOCOL, onLink ? SCOPE_LINK : 0, blackhole ? BLACKHOLE : UNICAST)
                .u32(0)
                .attribute(RTA_TABLE, route.table())
                .attribute(RTA_PRIORITY, route.metric());
        if (route.destination().length() > 0) {
            request.attribute(RTA_DST, route.destination().address());
        }
        if (!blackhole) {
            request.attribute(RTA_OIF, route.link());
        }
        if (!blackhole && !onLink) {
            request.attribute(RTA_GATEWAY, route.gateway());
        }
        return request;
    }

    /** Whether the rule for claimed packets is there. */
    boolean hasRule() throws LinuxException {
        for (NetlinkMessage message :
                netlink.ask(NetlinkRequest.dump(GETRULE).u8(AF_INET, 0, 0, 0).u32(0, 0))) {
            message.withAttributes(FIXED);
            if (message.type() == NEWRULE
                    && message.number(FRA_PRIORITY) == Numbers.RULE_PREFERENCE
                    && message.number(FRA_FWMARK) == Numbers.CLAIM_MARK
                    && message.number(FRA_TABLE) == Numbers.ROUTE_TABLE) {
                return true;
            }
        }
        return false;
    }

    void addRule() throws LinuxException {
        netlink.ask(rule(NEWRULE, NetlinkRequest.CREATE | NetlinkRequest.EXCLUSIVE));
    }

    void removeRule() throws LinuxException {
        netlink.ask(rule(DELRULE, 0));
    }

    private static NetlinkRequest rule(int type, int flags) {
        return NetlinkRequest.change(type, flags)
                .u8(AF_INET, 0, 0, 0, 0, 0, 0, TO_TABLE)
                .u32(0)
                .attribute(FRA_PRIORITY, Numbers.RULE_PREFERENCE)
                .attribute(FRA_FWMARK, Numbers.CLAIM_MARK)
                .attribute(FRA_TABLE, Numbers.ROUTE_TABLE)
                .attribute(FRA_PROTOCOL, (byte) Numbers.PROTOCOL);
    }
}
