// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

final class Ipv4HeaderTest {
    private final byte[] packet = ClearPacket.from("10.1.2.3")
            .to("200.4.5.250")
            .typeOfService(0xB8)
            .dontFragment()
            .carrying(17, new byte[30]);

    @Test
    void theViewReadsEveryField() {
        var shifted = new byte[packet.length + 7];
        System.arraycopy(packet, 0, shifted, 7, packet.length);

        assertThat(Ipv4Header.isValid(shifted, 7, packet.length)).isTrue();
        assertThat(Ipv4Header.headerLength(shifted, 7)).isEqualTo(20);
        assertThat(Ipv4Header.totalLength(shifted, 7)).isEqualTo(50);
        assertThat(Ipv4Header.typeOfService(shifted, 7)).isEqualTo(0xB8);
        assertThat(Ipv4Header.dontFragment(shifted, 7)).isTrue();
        assertThat(Ipv4Header.isFragment(shifted, 7)).isFalse();
        assertThat(Ipv4Header.timeToLive(shifted, 7)).isEqualTo(64);
        assertThat(Ipv4Header.protocol(shifted, 7)).isEqualTo(17);
        assertThat(Ipv4Header.source(shifted, 7)).isEqualTo(0x0A010203);
        assertThat(Ipv4Header.destination(shifted, 7)).isEqualTo(0xC80405FA);
    }

    @Test
    void whatItWritesIsWhatAnotherBuilderWrites() {
        Rounds.of(500, random -> {
            int length = random.nextInt(100);
            var source = new Ipv4Address(random.nextInt());
            var destination = new Ipv4Address(random.nextInt());
            int identification = random.nextInt(65_536);
            boolean dontFragment = random.nextBoolean();
            byte[] expected = new ClearPacket(
                            source.toString(),
                            destination.toString(),
                            random.nextInt(256),
                            identification,
                            dontFragment ? 0x4000 : 0,
                            random.nextInt(256))
                    .carrying(random.nextInt(256), new byte[length]);
            var written = new byte[expected.length];
            Arrays.fill(written, 0, 20, (byte) 0xEE);

            Ipv4Header.write(
                    written,
                    0,
                    expected.length,
                    Ipv4Header.typeOfService(expected, 0),
                    identification,
                    dontFragment,
                    Ipv4Header.timeToLive(expected, 0),
                    Ipv4Header.protocol(expected, 0),
                    source.value(),
                    destination.value());

            assertThat(written).isEqualTo(expected);
        });
    }

    @Test
    void firstAndLaterFragmentsAreFragmentsAndOtherFlagsAreNot() {
        assertThat(fragment(0x2000)).isTrue();
        assertThat(fragment(0x0001)).isTrue();
        assertThat(fragment(0x1FFF)).isTrue();
        assertThat(fragment(0x4000)).isFalse();
        assertThat(fragment(0x8000)).isFalse();
    }

    private static boolean fragment(int flags) {
        return Ipv4Header.isFragment(ClearPacket.from("10.1.0.1").flags(flags).carrying(17, new byte[8]), 0);
    }

    @Test
    void aPacketIsValidWithBytesBehindItAndNotWithBytesMissing() {
        assertThat(Ipv4Header.isValid(Arrays.copyOf(packet, 60), 0, 60)).isTrue();
        for (int length = 0; length < packet.length; length++) {
            assertThat(Ipv4Header.isValid(packet, 0, length)).isFalse();
        }
    }

    @Test
    void versionHeaderLengthAndTotalLengthMustAgree() {
        for (int first = 0; first < 256; first++) {
            byte[] changed = packet.clone();
            changed[0] = (byte) first;
            boolean whole = first >>> 4 == 4 && (first & 0xF) >= 5 && (first & 0xF) * 4 <= packet.length;
            assertThat(Ipv4Header.isValid(changed, 0, changed.length)).isEqualTo(whole);
        }
        for (int total = 0; total < 100; total++) {
            byte[] changed = packet.clone();
            BigEndian.putU16(changed, 2, total);
            assertThat(Ipv4Header.isValid(changed, 0, changed.length)).isEqualTo(total >= 20 && total <= packet.length);
        }
    }

    @Test
    void randomBytesAreJudgedWithoutAnException() {
        Rounds.of(5_000, random -> {
            byte[] bytes = Rounds.bytes(random, random.nextInt(64));
            if (Ipv4Header.isValid(bytes, 0, bytes.length)) {
                assertThat(Ipv4Header.totalLength(bytes, 0)).isBetween(20, bytes.length);
            }
        });
    }

    @Test
    void congestionOfTheOuterPacketIsToldToAnInnerOneThatKnowsWhatItIs() {
        for (int outer = 0; outer < 4; outer++) {
            for (int inner = 0; inner < 4; inner++) {
                byte[] around = ClearPacket.from("192.0.2.1")
                        .to("192.0.2.2")
                        .typeOfService(0xB8 | outer)
                        .carrying(4, new byte[0]);
                byte[] within = ClearPacket.from("10.1.2.3")
                        .to("10.2.3.4")
                        .typeOfService(0x48 | inner)
                        .carrying(17, new byte[9]);
                byte[] both = Arrays.copyOf(around, around.length + within.length);
                System.arraycopy(within, 0, both, around.length, within.length);

                Ipv4Header.inheritCongestion(both, 0, around.length);

                byte[] got = Arrays.copyOfRange(both, around.length, both.length);
                assertThat(got[1] & 0xFF).isEqualTo(0x48 | (outer == 3 && inner != 0 ? 3 : inner));
                assertThat(ClearPacket.checksum(got, 20)).isZero();
            }
        }
    }
}
