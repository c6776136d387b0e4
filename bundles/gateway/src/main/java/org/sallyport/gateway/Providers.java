// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.HostInterface;
import org.sallyport.ipsec.HostNetwork;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.PacketProtocol;

/** The providers that may come and go while the gateway stays. Thread-safe. */
final class Providers {
    private final List<PacketProtocol> protocols = new CopyOnWriteArrayList<>();
    private volatile @Nullable HostNetwork hostNetwork;
    private volatile @Nullable Engine engine;
    private volatile Messages messages = Messages.NONE;

    Optional<HostNetwork> hostNetwork() {
        return Optional.ofNullable(hostNetwork);
    }

    void hostNetwork(@Nullable HostNetwork present) {
        hostNetwork = present;
    }

    Optional<Engine> engine() {
        return Optional.ofNullable(engine);
    }

    void engine(@Nullable Engine present) {
        engine = present;
    }

    Messages messages() {
        return messages;
    }

    void messages(Messages present) {
        messages = present;
    }

    List<PacketProtocol> protocols() {
        return List.copyOf(protocols);
    }

    void add(PacketProtocol protocol) {
        protocols.add(protocol);
    }

    void remove(PacketProtocol protocol) {
        protocols.remove(protocol);
    }

    /** The machine's interfaces; none while nobody knows them. */
    List<HostInterface> interfaces() {
        return hostNetwork().map(HostNetwork::interfaces).orElse(List.of());
    }

    /** One of them by the machine's name. */
    Optional<HostInterface> hostInterface(String linuxName) {
        return interfaces().stream()
                .filter(candidate -> candidate.name().equals(linuxName))
                .findFirst();
    }
}
