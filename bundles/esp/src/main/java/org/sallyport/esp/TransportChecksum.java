// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Header;

/**
 * The checksum of TCP and UDP, which covers the addresses of the IP header: behind a NAT they are others than the sender's.
 *
 * <p>RFC 3948, 3.1.2: "recompute the checksum in the TCP/UDP header". The packet is authentic, so nothing is hidden by that.
 */
final class TransportChecksum {
    private static final int TCP_LENGTH = 20;
    private static final int TCP_CHECKSUM = 16;
    private static final int UDP_LENGTH = 8;
    private static final int UDP_CHECKSUM = 6;
    private static final int UDP_SIZE = 4;
    private static final int NEGATIVE_ZERO = 0xFFFF;

    private TransportChecksum() {}

    /** Makes it fit the IP header in front. Packets of other protocols, and UDP without a checksum, stay as they are. */
    static void renew(byte[] buffer, int ip, int packetLength) {
        int protocol = Ipv4Header.protocol(buffer, ip);
        int header = ip + Ipv4Header.headerLength(buffer, ip);
        int length = ip + packetLength - header;
        if (protocol == IpProtocol.TCP && length >= TCP_LENGTH) {
            BigEndian.putU16(buffer, header + TCP_CHECKSUM, sum(buffer, ip, header, length, TCP_CHECKSUM));
        } else if (protocol == IpProtocol.UDP
                && length >= UDP_LENGTH
                && BigEndian.u16(buffer, header + UDP_CHECKSUM) != 0) {
            int size = BigEndian.u16(buffer, header + UDP_SIZE);
            if (size >= UDP_LENGTH && size <= length) {
                int sum = sum(buffer, ip, header, size, UDP_CHECKSUM);
                // RFC 768: "If the computed checksum is zero, it is transmitted as all ones"
                BigEndian.putU16(buffer, header + UDP_CHECKSUM, sum == 0 ? NEGATIVE_ZERO : sum);
            }
        }
    }

    private static int sum(byte[] buffer, int ip, int header, int length, int field) {
        BigEndian.putU16(buffer, header + field, 0);
        long pseudo = Checksum.pseudoHeader(
                Ipv4Header.source(buffer, ip),
                Ipv4Header.destination(buffer, ip),
                Ipv4Header.protocol(buffer, ip),
                length);
        return Checksum.finish(pseudo + Checksum.sum(buffer, header, length));
    }
}
