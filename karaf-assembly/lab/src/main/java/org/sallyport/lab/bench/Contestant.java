// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import java.util.OptionalLong;
import org.sallyport.lab.Network;

/** Two gateways, or none, between two hosts; up until it is closed. */
interface Contestant extends AutoCloseable {
    Kind kind();

    Network network();

    /** Packets that gateway A says it has protected and unprotected; empty if there is nothing to protect. */
    OptionalLong protectedPackets();

    /** How both gateways are configured, and what they say of it, with keys masked. */
    List<Exhibit> exhibits();

    @Override
    void close();

    /** A text to show as it is. */
    record Exhibit(String title, String text) {}
}
