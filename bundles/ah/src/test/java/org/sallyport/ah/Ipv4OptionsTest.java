// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ah;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Packet;
import org.sallyport.runtime.World;

/** Options under transport mode, where they travel in the header that AH covers (RFC 4302, appendix A). */
final class Ipv4OptionsTest {
    private static final Suite SUITE = new Suite(Suite.Hash.SHA1, Mode.TRANSPORT);

    private final Ah ah = new Ah();

    private byte[] sealed(byte[] clear) {
        Packet packet = Samples.roomy(clear);
        assertThat(ah.seal(packet, SUITE.sender(), World.entropy())).isEqualTo(DropReason.NONE);
        return packet.toByteArray();
    }

    private DropReason opened(byte[] outer) {
        return ah.open(Packet.copyOf(outer, 0, 0), Samples.headerLength(outer), SUITE.receiver());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01010101", // no operation
                "00000000", // end
                "01000000", // padding behind the end
                "820b0102 03040506 07080900", // security
                "85081122 33445566", // extended security
                "8608aabb ccddeeff", // commercial security
                "94040000", // router alert
                "9508c633 64010101" // sender directed multi-destination delivery
            })
    void anOptionThatMayNotChangeIsCovered(String options) {
        byte[] clear = Samples.withOptions(Samples.packet(30), options);
        byte[] outer = sealed(clear);

        Packet packet = Packet.copyOf(outer, 0, 0);
        assertThat(ah.open(packet, Samples.headerLength(outer), SUITE.receiver()))
                .isEqualTo(DropReason.NONE);
        assertThat(packet.toByteArray()).isEqualTo(clear);
        for (int index = 20; index < Samples.headerLength(outer); index++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                assertThat(opened(Samples.changed(outer, index, bit)))
                        .as("byte %d", index)
                        .isNotEqualTo(DropReason.NONE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4408050011223344", // time stamp
                "0707040000000001", // record route
                "520c0102030405060708090a", // traceroute
                "8804abcd", // stream identifier
                "0b040102", // MTU probe
                "de040102", // nobody's
                "9308c63364010102" // address extension
            })
    void anOptionThatMayChangeIsNot(String options) {
        byte[] clear = Samples.withOptions(Samples.packet(30), options);
        byte[] outer = sealed(clear);

        assertThat(opened(outer)).isEqualTo(DropReason.NONE);
        int end = 20 + outer[21];
        for (int index = 22; index < end; index++) {
            assertThat(opened(Samples.changed(outer, index, 0xFF))).isEqualTo(DropReason.NONE);
        }
        assertThat(opened(Samples.changed(outer, outer.length - 1, 1))).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"83", "89"})
    void aSourceRouteIsCoveredAsItArrives(String type) {
        // Sent to 203.0.113.1, which shall send it on to 203.0.113.2 and that to its destination.
        byte[] clear = Samples.withOptions(Samples.packet(30), type + "0b04 cb007102 c0000202 01".replace(" ", ""));
        byte[] onItsWay = aimed(clear, "203.0.113.1");
        byte[] outer = sealed(onItsWay);

        byte[] arrived = outer.clone();
        arrived[22] = 12; // the pointer stands behind the route, which holds the routers' own addresses now
        put(arrived, 23, "198.51.100.1");
        put(arrived, 27, "203.0.113.77");
        byte[] toUs = aimed(arrived, Suite.RECEIVER);
        assertThat(opened(toUs)).isEqualTo(DropReason.NONE);
        assertThat(opened(aimed(toUs, "203.0.113.2"))).isEqualTo(DropReason.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"830b0ccb007102c000020201", "83030401", "830704cb00710201"})
    void aSourceRouteThatIsUsedUpOrEmptyLeavesTheDestination(String options) {
        boolean open = options.startsWith("830704");
        byte[] clear = aimed(Samples.withOptions(Samples.packet(30), options), Suite.RECEIVER);

        assertThat(opened(sealed(clear))).isEqualTo(open ? DropReason.NOT_AUTHENTIC : DropReason.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"94000000", "94010000", "94050000", "01010194", "820b01020304"})
    void malformedOptionsAreRefusedBothWays(String options) {
        String whole = options + "0".repeat((8 - options.length() % 8) % 8);
        byte[] clear = Samples.withOptions(Samples.packet(30), whole);
        OutboundSa sender = SUITE.sender();
        assertThat(ah.seal(Samples.roomy(clear), sender, World.entropy())).isEqualTo(DropReason.MALFORMED);
        assertThat(sender.sequence()).isZero();

        byte[] outer = Samples.withOptions(sealed(Samples.packet(30)), whole);
        InboundSa receiver = SUITE.receiver();
        assertThat(ah.open(Packet.copyOf(outer, 0, 0), Samples.headerLength(outer), receiver))
                .isEqualTo(DropReason.MALFORMED);
    }

    private static byte[] aimed(byte[] packet, String destination) {
        byte[] other = packet.clone();
        put(other, 16, destination);
        return Samples.checked(other);
    }

    private static void put(byte[] packet, int offset, String address) {
        org.sallyport.packet.BigEndian.putI32(
                packet, offset, Ipv4Address.parse(address).value());
    }
}
