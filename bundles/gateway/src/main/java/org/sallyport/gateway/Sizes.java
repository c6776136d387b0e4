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

    private Sizes() {}

    /** What the SAs of a flow add to a packet; empty while a transform or protocol of them is not installed. */
    static OptionalInt overhead(List<SaParameters> sas, TransformSnapshot transforms, List<PacketProtocol> protocols) {
        int sum = 0;
        for (SaParameters sa : sas) {
            Optional<PacketProtocol> protocol = protocol(sa, protocols);
            Optional<SaSizes> sizes = SaSizes.of(sa, transforms);
            if (protocol.isEmpty() || sizes.isEmpty()) {
                return OptionalInt.empty();
            }
            sum += protocol.get().overhead(sizes.get());
        }
        return OptionalInt.of(sum);
    }

    private static Optional<PacketProtocol> protocol(SaParameters sa, List<PacketProtocol> protocols) {
        return protocols.stream()
                .filter(protocol -> protocol.number() == sa.id().protocol())
                .findFirst();
    }
}
