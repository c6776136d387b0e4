// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import org.sallyport.packet.Ipv4Address;

/**
 * A network interface of the machine, at one moment.
 *
 * @param name the machine's name for it, for example {@code eth0}
 * @param hardwareAddress six octets as {@code 02:00:5e:10:00:01}, empty if it has none
 * @param addresses each with its prefix length
 * @param mtu bytes
 * @param administrativelyUp whether it is switched on
 * @param carrier whether the link is there
 */
public record HostInterface(
        String name,
        String hardwareAddress,
        List<Address> addresses,
        int mtu,
        boolean administrativelyUp,
        boolean carrier,
        Traffic traffic) {
    public HostInterface {
        addresses = List.copyOf(addresses);
    }

    /** An address and the length of its network's prefix in bits. */
    public record Address(Ipv4Address address, int prefixLength) {}

    /** What the interface counted. */
    public record Traffic(
            long packetsIn,
            long bytesIn,
            long errorsIn,
            long droppedIn,
            long packetsOut,
            long bytesOut,
            long errorsOut,
            long droppedOut) {}
}
