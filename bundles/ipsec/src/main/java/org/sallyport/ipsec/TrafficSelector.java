// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Prefix;

/** Which packets: by source and destination network (RFC 4301, 4.4.1.1). A PIX protects all protocols of a pair alike. */
public record TrafficSelector(Ipv4Prefix source, Ipv4Prefix destination) {
    public boolean matches(int sourceAddress, int destinationAddress) {
        return source.contains(sourceAddress) && destination.contains(destinationAddress);
    }

    /** Whether there is a packet that both match. */
    public boolean overlaps(TrafficSelector other) {
        return source.overlaps(other.source) && destination.overlaps(other.destination);
    }

    /** The same flow, seen from its other end. */
    public TrafficSelector reversed() {
        return new TrafficSelector(destination, source);
    }

    @Override
    public String toString() {
        return source + " -> " + destination;
    }
}
