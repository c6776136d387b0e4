// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.esp.Esp;
import org.sallyport.ipsec.Datagram;
import org.sallyport.ipsec.DatagramPort.Mailbox;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaEnds.UdpPorts;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Packet;
import org.sallyport.testkit.ClearPacket;

/** ESP in UDP (RFC 3948), and IKE on the same port. */
final class UdpEncapsulationTest {
    private static final int ISAKMP_HEADER = 28;

    private TestGateway left;
    private TestGateway right;

    @BeforeEach
    void pair() {
        pair(Suite.AES_SHA1, Mode.TUNNEL);
    }

    private void pair(Suite suite, Mode mode) {
        Tunnel tunnel = Pair.tunnels(false, suite)[0];
        left = new TestGateway(tunnel);
        right = new TestGateway(tunnel.otherEnd());
        for (TestGateway gateway : List.of(left, right)) {
            gateway.sad.change(present -> new SadSnapshot(
                    List.of(new InboundSa(inUdp(present.inbound().get(0).parameters(), mode), 0)),
                    List.of(new OutboundSa(inUdp(present.outbound().get(0).parameters(), mode), 0))));
        }
    }

    private static SaParameters inUdp(SaParameters bare, Mode mode) {
        return with(bare, mode, new UdpPorts(4500, 4500, true));
    }

    private static SaParameters still(SaParameters sa) {
        return with(sa, sa.mode(), new UdpPorts(4500, 4500));
    }

    private static SaParameters with(SaParameters bare, Mode mode, UdpPorts ports) {
        return new SaParameters(
                bare.id(),
                new SaEnds(bare.local(), bare.remote(), mode, Optional.of(ports)),
                bare.selector(),
                bare.algorithms(),
                bare.keys(),
                bare.options(),
                bare.nesting(),
                bare.flow(),
                bare.manual(),
                bare.connection());
    }

    @ParameterizedTest
    @EnumSource
    void packetsCrossInDatagramsOfPort4500(Suite suite) {
        for (Mode mode : Mode.values()) {
            pair(suite, mode);
            for (int length = 0; length < 200; length++) {
                byte[] packet = mode == Mode.TUNNEL
                        ? ClearPacket.from("10.1.0.9").to("10.2.0.7").carrying(253, new byte[length])
                        : ClearPacket.from("10.1.0.9").to("10.2.0.7").carrying(17, new byte[length]);
                left.fromHost(packet);
                byte[] outer = left.toWire.get(0);
                assertThat(Ipv4Header.isValid(outer, 0, outer.length)).isTrue();
                assertThat(Ipv4Header.protocol(outer, 0)).isEqualTo(17);
                assertThat(BigEndian.u16(outer, 20)).isEqualTo(4500);
                assertThat(BigEndian.u16(outer, 22)).isEqualTo(4500);
                assertThat(BigEndian.u16(outer, 24)).isEqualTo(outer.length - 20);
                assertThat(BigEndian.i32(outer, 28)).as("the SPI").isNotZero();
                right.fromWire(left.takeToWire().get(0));
                if (mode == Mode.TUNNEL) {
                    assertThat(right.takeToHost()).containsExactly(packet);
                }
            }
        }
    }

    @Test
    void inTransportModeTcpFitsTheAddressesThatItArrivesWith() {
        var pair = Ends.of(Suite.AES_SHA1).mode(Mode.TRANSPORT).inUdp().pair();
        byte[] packet = ClearPacket.from("10.1.0.9").to("10.2.0.7").tcp(0x10, new byte[0], new byte[999]);
        byte[] sound = packet.clone();
        BigEndian.putU16(packet, 36, BigEndian.u16(packet, 36) ^ 0x55AA); // as of a sender whom a NAT renamed

        pair.left.fromHost(packet);
        pair.right.fromWire(pair.left.takeToWire().get(0));

        byte[] arrived = pair.right.takeToHost().get(0);
        assertThat(Arrays.copyOfRange(arrived, 20, arrived.length))
                .isEqualTo(Arrays.copyOfRange(sound, 20, sound.length));
    }

