// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.ipsec.HostInterface.Address;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;

/** Which addresses can be those of a single host: neither of nobody nor of many (RFC 1122, 3.2.1.3). */
final class HostAddresses {
    private static final int THIS_NETWORK = 0;
    private static final int LOOPBACK = 127;
    private static final int FIRST_MULTICAST = 224;
    private static final int FIRST_RESERVED = 240;
    private static final int LONGEST_WITH_BROADCAST = 30; // RFC 3021: two hosts fill a /31

    private HostAddresses() {}

    /** Why no other host can have the address, as the interfaces are configured; empty if one can. */
    static Optional<String> complaintAboutOther(Configuration configuration, Ipv4Address address) {
        return complaint(address)
                .or(() -> interfaces(configuration)
                        .flatMap(line -> {
                            Address own = Interfaces.address(line);
                            return own.address().equals(address)
                                    ? Stream.of(address + " is our own address of interface " + line.word("if"))
                                    : complaint(address, own).stream();
                        })
                        .findFirst());
    }

    private static Stream<Line> interfaces(Configuration configuration) {
        return configuration.lines(Interfaces.ADDRESS).stream();
    }

    /** Why no host at all can have the address. */
    static Optional<String> complaint(Ipv4Address address) {
        int first = address.value() >>> 24;
        if (address.value() == -1) {
            return Optional.of(address + " is the broadcast address");
        }
        if (first >= FIRST_RESERVED) {
            return Optional.of(address + " is a reserved address");
        }
        if (first >= FIRST_MULTICAST) {
            return Optional.of(address + " is a multicast address");
        }
        if (first == LOOPBACK) {
            return Optional.of(address + " is a loopback address");
        }
        return first == THIS_NETWORK ? Optional.of(address + " is not the address of a host") : Optional.empty();
    }

    /** Why no host of a network that we have an address in can have this one. */
    static Optional<String> complaint(Ipv4Address address, Address own) {
        int mask = Ipv4Prefix.mask(own.prefixLength());
        int network = own.address().value() & mask;
        if (own.prefixLength() > LONGEST_WITH_BROADCAST) {
            return Optional.empty();
        }
        if (address.value() == network) {
            return Optional.of(address + " is the address of a network");
        }
        return address.value() == (network | ~mask)
                ? Optional.of(address + " is the broadcast address of a network")
                : Optional.empty();
    }
}
