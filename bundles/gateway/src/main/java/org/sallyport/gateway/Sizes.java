// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.PacketProtocol;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegrityTransform;
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
        CipherTransform cipher = cipher(sa, transforms);
        for (PacketProtocol protocol : protocols) {
            if (cipher != null && protocol.number() == sa.id().protocol()) {
                return OptionalInt.of(protocol.overhead(cipher.spec(), icvSize(sa.algorithms(), cipher, transforms)));
            }
        }
        return OptionalInt.empty();
    }

    /** The longest clear packet that an SA can carry over a link. */
    static int largestInner(
            SaParameters sa, int linkMtu, TransformSnapshot transforms, List<PacketProtocol> protocols) {
        CipherTransform cipher = cipher(sa, transforms);
        for (PacketProtocol protocol : protocols) {
            if (cipher != null && protocol.number() == sa.id().protocol()) {
                return protocol.largestInner(linkMtu, cipher.spec(), icvSize(sa.algorithms(), cipher, transforms));
            }
        }
        return Math.min(TUNNEL_MTU, linkMtu);
    }

    private static @Nullable CipherTransform cipher(SaParameters sa, TransformSnapshot transforms) {
        return sa.algorithms().cipher().map(transforms::cipher).orElse(null);
    }

    private static int icvSize(SaAlgorithms algorithms, CipherTransform cipher, TransformSnapshot transforms) {
        IntegrityTransform integrity =
                algorithms.integrity().map(transforms::integrity).orElse(null);
        return integrity == null ? cipher.spec().icvSize() : integrity.spec().icvSize();
    }
}
