// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.ipsec.HostInterface.Traffic;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** The machine's interfaces and their IPv4 addresses, read and changed. For the thread of its netlink conversation. */
final class Links {
    private static final int NEWLINK = 16;
    private static final int GETLINK = 18;
    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;

    // struct ifinfomsg: family, pad, type (16 bits), index, flags, changed flags
    private static final int LINK_FIXED = 16;
    private static final int LINK_INDEX = 4;
    private static final int LINK_FLAGS = 8;
    private static final int FLAG_UP = 0x1;
    private static final int FLAG_LOWER_UP = 0x10000;
    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFLA_TXQLEN = 13;
    private static final int IFLA_STATS64 = 23;

    // struct ifaddrmsg: family, prefix length, flags, scope, index
    private static final int ADDRESS_FIXED = 8;
    private static final int ADDRESS_INDEX = 4;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_PROTO = 11;
    private static final int AF_INET = 2;
    private static final int HARDWARE_ADDRESS_BYTES = 6;
    private static final int LONGEST_WITH_BROADCAST = 30;

    private final Netlink netlink;

    Links(Netlink netlink) {
        this.netlink = netlink;
    }

    /** An interface and the number that the kernel knows it by. */
    record Link(int index, HostInterface details) {
        String name() {
            return details.name();
        }
    }

    /**
     * An address on an interface.
     *
     * @param ours whether this gateway made it, perhaps in an earlier life
     */
    record Assigned(int index, Address address, boolean ours) {}

    /** All interfaces, in the kernel's order. */
    List<Link> read() throws LinuxException {
        Map<Integer, List<Assigned>> addresses = addresses().stream().collect(Collectors.groupingBy(Assigned::index));
        var links = new ArrayList<Link>();
        for (NetlinkMessage message : netlink.ask(NetlinkRequest.dump(GETLINK).u32(0, 0, 0, 0))) {
            if (message.type() == NEWLINK) {
                message.withAttributes(LINK_FIXED);
                int index = message.i32(LINK_INDEX);
                links.add(new Link(index, details(message, addresses.getOrDefault(index, List.of()))));
            }
        }
        return links;
    }

    private static HostInterface details(NetlinkMessage message, List<Assigned> addresses) {
        int flags = message.i32(LINK_FLAGS);
        return new HostInterface(
                message.text(IFLA_IFNAME),
                hardwareAddress(message.bytes(IFLA_ADDRESS)),
                addresses.stream().map(Assigned::address).toList(),
                message.number(IFLA_MTU),
                (flags & FLAG_UP) != 0,
                (flags & FLAG_LOWER_UP) != 0,
                traffic(message.bytes(IFLA_STATS64)));
    }

    private static String hardwareAddress(ByteBuffer value) {
        var octets = new byte[value.limit()];
        value.get(0, octets);
        String text = HexFormat.ofDelimiter(":").formatHex(octets);
        return octets.length != HARDWARE_ADDRESS_BYTES || text.equals("00:00:00:00:00:00") ? "" : text;
    }

    /** struct rtnl_link_stats64: for packets, bytes, errors, dropped, first received and then sent. */
    private static Traffic traffic(ByteBuffer value) {
        if (value.limit() < 8 * Long.BYTES) {
            return new Traffic(0, 0, 0, 0, 0, 0, 0, 0);
        }
        var counts = new long[8];
        value.asLongBuffer().get(counts);
        return new Traffic(counts[0], counts[2], counts[4], counts[6], counts[1], counts[3], counts[5], counts[7]);
    }

    /** All IPv4 addresses of all interfaces. */
    List<Assigned> addresses() throws LinuxException {
        var addresses = new ArrayList<Assigned>();
        for (NetlinkMessage message :
                netlink.ask(NetlinkRequest.dump(GETADDR).u8(AF_INET, 0, 0, 0).u32(0))) {
            if (message.type() == NEWADDR) {
                message.withAttributes(ADDRESS_FIXED);
                var address =
                        new Address(message.address(message.has(IFA_LOCAL) ? IFA_LOCAL : IFA_ADDRESS), message.u8(1));
                boolean ours = message.number(IFA_PROTO) == Numbers.PROTOCOL;
                addresses.add(new Assigned(message.i32(ADDRESS_INDEX), address, ours));
            }
        }
        return addresses;
    }

    void add(int index, Address address) throws LinuxException {
        var request = address(NetlinkRequest.change(NEWADDR, NetlinkRequest.CREATE), index, address)
                .attribute(IFA_PROTO, (byte) Numbers.PROTOCOL);
        if (address.prefixLength() <= LONGEST_WITH_BROADCAST) {
            int broadcast = address.address().value() | ~Ipv4Prefix.mask(address.prefixLength());
            request.attribute(IFA_BROADCAST, new Ipv4Address(broadcast));
        }
        netlink.ask(request);
    }

    void remove(int index, Address address) throws LinuxException {
        netlink.ask(address(NetlinkRequest.change(DELADDR, 0), index, address));
    }

    private static NetlinkRequest address(NetlinkRequest request, int index, Address address) {
        return request.u8(AF_INET, address.prefixLength(), 0, 0)
                .u32(index)
                .attribute(IFA_LOCAL, address.address())
                .attribute(IFA_ADDRESS, address.address());
    }

    void mtu(int index, int bytes) throws LinuxException {
        netlink.ask(NetlinkRequest.change(NEWLINK, 0).u32(0, index, 0, 0).attribute(IFLA_MTU, bytes));
    }

    /** How many packets may wait to be sent; of a TUN: to be read. */
    void queue(int index, int packets) throws LinuxException {
        netlink.ask(NetlinkRequest.change(NEWLINK, 0).u32(0, index, 0, 0).attribute(IFLA_TXQLEN, packets));
    }

    void up(int index, boolean up) throws LinuxException {
        netlink.ask(NetlinkRequest.change(NEWLINK, 0).u32(0, index, up ? FLAG_UP : 0, FLAG_UP));
    }
}
