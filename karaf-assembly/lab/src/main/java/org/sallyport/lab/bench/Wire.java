// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import org.sallyport.lab.Command;
import org.sallyport.lab.Namespace;
import org.sallyport.lab.Network;

/** What the wire between the gateways takes. */
enum Wire {
    /** Segments of up to 64 kB pass in one piece, as they do between two machines of one host. */
    OFFLOADING("with segmentation offload on the wire between the gateways (as veth does by default)"),
    /** Packets pass one by one, as they do on a cable. */
    PLAIN("without GSO and GRO on the wire between the gateways (as on a cable)");

    private static final List<String> SENDING = List.of("tso", "gso", "tx-udp-segmentation");
    private static final List<String> RECEIVING = List.of("gro", "rx-udp-gro-forwarding", "rx-gro-list");

    final String title;

    Wire(String title) {
        this.title = title;
    }

    /** Makes the wire of a network so: both ends of both its cables. */
    void apply(Network network) {
        set(network.gatewayA, "wan0");
        set(network.gatewayB, "wan0");
        set(network.wire, "a");
        set(network.wire, "b");
    }

    private void set(Namespace namespace, String device) {
        SENDING.forEach(feature -> feature(namespace, device, feature, this == OFFLOADING));
        RECEIVING.forEach(feature -> feature(namespace, device, feature, false));
    }

    private void feature(Namespace namespace, String device, String feature, boolean on) {
        Command.Output output = namespace
                .command("ethtool", "-K", device, feature, on ? "on" : "off")
                .run();
        if (output.exit() != 0) {
            throw new IllegalStateException("ethtool -K " + device + " " + feature + ": "
                    + output.text().strip());
        }
    }
}