    /** A kernel that joins datagrams leaves no room in front of all but the first of a piece. */
    @ParameterizedTest
    @EnumSource
    void inTransportModeNoRoomInFrontIsNeeded(Suite suite) {
        var pair = Ends.of(suite).mode(Mode.TRANSPORT).inUdp().pair();
        for (int length = 0; length < 40; length++) {
            byte[] packet = ClearPacket.from("10.1.0.9").to("10.2.0.7").carrying(253, new byte[length]);
            pair.left.fromHost(packet);
            byte[] outer = pair.left.takeToWire().get(0);
            var datagram = new Packet(outer, 28, outer.length - 28, 0);
            datagram.length(outer.length - 28);
            datagram.datagram(BigEndian.i32(outer, 16), 4500, BigEndian.i32(outer, 12), 4500);
            pair.right.work();

            DropReason reason = new Esp().open(datagram, 28, pair.right.inbound(0));

            assertThat(reason).as("%d bytes", length).isEqualTo(DropReason.NONE);
            assertThat(datagram.length()).isEqualTo(packet.length);
            assertThat(Arrays.copyOfRange(datagram.toByteArray(), 20, packet.length))
                    .isEqualTo(Arrays.copyOfRange(packet, 20, packet.length));
        }
    }

    @Test
    void whereThePacketCameFromDoesNotMatterOnceItIsAuthentic() {
        left.fromHost(Pair.toRight(0, 1));
        byte[] outer = left.takeToWire().get(0);
        BigEndian.putI32(outer, 12, Ipv4Address.parse("203.0.113.99").value()); // a NAT changed its mapping
        BigEndian.putU16(outer, 20, 61_234);

        right.fromWire(outer);

        assertThat(right.takeToHost()).containsExactly(Pair.toRight(0, 1));
    }

    @Test
    void whatAnswersGoesToWhereAPeerBehindANatWasSeenLast() {
        byte[] early = sent(1);
        right.fromWire(moved(sent(2), 61_234));
        assertThat(goesTo()).isEqualTo("203.0.113.99:61234");

        right.fromWire(early); // it was overtaken, and says nothing of where the peer is now
        assertThat(goesTo()).isEqualTo("203.0.113.99:61234");
        assertThat(right.drops()).isEmpty();

        right.fromWire(sent(3));
        assertThat(goesTo()).isEqualTo(Pair.LEFT + ":4500");
    }

    @Test
    void whoHasNoKeyMovesNobody() {
        byte[] outer = sent(1);
        right.fromWire(outer.clone());
        right.fromWire(moved(outer, 61_234)); // again
        byte[] forged = moved(sent(2), 61_234);
        forged[forged.length - 1] ^= 1;
        right.fromWire(forged);
        assertThat(right.drops()).containsOnlyKeys(DropReason.REPLAYED, DropReason.NOT_AUTHENTIC);
        assertThat(goesTo()).isEqualTo(Pair.LEFT + ":4500");
    }

    /** RFC 3947, 7: whoever stands behind the NAT itself must not follow. */
    @Test
    void aPeerWithoutANatStaysWhereItIs() {
        right.sad.change(present -> new SadSnapshot(
                present.inbound().stream()
                        .map(sa -> new InboundSa(still(sa.parameters()), 0))
                        .toList(),
                present.outbound()));
        right.fromWire(moved(sent(1), 61_234));
        assertThat(right.takeToHost()).hasSize(1);
        assertThat(goesTo()).isEqualTo(Pair.LEFT + ":4500");
    }

    private byte[] sent(int number) {
        left.fromHost(Pair.toRight(0, number));
        return left.takeToWire().get(0);
    }

    private static byte[] moved(byte[] outer, int port) {
        byte[] changed = outer.clone();
        BigEndian.putI32(changed, 12, Ipv4Address.parse("203.0.113.99").value());
        BigEndian.putU16(changed, 20, port);
        return changed;
    }

    /** Where the right one's next datagram goes. */
    private String goesTo() {
        right.fromHost(Pair.toLeft(0, 1));
        byte[] outer = right.takeToWire().get(0);
        return new Ipv4Address(BigEndian.i32(outer, 16)) + ":" + BigEndian.u16(outer, 22);
    }

    @Test
    void bareEspIsNotTakenForAnSaInUdpNorTheOtherWayRound() {
        left.fromHost(Pair.toRight(0, 1));
        byte[] outer = left.takeToWire().get(0);
        byte[] bare =
                ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).carrying(50, Arrays.copyOfRange(outer, 28, outer.length));
        right.fromWire(bare);
        assertThat(right.drops()).containsOnlyKeys(DropReason.UNKNOWN_SPI);

