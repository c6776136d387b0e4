// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Entropy;
import org.sallyport.transform.CipherSpec;

/**
 * The packet format of ESP or AH, on top of an SA's protector. Stateless and thread-safe: whatever outlives a packet
 * belongs to the SA. No method throws for anything a packet contains.
 */
@ConsumerType
public interface PacketProtocol {
    /** The number in the IP header: 50 for ESP, 51 for AH. */
    int number();

    /** Where the SPI stands, in bytes from the beginning of the protocol's header. */
    int spiOffset();

    /**
     * Protects a packet in place, outer header included.
     *
     * @param packet a whole IPv4 packet with headroom and tailroom; after success the whole outer packet; after anything
     *     else undefined
     * @return {@link DropReason#NONE} for success
     */
    DropReason seal(Packet packet, OutboundSa sa, Entropy entropy);

    /**
     * Checks and unprotects a packet in place.
     *
     * @param packet a whole outer packet whose SPI is the SA's; after success the inner packet; after anything else
     *     undefined
     * @return {@link DropReason#NONE} for success
     */
    DropReason open(Packet packet, InboundSa sa);

    /** Bytes that {@link #seal} adds to a packet whose length is a multiple of the cipher's block size. */
    int overhead(CipherSpec cipher, int icvSize);

    /** The longest clear packet, in bytes, whose outer packet fits a link of that MTU. */
    int largestInner(int outerMtu, CipherSpec cipher, int icvSize);
}
