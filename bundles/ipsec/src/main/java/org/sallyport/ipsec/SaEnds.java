// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;
import org.sallyport.packet.Ipv4Address;

/**
 * Between whom an SA's packets travel, and in what.
 *
 * @param local this gateway's address
 * @param remote the peer's address
 * @param udp the ports of the datagrams that carry them (RFC 3948); empty for bare IP
 */
public record SaEnds(Ipv4Address local, Ipv4Address remote, Mode mode, Optional<UdpPorts> udp) {
    /** Tunnel mode in bare IP packets. */
    public static SaEnds tunnel(Ipv4Address local, Ipv4Address remote) {
        return new SaEnds(local, remote, Mode.TUNNEL, Optional.empty());
    }

    /**
     * The ports of both ends.
     *
     * @param moving whether the peer stands behind a NAT, which may choose another address or port for it at any time (RFC 3947, 7)
     */
    public record UdpPorts(int local, int remote, boolean moving) {
        /** Those of a peer that stays where it is. */
        public UdpPorts(int local, int remote) {
            this(local, remote, false);
        }

        /** Where IKE and ESP meet behind a NAT (RFC 3948, 2). */
        public static final int NAT_TRAVERSAL = 4500;
    }
}
