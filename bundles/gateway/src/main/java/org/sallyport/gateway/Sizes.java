// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaSizes;
import org.sallyport.transform.TransformSnapshot;

/** How much longer protection makes a packet. All in bytes. */
final class Sizes {
    /** What a link carries when nobody says otherwise. */
    static final int LINK_MTU = 1500;

    /** What a clear packet may have while no SA says how much it adds. */
    static final int TUNNEL_MTU = 1400;

    private Sizes() {}

    /** What an SA adds to a packet; empty while its transforms or its protocol are not installed. */
    static OptionalInt overhead(SaParameters sa, TransformSnapshot transforms, List<PacketProtocol> protocols) {
        Optional<SaSizes> sizes = SaSizes.of(sa, transforms);
        for (PacketProtocol protocol : protocols) {
            if (sizes.isPresent() && protocol.number() == sa.id().protocol()) {
                return OptionalInt.of(protocol.overhead(sizes.get()));
            }
        }
        return OptionalInt.empty();
    }

    /** The longest clear packet that an SA can carry over a link. */
    static int largestInner(
            SaParameters sa, int linkMtu, TransformSnapshot transforms, List<PacketProtocol> protocols) {
        Optional<SaSizes> sizes = SaSizes.of(sa, transforms);
        for (PacketProtocol protocol : protocols) {
            if (sizes.isPresent() && protocol.number() == sa.id().protocol()) {
                return protocol.largestInner(linkMtu, sizes.get());
            }
        }
        return Math.min(TUNNEL_MTU, linkMtu);
    }
}
