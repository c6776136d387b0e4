// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.Optional;

/** What a packet is wrapped in (RFC 2407, 4.5; RFC 3947, 5.1; 61443 and 61444 in its drafts). */
public enum Encapsulation {
    TUNNEL(1, "tunnel"),
    TRANSPORT(2, "transport"),
    UDP_TUNNEL(3, "tunnel in UDP"),
    UDP_TRANSPORT(4, "transport in UDP"),
    UDP_TUNNEL_DRAFT(61_443, "tunnel in UDP by the drafts"),
    UDP_TRANSPORT_DRAFT(61_444, "transport in UDP by the drafts");

    private final int number;
    private final String words;

    Encapsulation(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    public boolean isTunnel() {
        return this == TUNNEL || this == UDP_TUNNEL || this == UDP_TUNNEL_DRAFT;
    }

    public boolean isInUdp() {
        return this != TUNNEL && this != TRANSPORT;
    }

    /** Whether packets keep their own addresses, and pass a NAT all the same. */
    public boolean isTransportInUdp() {
        return isInUdp() && !isTunnel();
    }

    public static Optional<Encapsulation> of(int number) {
        for (Encapsulation each : values()) {
            if (each.number == number) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }
}
