// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.HashMap;
import java.util.Map;
import org.sallyport.packet.Ipv4Address;

/** The peers that have SAs of any kind, and how many: what debug lines say of them. Owned by the loop. */
final class VpnPeers {
    private static final String ISAKMP = "ISAKMP";
    private static final String IPSEC = "IPSEC";

    private final Desk desk;
    private final Map<Ipv4Address, Integer> counts = new HashMap<>();

    VpnPeers(Desk desk) {
        this.desk = desk;
    }

    /** An ISAKMP SA is up. */
    void up(IsakmpSa sa) {
        if (!counts.containsKey(sa.path.remote())) {
            counts.put(sa.path.remote(), 0);
            tell(ISAKMP, "Added new peer: ip:" + sa.path.remote() + "/" + sa.path.remotePort());
        }
        add(ISAKMP, sa.path.remote(), 1);
    }

    /** An ISAKMP SA that was up is no more. */
    void gone(IsakmpSa sa) {
        remove(ISAKMP, sa.path.remote(), 1);
    }

    /** SAs of IPsec are in use. */
    void add(Pair pair, int associations) {
        add(IPSEC, pair.remote(), associations);
    }

    void remove(Pair pair, int associations) {
        remove(IPSEC, pair.remote(), associations);
    }

    private void add(String kind, Ipv4Address peer, int associations) {
        int count = counts.merge(peer, associations, Integer::sum);
        tell(kind, "Peer ip:" + peer + " Ref cnt incremented to:" + count);
    }

    private void remove(String kind, Ipv4Address peer, int associations) {
        int count = counts.merge(peer, -associations, Integer::sum);
        tell(kind, "Peer ip:" + peer + " Ref cnt decremented to:" + count);
        if (count <= 0) {
            counts.remove(peer);
            tell(kind, "Deleted peer: ip:" + peer);
        }
    }

    private void tell(String kind, String what) {
        desk.debug("VPN Peer: " + kind + ": " + what + " Total VPN Peers:" + counts.size());
    }

    /** Of all peers together: for whoever checks that none is forgotten. */
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
