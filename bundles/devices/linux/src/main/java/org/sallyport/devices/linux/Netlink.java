// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A conversation with the kernel about links, addresses, routes and rules (rtnetlink(7)). For one thread. */
final class Netlink implements AutoCloseable {
    private static final int ERROR = 2;
    private static final int DONE = 3;
    private static final int FLAGS = 6;
    private static final int ROUTE = 0;
    private static final int NETFILTER = 12;
    private static final int TRY_AGAIN = -11;
    private static final int INTERRUPTED = 0x10; // NLM_F_DUMP_INTR: what is listed changed meanwhile
    private static final int TRIES = 10;

    // groups as bits: RTNLGRP_LINK is 1, RTNLGRP_IPV4_IFADDR 5, RTNLGRP_IPV4_ROUTE 7, RTNLGRP_IPV4_RULE 8;
    // NFNLGRP_NFTABLES 7
    private static final int LINKS = 1;
    private static final int IPV4_ADDRESSES = 1 << 4;
    private static final int IPV4_ROUTES = 1 << 6;
    private static final int IPV4_RULES = 1 << 7;
    private static final int NFTABLES = 1 << 6;

    private final int fd;
    private final byte[] response = new byte[Native.MAX_NETLINK_RESPONSE];

    private Netlink(int fd) {
        this.fd = fd;
    }

    static Netlink open() throws LinuxException {
        return new Netlink(LinuxException.check(Native.openNetlink(ROUTE, 0)));
    }

    /** A conversation with the kernel's log of packets instead (nfnetlink_log). */
    static Netlink openLog() throws LinuxException {
        return new Netlink(LinuxException.check(Native.openNetlink(NETFILTER, 0)));
    }

    /** Hears of changes of links, IPv4 addresses, routes and rules. {@link #listen} does not block. */
    static Netlink hearNetwork() throws LinuxException {
        return new Netlink(
                LinuxException.check(Native.openNetlink(ROUTE, LINKS | IPV4_ADDRESSES | IPV4_ROUTES | IPV4_RULES)));
    }

    /** Hears of changes of nftables. {@link #listen} does not block. */
    static Netlink hearNftables() throws LinuxException {
        return new Netlink(LinuxException.check(Native.openNetlink(NETFILTER, NFTABLES)));
    }

    /** For {@link Native#poll}. */
    int descriptor() {
        return fd;
    }

    /** Asks, and waits for the whole answer. @throws LinuxException what the kernel answers instead */
    List<NetlinkMessage> ask(NetlinkRequest request) throws LinuxException {
        byte[] bytes = request.toByteArray();
        for (int i = 0; i < TRIES; i++) {
            var messages = new ArrayList<NetlinkMessage>();
            if (isWhole(bytes, messages)) {
                return messages;
            }
        }
        throw new LinuxException(LinuxException.EINTR);
    }

    /** @return false if what is listed changed meanwhile, so that some of it may be missing or there twice */
    private boolean isWhole(byte[] request, List<NetlinkMessage> answer) throws LinuxException {
        LinuxException.check(Native.sendNetlink(fd, request, request.length));
        boolean whole = true;
        boolean more = true;
        while (more) {
            int length = LinuxException.check(Native.receiveNetlink(fd, response));
            var datagram = ByteBuffer.wrap(response, 0, length).order(ByteOrder.nativeOrder());
            whole &= length < NetlinkRequest.HEADER || (datagram.getShort(FLAGS) & INTERRUPTED) == 0;
            more = read(datagram, answer);
        }
        return whole;
    }

    /** What the kernel says unasked; none if it is silent for two seconds, or now. */
    List<NetlinkMessage> listen() throws LinuxException {
        int length = Native.receiveNetlink(fd, response);
        var messages = new ArrayList<NetlinkMessage>();
        if (length != TRY_AGAIN) {
            LinuxException.check(length);
            listen(ByteBuffer.wrap(response, 0, length).order(ByteOrder.nativeOrder()), messages);
        }
        return messages;
    }

    private static void listen(ByteBuffer datagram, List<NetlinkMessage> messages) {
        int at = 0;
        while (at + NetlinkRequest.HEADER <= datagram.limit()) {
            int length = datagram.getInt(at);
            if (length < NetlinkRequest.HEADER || at + length > datagram.limit()) {
                break;
            }
            messages.add(message(datagram, at, length));
            at += length + Integer.BYTES - 1 & -Integer.BYTES;
        }
    }

    private static NetlinkMessage message(ByteBuffer datagram, int at, int length) {
        return new NetlinkMessage(
                datagram.getShort(at + 4), datagram.slice(at + NetlinkRequest.HEADER, length - NetlinkRequest.HEADER));
    }

    /** @return whether the answer goes on */
    private static boolean read(ByteBuffer datagram, List<NetlinkMessage> messages) throws LinuxException {
        int at = 0;
        while (at + NetlinkRequest.HEADER <= datagram.limit()) {
            int length = datagram.getInt(at);
            int type = datagram.getShort(at + 4);
            if (length < NetlinkRequest.HEADER || at + length > datagram.limit()) {
                break;
            }
            if (type == ERROR || type == DONE) {
                boolean hasCode = length >= NetlinkRequest.HEADER + Integer.BYTES;
                LinuxException.check(hasCode ? datagram.getInt(at + NetlinkRequest.HEADER) : 0);
                return false;
            }
            messages.add(message(datagram, at, length));
            at += length + Integer.BYTES - 1 & -Integer.BYTES;
        }
        return true;
    }

    @Override
    public void close() {
        Native.close(fd);
    }
}
