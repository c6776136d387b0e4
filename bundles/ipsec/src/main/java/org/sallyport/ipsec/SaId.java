// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.sallyport.packet.Ipv4Address;

/**
 * What identifies an SA (RFC 2401, 4.1).
 *
 * @param destination the outer destination: this gateway's address for an inbound SA, the peer's for an outbound one
 * @param protocol 50 for ESP, 51 for AH
 * @param spi the security parameters index, an unsigned number from 256 on
 */
public record SaId(Ipv4Address destination, int protocol, int spi) {
    @Override
    public String toString() {
        return "SA " + destination + "/" + protocol + "/0x" + Integer.toHexString(spi);
    }
}
