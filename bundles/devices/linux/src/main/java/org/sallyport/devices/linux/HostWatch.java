// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.runtime.Agent;

/**
 * Hears from the kernel when anybody, ourselves included, changes what is ours there: the nftables table, the rule and the
 * routes of claimed packets, the TUN, addresses and routes; and when an interface comes, goes, or changes. Whether there is anything to put back, another decides; what fails is tried again.
 */
final class HostWatch implements Agent {
    private static final int NFTABLES = 10; // NFNL_SUBSYS_NFTABLES
    private static final int INET = 1; // NFPROTO_INET
    private static final int NFGENMSG = 4; // bytes: family, version, resource
    private static final int TABLE_NAME = 1; // of every kind of message but the last of a transaction
    private static final int NEW_ELEMENTS = NFTABLES << 8 | 12; // NFT_MSG_NEWSETELEM
    private static final int DELETE_ELEMENTS = NFTABLES << 8 | 14; // NFT_MSG_DELSETELEM

    private static final int NEW_LINK = 16;
    private static final int DELETE_LINK = 17;
    private static final int LINK_FIXED = 16;
    private static final int LINK_NAME = 3;
    private static final int NEW_ADDRESS = 20;
    private static final int DELETE_ADDRESS = 21;
    private static final int DELETE_ROUTE = 25;
    private static final int DELETE_RULE = 33;
    private static final int ROUTE_FIXED = 12; // of rules, too
    private static final int ROUTE_PROTOCOL = 5;
    private static final int ROUTE_TABLE = 15;
    private static final int RULE_PRIORITY = 6;

    private static final int LONG = 3_600_000;
    private static final int AGAIN_MILLIS = 1_000;
    private static final int PAUSE_MILLIS = 100; // if another program always answers, neither takes a whole processor

    private final String tunName;
    private final Function<Set<Part>, LinuxHostNetwork.Mending> mender;
    private final Netlink nftables;
    private final Netlink network;
    private final int event;
    private final Object eventLock = new Object();
    private final Set<Part> touched = EnumSet.noneOf(Part.class);
    private boolean eventOpen = true; // guarded by eventLock

    /** What may have been changed. */
    enum Part {
        /** The table, its chains, rules or sets. */
        RULES,
        /** Elements went from a set, which we never do. */
        ELEMENTS,
        /** The rule, the routes, or the TUN. */
        STEERING,
        /** Another interface, or an address of one. */
        LINKS,
        /** Addresses, or routes of the main table. */
        ROUTES
    }

    /** @param mender puts back what is missing, and is asked again if it fails */
    HostWatch(String tunName, Function<Set<Part>, LinuxHostNetwork.Mending> mender) throws LinuxException {
        this.tunName = tunName;
        this.mender = mender;
        event = LinuxException.check(Native.openEvent());
        try {
            nftables = Netlink.hearNftables();
        } catch (LinuxException e) {
            Native.close(event);
            throw e;
        }
        try {
            network = Netlink.hearNetwork();
        } catch (LinuxException e) {
            Native.close(event);
            nftables.close();
            throw e;
        }
    }

    @Override
    public String roleName() {
        return "sallyport-host-watch";
    }

    @Override
    public int doWork() {
        hear(nftables, Part.RULES);
        hear(network, Part.STEERING);
        if (!touched.isEmpty()) {
            LinuxHostNetwork.Mending mending = mender.apply(Set.copyOf(touched));
            if (mending != LinuxHostNetwork.Mending.FAILED) {
                touched.clear();
            }
            if (mending != LinuxHostNetwork.Mending.INTACT) {
                Native.poll(new int[] {event}, PAUSE_MILLIS);
            }
        }
        return 0;
    }

    @Override
    public void rest() {
        Native.poll(
                new int[] {event, nftables.descriptor(), network.descriptor()},
                touched.isEmpty() ? LONG : AGAIN_MILLIS);
    }

    private void hear(Netlink source, Part part) {
        try {
            List<NetlinkMessage> messages = source.listen();
            while (!messages.isEmpty()) {
                messages.forEach(this::judge);
                messages = source.listen();
            }
        } catch (LinuxException e) {
            touched.add(part); // some were lost: there were too many
            touched.add(Part.LINKS);
            touched.add(Part.ROUTES);
        }
    }

    private void judge(NetlinkMessage message) {
        if (message.type() >> 8 == NFTABLES) {
            if (message.u8(0) == INET
                    && message.withAttributes(NFGENMSG).text(TABLE_NAME).equals(Numbers.NFT_TABLE)) {
                if (message.type() != NEW_ELEMENTS) { // the shape that is compared has none
                    touched.add(message.type() == DELETE_ELEMENTS ? Part.ELEMENTS : Part.RULES);
                }
            }
            return;
        }
        boolean address = message.type() == NEW_ADDRESS || message.type() == DELETE_ADDRESS;
        if (address) {
            touched.add(Part.LINKS);
        }
        if (address || message.type() == DELETE_ROUTE && isOursInMain(message)) {
            touched.add(Part.ROUTES);
            return;
        }
        boolean link = message.type() == NEW_LINK || message.type() == DELETE_LINK;
        if (link && !message.withAttributes(LINK_FIXED).text(LINK_NAME).equals(tunName)) {
            touched.add(Part.LINKS);
            return;
        }
        boolean ours = switch (message.type()) {
            case NEW_LINK, DELETE_LINK -> true;
            case DELETE_ROUTE -> message.withAttributes(ROUTE_FIXED).number(ROUTE_TABLE) == Numbers.ROUTE_TABLE;
            case DELETE_RULE -> message.withAttributes(ROUTE_FIXED).number(RULE_PRIORITY) == Numbers.RULE_PREFERENCE;
            default -> false;
        };
        if (ours) {
            touched.add(Part.STEERING);
        }
    }

    private static boolean isOursInMain(NetlinkMessage message) {
        return message.u8(ROUTE_PROTOCOL) == Numbers.PROTOCOL
                && message.withAttributes(ROUTE_FIXED).number(ROUTE_TABLE) == Routes.MAIN;
    }

    @Override
    public void wakeUp() {
        synchronized (eventLock) { // against closing
            if (eventOpen) {
                Native.signal(event);
            }
        }
    }

    @Override
    public void onClose() {
        synchronized (eventLock) { // against a late signal
            eventOpen = false;
            Native.close(event);
        }
        nftables.close();
        network.close();
    }
}
