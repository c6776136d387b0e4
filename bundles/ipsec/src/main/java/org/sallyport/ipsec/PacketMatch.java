// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import org.sallyport.packet.IpProtocol;

/**
 * Which packets an element of an interface's access list means.
 *
 * @param protocol of the IP header, or {@link #ANY}
 * @param sourcePorts of TCP and UDP, none of which overlap; empty for any
 * @param destinationPorts likewise
 * @param icmpType of ICMP, or {@link #ANY}
 */
public record PacketMatch(
        int protocol, TrafficSelector selector, List<Ports> sourcePorts, List<Ports> destinationPorts, int icmpType) {
    /** Whatever it is. */
    public static final int ANY = -1;

    public PacketMatch {
        sourcePorts = List.copyOf(sourcePorts);
        destinationPorts = List.copyOf(destinationPorts);
    }

    /** All ports from the first to the last. */
    public record Ports(int first, int last) {}

    /** All of IP between two networks. */
    public static PacketMatch ip(TrafficSelector selector) {
        return new PacketMatch(ANY, selector, List.of(), List.of(), ANY);
    }

    /**
     * Whether it means a packet with these fields.
     *
     * @param sourcePort looked at for TCP and UDP only, as the next one
     * @param type looked at for ICMP only
     */
    public boolean matches(
            int packetProtocol, int source, int destination, int sourcePort, int destinationPort, int type) {
        return (protocol == ANY || protocol == packetProtocol)
                && selector.matches(source, destination)
                && contains(sourcePorts, sourcePort)
                && contains(destinationPorts, destinationPort)
                && (protocol != IpProtocol.ICMP || icmpType == ANY || icmpType == type);
    }

    private static boolean contains(List<Ports> ranges, int port) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.first <= port && port <= range.last);
    }
}
