// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Address;

/**
 * A message of IKE, by UDP, without the marker that tells it from ESP on port 4500 (RFC 3948, 2.2).
 *
 * @param payload nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy a message would be for nothing
public record Datagram(Ipv4Address local, int localPort, Ipv4Address remote, int remotePort, byte[] payload) {
    /** Bytes of the longest payload. */
    public static final int LONGEST = 65_000;

    @Override
    public String toString() {
        return remote + ":" + remotePort + " <-> " + local + ":" + localPort + ", " + payload.length + " bytes";
    }
}
