// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.OptionalLong;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Entropy;

/** What the negotiations ask of the world, to be answered at once. */
public record Surroundings(Entropy entropy, Algorithms algorithms, Traffic traffic) {
    /** What the database of SAs knows. */
    public interface Traffic {
        /** Whether no SA has this number yet. */
        boolean isFree(SaId inbound);

        /** Bytes that a receiving half has opened; empty if there is none. */
        OptionalLong received(SaId inbound);

        /** Nanoseconds since the last packet that a receiving half has opened; empty if there was none. */
        OptionalLong idleNanos(SaId inbound);

        /** Nanoseconds since a packet of a flow was sent under the SA that it has now; empty if there was none. */
        OptionalLong sentNanos(Flow flow);
    }

    int spi(Ipv4Address local, int protocol) {
        int spi;
        do {
            byte[] bytes = entropy.bytes(Integer.BYTES);
            spi = (bytes[0] & 0xFF) << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
        } while (Integer.compareUnsigned(spi, FIRST_SPI) < 0 || !traffic.isFree(new SaId(local, protocol, spi)));
        return spi;
    }

    /** RFC 2406, 2.1: values to 255 are reserved. */
    private static final int FIRST_SPI = 256;
}
