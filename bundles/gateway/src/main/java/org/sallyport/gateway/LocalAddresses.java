// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.config.Configuration;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.packet.Ipv4Address;

/**
 * This gateway's addresses: the configured one of an interface, or else the first that the machine's has. One that the system gave
 * counts until it gives another. A renewed lease, a cable out of its socket and a provider that is exchanged take it away for a
 * moment, and tunnels need not end for that. One that the configuration gave goes with its line.
 *
 * <p>Thread-safe; one thread at a time {@linkplain #follow follows}.
 */
final class LocalAddresses {
    private final Providers providers;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    LocalAddresses(Providers providers) {
        this.providers = providers;
    }

    /** What an interface of the machine had last. */
    private record Known(Ipv4Address address, boolean configured) {
        boolean isConfigured(Ipv4Address other) {
            return configured && address.equals(other);
        }
    }

    /** The address at an interface, empty while it has none. */
    Optional<Ipv4Address> of(Configuration configuration, String name, String linuxName) {
        return look(configuration, name, linuxName).map(Known::address);
    }

    /** The same, to be remembered. */
    Optional<Ipv4Address> follow(Configuration configuration, String name, String linuxName) {
        Optional<Known> now = look(configuration, name, linuxName);
        now.ifPresentOrElse(found -> known.put(linuxName, found), () -> known.remove(linuxName));
        return now.map(Known::address);
    }

    private Optional<Known> look(Configuration configuration, String name, String linuxName) {
        Optional<Known> last = Optional.ofNullable(known.get(linuxName));
        return Interfaces.address(configuration, name)
                .map(own -> new Known(own.address(), true))
                .or(() -> given(linuxName)
                        .map(address -> new Known(
                                address,
                                last.filter(one -> one.isConfigured(address)).isPresent())))
                .or(() -> last.filter(one -> !one.configured()));
    }

    private Optional<Ipv4Address> given(String linuxName) {
        return providers
                .hostInterface(linuxName)
                .flatMap(found -> found.addresses().stream().findFirst())
                .map(HostInterface.Address::address);
    }
}
