// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SpdSnapshot;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.Packet;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

/** TCP connections through a tunnel agree on segments that fit it. */
final class MssClampTest {
    private static final int SYN = 0x02;
    private static final int SYN_ACK = 0x12;
    private static final int FITS = 1398; // 1438 through AES_SHA1 over Ethernet, less 40
    private static final byte[] SEGMENT_1460 = {2, 4, 5, (byte) 0xB4};

    private final Pair pair = Pair.manual(Suite.AES_SHA1);

    private static byte[] toRight(int flags, byte... options) {
        return ClearPacket.from("10.1.0.9").to("10.2.0.7").tcp(flags, options, new byte[0]);
    }

    private static byte[] toLeft(int flags, byte... options) {
        return ClearPacket.from("10.2.0.7").to("10.1.0.9").tcp(flags, options, new byte[0]);
    }

    private static int segment(byte[] packet) {
        assertThat(ClearPacket.transportChecksum(packet)).isZero();
        return BigEndian.u16(packet, 42);
    }

    private byte[] throughBoth(byte[] packet) {
        pair.left.fromHost(packet);
        return pair.carryRight().get(0);
    }

    @Test
    void bothPacketsThatOpenAConnectionAreLimited() {
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460)))).isEqualTo(FITS);
        pair.right.fromHost(toLeft(SYN_ACK, SEGMENT_1460));
        assertThat(segment(pair.carryLeft().get(0))).isEqualTo(FITS);
    }

    @Test
    void oneGatewayAloneLimitsBothDirections() {
        pair.right.spd.replace(new SpdSnapshot(pair.right.spd.policies().policies(), 0));
        pair.right.work();
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460)))).isEqualTo(FITS);
        pair.right.fromHost(toLeft(SYN_ACK, SEGMENT_1460));
        assertThat(segment(pair.carryLeft().get(0))).isEqualTo(FITS);
    }

    @Test
    void smallerSegmentsAndPacketsThatOpenNothingStayAsTheyAre() {
        for (byte[] packet : List.of(
                toRight(SYN, (byte) 2, (byte) 4, (byte) 2, (byte) 0x18),
                toRight(SYN),
                toRight(0x10, SEGMENT_1460),
                toRight(0x18, SEGMENT_1460),
                toRight(SYN, (byte) 2, (byte) 3, (byte) 0xFF, (byte) 0),
                new ClearPacket("10.1.0.9", "10.2.0.7", 0, 9, 100, 64).tcp(SYN, SEGMENT_1460, new byte[0]),
                ClearPacket.from("10.1.0.9")
                        .to("10.2.0.7")
                        .carrying(17, Arrays.copyOfRange(toRight(SYN, SEGMENT_1460), 20, 44)))) {
            assertThat(throughBoth(packet)).isEqualTo(packet);
        }
    }

    @Test
    void theOptionIsFoundInEveryPlaceAndTheChecksumFollows() {
        for (int before = 0; before <= 36; before++) {
            byte[] options = new byte[40];
            Arrays.fill(options, 0, before, (byte) 1);
            System.arraycopy(SEGMENT_1460, 0, options, before, 4);
            byte[] got = throughBoth(toRight(SYN, options));
            assertThat(BigEndian.u16(got, 40 + before + 2)).isEqualTo(FITS);
            assertThat(ClearPacket.transportChecksum(got)).as("at " + before).isZero();
        }
        byte[] amongOthers = {8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 3, 3, 7, 2, 4, 5, (byte) 0xB4, 4, 2, 0};
        byte[] got = throughBoth(toRight(SYN, amongOthers));
        assertThat(BigEndian.u16(got, 55)).isEqualTo(FITS);
        assertThat(ClearPacket.transportChecksum(got)).isZero();
    }

    @Test
    void optionsInFrontInTheIpHeaderDoNotHideIt() {
        byte[] packet = ClearPacket.withOptions(toRight(SYN, SEGMENT_1460), new byte[] {1, 1, 1, 0});
        assertThat(BigEndian.u16(throughBoth(packet), 46)).isEqualTo(FITS);
    }

    @Test
    void optionsThatMakeNoSenseStayAsTheyAre() {
        for (byte[] options : new byte[][] {
            {2, 4, 5, (byte) 0xB4, 9, 0, 0, 0}, // the second: nothing behind it is read
            {9, 0, 2, 4, 5, (byte) 0xB4, 0, 0},
            {9, 1, 2, 4, 5, (byte) 0xB4, 0, 0},
            {9, 9, 2, 4, 5, (byte) 0xB4, 0, 0},
            {0, 0, 2, 4, 5, (byte) 0xB4, 0, 0},
            {1, 1, 1, 1, 1, 1, 2, 4},
            {1, 1, 1, 1, 1, 1, 1, 2},
        }) {
            byte[] packet = toRight(SYN, options);
            byte[] got = throughBoth(packet);
            assertThat(ClearPacket.transportChecksum(got)).isZero();
            if (options[0] != 2) {
                assertThat(got).isEqualTo(packet);
            }
        }
        for (int offset = 0; offset < 16; offset++) { // headers that are too short, or end behind the packet
            byte[] packet = toRight(SYN, new byte[] {1, 1, 2, 4});
            packet[32] = (byte) (offset << 4);
            assertThat(throughBoth(packet)).isEqualTo(packet);
        }
    }

    @Test
    void anyOptionsAtAllLeaveTheChecksumRightAndChangeNothingElse() {
        Rounds.of(20_000, random -> {
            byte[] options = Rounds.bytes(random, 4 * random.nextInt(11));
            if (options.length > 4) {
                System.arraycopy(SEGMENT_1460, 0, options, random.nextInt(options.length - 3), 4);
            }
            byte[] before = ClearPacket.from("10.1.0.9").to("10.2.0.7").tcp(SYN, options, new byte[3]);
            Packet packet = Packet.copyOf(before, 0, 0);
            if (MssClamp.opens(packet)) {
                MssClamp.clamp(packet, 100);
            }
            byte[] after = packet.toByteArray();
            assertThat(ClearPacket.transportChecksum(after)).isZero();
            assertThat(Arrays.copyOf(after, 36)).isEqualTo(Arrays.copyOf(before, 36));
            assertThat(Arrays.copyOfRange(after, 40 + options.length, after.length))
                    .containsOnly(0);
        });
    }

    @Test
    void newConnectionsFollowThePath() {
        pair.left.outbound(0).pathMtu().learn(1300, 0);
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460)))).isEqualTo(1190);
        pair.right.fromHost(toLeft(SYN_ACK, SEGMENT_1460));
        assertThat(segment(pair.carryLeft().get(0)))
                .as("of what comes back, too")
                .isEqualTo(1190);
    }

    @Test
    void aSmallerLimitThatSomebodySetCountsAndZeroIsNone() {
        pair.left.spd.replace(new SpdSnapshot(pair.left.spd.policies().policies(), 1000));
        pair.left.work();
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460)))).isEqualTo(1000);

        pair.left.spd.replace(new SpdSnapshot(pair.left.spd.policies().policies(), 0));
        pair.right.spd.replace(new SpdSnapshot(pair.right.spd.policies().policies(), 0));
        pair.left.work();
        pair.right.work();
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460)))).isEqualTo(1460);

        pair.left.spd.replace(new SpdSnapshot(pair.left.spd.policies().policies(), 9_000));
        pair.left.work();
        assertThat(segment(throughBoth(toRight(SYN, SEGMENT_1460))))
                .as("what fits counts")
                .isEqualTo(FITS);
    }

    @Test
    void whatIsNotProtectedIsNotTouched() {
        byte[] clear = ClearPacket.from("10.1.0.9").to("198.51.100.1").tcp(SYN, SEGMENT_1460, new byte[0]);
        pair.left.fromHost(clear);
        assertThat(pair.left.takeToWire()).containsExactly(clear);
    }
}
