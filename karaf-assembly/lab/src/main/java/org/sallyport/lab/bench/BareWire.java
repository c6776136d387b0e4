// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import java.util.OptionalLong;
import org.sallyport.lab.Network;

/** Two gateways that forward and protect nothing: the limit of the machine. */
final class BareWire implements Contestant {
    private final Network network;

    private BareWire(Network network) {
        this.network = network;
    }

    static BareWire open(String prefix) {
        var network = new Network(prefix);
        Forwarding.enable(network.gatewayA);
        Forwarding.enable(network.gatewayB);
        return new BareWire(network);
    }

    @Override
    public Kind kind() {
        return Kind.WIRE;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public OptionalLong protectedPackets() {
        return OptionalLong.empty();
    }

    @Override
    public List<Exhibit> exhibits() {
        return List.of();
    }

    @Override
    public void close() {
        network.close();
    }
}
