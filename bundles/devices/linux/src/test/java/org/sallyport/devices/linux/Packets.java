// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;

/** Packets to send through the kernel. */
final class Packets {
    private static final int IDENTIFICATION = 4;
    private static final int TTL = 64;
    private static final int UDP_HEADER = 8;
    private static final int ICMP_HEADER = 8;
    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REPLY = 0;

    private Packets() {}

    static int address(String text) {
        return Ipv4Address.parse(text).value();
    }

    static byte[] ip(int protocol, int identification, int source, int destination, byte[] payload) {
        int length = Ipv4Header.MIN_LENGTH + payload.length;
        var packet = new byte[length];
        Ipv4Header.write(packet, 0, length, 0, identification, false, TTL, protocol, source, destination);
        System.arraycopy(payload, 0, packet, Ipv4Header.MIN_LENGTH, payload.length);
        return packet;
    }

    static byte[] udp(int identification, int source, int destination, int sourcePort, int destinationPort) {
        var payload = new byte[UDP_HEADER];
        BigEndian.putU16(payload, 0, sourcePort);
        BigEndian.putU16(payload, 2, destinationPort);
        BigEndian.putU16(payload, 4, UDP_HEADER); // a checksum of zero is none (RFC 768)
        return ip(IpProtocol.UDP, identification, source, destination, payload);
    }

    static byte[] echoRequest(int identification, int source, int destination) {
        var payload = new byte[ICMP_HEADER];
        payload[0] = ECHO_REQUEST;
        BigEndian.putU16(payload, 2, Checksum.of(payload, 0, ICMP_HEADER));
        return ip(IpProtocol.ICMP, identification, source, destination, payload);
    }

    /** Something that looks like ESP: an SPI, a sequence number, and nothing that opens. */
    static byte[] esp(int identification, int source, int destination, int payloadBytes) {
        var payload = new byte[payloadBytes];
        BigEndian.putI32(payload, 0, 0x1234);
        BigEndian.putI32(payload, 4, identification);
        return ip(IpProtocol.ESP, identification, source, destination, payload);
    }

    /** The last fragment of something: no header of a transport protocol in it. */
    static byte[] lastFragment(int identification, int source, int destination) {
        byte[] packet = ip(IpProtocol.UDP, identification, source, destination, new byte[24]);
        BigEndian.putU16(packet, 6, 100);
        BigEndian.putU16(packet, 10, 0);
        BigEndian.putU16(packet, 10, Checksum.of(packet, 0, Ipv4Header.MIN_LENGTH));
        return packet;
    }

    /** Whether a packet that came out of the kernel is the one that went in, or the answer to an echo request. */
    static boolean sameOrAnswer(byte[] sent, byte[] found) {
        if (found.length < Ipv4Header.MIN_LENGTH) {
            return false;
        }
        boolean answer = Ipv4Header.protocol(sent, 0) == IpProtocol.ICMP
                && Ipv4Header.protocol(found, 0) == IpProtocol.ICMP
                && found[Ipv4Header.MIN_LENGTH] == ECHO_REPLY;
        return answer || BigEndian.u16(found, IDENTIFICATION) == BigEndian.u16(sent, IDENTIFICATION);
    }
}
