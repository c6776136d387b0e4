// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Optional;
import org.sallyport.ikev1.explain.Failure;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ipsec.Datagram;

/**
 * What peers begin that is not spoken here. They get no answer, and their administrators see silence: so much the more has to be told on
 * this side. Of each peer the last time is kept, since nobody has proved anything, and whoever repeats himself must not hide other
 * failures. Owned by the loop.
 */
final class Unspoken {
    private final Desk desk;
    private final Peers peers;

    Unspoken(Desk desk, Peers peers) {
        this.desk = desk;
        this.peers = peers;
    }

    void aggressive(Datagram datagram) {
        tell(
                datagram,
                Exchange.AGGRESSIVE.toString(),
                "aggressive mode is off here",
                Optional.of("isakmp aggressive-mode respond is missing"));
    }

    void version2(Datagram datagram) {
        tell(
                datagram,
                "IKE version 2",
                "the peer speaks IKE version 2, this gateway version 1",
                Optional.empty()); // no line of this gateway could change it
    }

    private void tell(Datagram datagram, String exchange, String reason, Optional<String> line) {
        Failure failure = Failure.of(desk.now(), datagram.remote(), false, exchange, reason);
        boolean known = peers.line(datagram.local(), datagram.remote()).isPresent();
        desk.failAgain(line.map(failure::with).orElse(failure), known);
    }
}