        var plain = Pair.negotiated(Suite.AES_SHA1);
        byte[] esp = plain.protectedEcho(1);
        plain.right.fromWire(datagram(4500, 4500, Arrays.copyOfRange(esp, 20, esp.length)));
        assertThat(plain.right.drops()).containsOnlyKeys(DropReason.UNKNOWN_SPI);
    }

    @Test
    void aKeepaliveIsIgnored() {
        right.fromWire(datagram(4500, 4500, new byte[] {(byte) 0xFF}));

        assertThat(right.drops()).isEmpty();
        assertThat(right.takeToHost()).isEmpty();
    }

    @Test
    void aShortDatagramIsDropped() {
        for (int length = 0; length < 60; length++) {
            byte[] payload = new byte[length];
            Arrays.fill(payload, (byte) 1);
            right.fromWire(datagram(4500, 4500, payload));
        }
        assertThat(right.drops()).containsOnlyKeys(DropReason.TRUNCATED, DropReason.UNKNOWN_SPI);
    }

    @Test
    void ikeArrivesOnBothPortsWithoutItsMarker() {
        Mailbox mailbox = right.mail.subscribe(1, () -> {});
        byte[] message = isakmp(1);
        var marked = new byte[4 + message.length];
        System.arraycopy(message, 0, marked, 4, message.length);

        right.fromWire(datagram(500, 500, message), datagram(61_000, 4500, marked));

        assertThat(mailbox.poll()).satisfies(datagram -> {
            assertThat(datagram.payload()).isEqualTo(message);
            assertThat(datagram.localPort()).isEqualTo(500);
            assertThat(datagram.remote()).hasToString(Pair.LEFT);
        });
        assertThat(mailbox.poll()).satisfies(datagram -> {
            assertThat(datagram.payload()).isEqualTo(message);
            assertThat(datagram.remotePort()).isEqualTo(61_000);
        });
        assertThat(mailbox.poll()).isNull();
        assertThat(right.drops()).isEmpty();
    }

    @Test
    void ikeThatNobodyTakesIsCounted() {
        Mailbox first = right.mail.subscribe(1, () -> {});
        right.fromWire(datagram(500, 500, isakmp(2)), datagram(500, 500, new byte[27]));
        first.close();
        right.fromWire(datagram(500, 500, isakmp(1)));

        assertThat(right.drops()).containsOnlyKeys(DropReason.IKE_REFUSED).containsValue(3L);
    }

    @Test
    void aMailboxThatIsFullDropsAndTheNextMessageAfterRoomIsThere() {
        Mailbox mailbox = right.mail.subscribe(1, () -> {});
        for (int i = 0; i < 1_200; i++) {
            right.fromWire(datagram(500, 500, isakmp(1)));
        }
        assertThat(right.drops()).containsOnlyKeys(DropReason.IKE_REFUSED);
        mailbox.poll();
        long dropped = right.drops().get(DropReason.IKE_REFUSED);
        right.fromWire(datagram(500, 500, isakmp(1)));
        assertThat(right.drops()).containsEntry(DropReason.IKE_REFUSED, dropped);
    }

    @Test
    void ikeLeavesWithTheMarkerOnPort4500Only() {
        byte[] message = isakmp(1);
        for (int port : new int[] {500, 4500}) {
            var to = new Datagram(Ipv4Address.parse(Pair.RIGHT), port, Ipv4Address.parse(Pair.LEFT), port, message);
            assertThat(right.mail.send(to)).isTrue();
            right.work();
            byte[] outer = right.takeToWire().get(0);
            assertThat(BigEndian.u16(outer, 20)).isEqualTo(port);
            byte[] payload = Arrays.copyOfRange(outer, 28, outer.length);
            assertThat(payload).hasSize(message.length + (port == 500 ? 0 : 4)).endsWith(message);
        }
    }

    private static byte[] isakmp(int version) {
        var message = new byte[ISAKMP_HEADER + 8];
        Arrays.fill(message, (byte) 7);
        message[17] = (byte) (version << 4);
        return message;
    }

    private static byte[] datagram(int source, int destination, byte[] payload) {
        return ClearPacket.from(Pair.LEFT).to(Pair.RIGHT).udp(source, destination, payload);
    }
}
