// SPDX-License-Identifier: Apache-2.0
package org.sallyport.esp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Checksum;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.testkit.ClearPacket;

/** Packets whose sender a NAT renamed: their checksums are for an address that their header no longer has. */
class TransportChecksumTest {
    private static final int HEADER = 20;
    private static final ClearPacket BEFORE = ClearPacket.from("10.1.0.9").to("192.0.2.7");
    private static final int RENAMED = Ipv4Address.parse("203.0.113.77").value();

    /** A segment with a right checksum, of which a part of the IP header is other now. */
    private static byte[] renamed(int protocol, int field, byte[] segment) {
        byte[] packet = BEFORE.carrying(protocol, segment);
        BigEndian.putU16(packet, HEADER + field, 0);
        BigEndian.putU16(packet, HEADER + field, sum(packet, protocol, segment.length));
        assertThat(sum(packet, protocol, segment.length)).isZero();
        BigEndian.putI32(packet, 12, RENAMED);
        return packet;
    }

    private static int sum(byte[] packet, int protocol, int length) {
        long pseudo = Checksum.pseudoHeader(BigEndian.i32(packet, 12), BigEndian.i32(packet, 16), protocol, length);
        return Checksum.finish(pseudo + Checksum.sum(packet, HEADER, length));
    }

    private static byte[] udp(int data, int claimed) {
        byte[] segment = new byte[8 + data];
        for (int i = 0; i < segment.length; i++) {
            segment[i] = (byte) (i * 37 + 1);
        }
        BigEndian.putU16(segment, 4, claimed);
        return segment;
    }

    private static byte[] tcp(int data) {
        byte[] segment = new byte[20 + data];
        for (int i = 0; i < segment.length; i++) {
            segment[i] = (byte) (i * 53 + 7);
        }
        return segment;
    }

    private static byte[] renewed(byte[] packet) {
        TransportChecksum.renew(packet, 0, packet.length);
        return packet;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 1_001, 1_400})
    void tcpAndUdpFitTheirHeaderAgain(int data) {
        byte[] tcp = renamed(IpProtocol.TCP, 16, tcp(data));
        assertThat(sum(tcp, IpProtocol.TCP, 20 + data)).isNotZero();
        assertThat(sum(renewed(tcp), IpProtocol.TCP, 20 + data)).isZero();
        byte[] udp = renamed(IpProtocol.UDP, 6, udp(data, 8 + data));
        assertThat(sum(udp, IpProtocol.UDP, 8 + data)).isNotZero();
        assertThat(sum(renewed(udp), IpProtocol.UDP, 8 + data)).isZero();
    }

    @Test
    void udpWithoutAChecksumGetsNone() {
        byte[] packet = BEFORE.udp(1, 2, new byte[50]);
        byte[] before = packet.clone();
        assertThat(renewed(packet)).isEqualTo(before);
    }

    @Test
    void aSumOfZeroIsWrittenAsAllOnes() {
        for (int word = 0; word <= 0xFFFF; word++) {
            byte[] segment = udp(2, 10);
            BigEndian.putU16(segment, 6, 1);
            BigEndian.putU16(segment, 8, word);
            byte[] packet = renewed(BEFORE.carrying(IpProtocol.UDP, segment));
            assertThat(BigEndian.u16(packet, HEADER + 6)).as("data " + word).isNotZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {IpProtocol.ICMP, IpProtocol.AH, 132})
    void otherProtocolsCoverNoAddresses(int protocol) {
        byte[] packet = BEFORE.carrying(protocol, tcp(30));
        byte[] before = packet.clone();
        assertThat(renewed(packet)).isEqualTo(before);
    }

    @Test
    void whatIsTooShortOrLiesAboutItsLengthStaysAsItIs() {
        for (int length = 0; length < 20; length++) {
            byte[] tcp = BEFORE.carrying(IpProtocol.TCP, Arrays.copyOf(tcp(0), length));
            byte[] before = tcp.clone();
            assertThat(renewed(tcp)).isEqualTo(before);
        }
        for (int claimed : new int[] {0, 7, 29, 65_535}) {
            byte[] udp = BEFORE.carrying(IpProtocol.UDP, udp(20, claimed));
            byte[] before = udp.clone();
            assertThat(renewed(udp)).isEqualTo(before);
        }
    }
}
