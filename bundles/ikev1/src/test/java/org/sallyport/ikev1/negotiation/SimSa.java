// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaParameters;

/** One half of an SA that a gateway of a simulation uses. */
final class SimSa {
    final SaParameters parameters;
    final String keys;
    long bytes;
    long sequence;
    long used;
    /** The peer's port: where packets go, or came from last. 0 without UDP. */
    int port;

    SimSa(SaParameters parameters, long now) {
        this.parameters = parameters;
        this.keys = Ledger.text(parameters.keys());
        this.used = now;
        this.port = parameters.ends().udp().map(SaEnds.UdpPorts::remote).orElse(0);
    }
}
