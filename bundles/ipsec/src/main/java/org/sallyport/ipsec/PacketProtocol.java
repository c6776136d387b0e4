// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ConsumerType;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.Entropy;

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
     * Protects a packet in place, outer headers included.
     *
     * @param packet a whole IPv4 packet with headroom and tailroom; after success the whole outer packet, or the payload of
     *     a UDP datagram if the SA's packets travel so; after anything else undefined
     * @return {@link DropReason#NONE} for success
     */
    DropReason seal(Packet packet, OutboundSa sa, Entropy entropy);

    /**
     * Checks and unprotects a packet in place.
     *
     * @param packet a whole outer packet, or the payload of a UDP datagram; after success a whole IPv4 packet: the inner
     *     one, or under transport mode the outer one without this protocol's header; after anything else undefined
     * @param header index of this protocol's header; its SPI is the SA's, and lies within the packet
     * @return {@link DropReason#NONE} for success
     */
    DropReason open(Packet packet, int header, InboundSa sa);

    /** Bytes that {@link #seal} adds to a packet whose length is a multiple of the cipher's block size. */
    int overhead(SaSizes sizes);

    /** The longest clear packet, in bytes, whose outer packet has at most that many bytes. */
    int largestInner(int outerMtu, SaSizes sizes);
}
