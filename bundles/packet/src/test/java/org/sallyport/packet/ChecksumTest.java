// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Rounds;

final class ChecksumTest {
    @Test
    void itIsTheSumWordByWordAtEveryOffsetAndLength() {
        Rounds.of(2_000, random -> {
            byte[] bytes = Rounds.bytes(random, random.nextInt(200));
            if (random.nextInt(10) == 0) {
                Arrays.fill(bytes, (byte) 0xFF); // most carries
            }
            int offset = random.nextInt(5);
            var buffer = new byte[offset + bytes.length + 3];
            Arrays.fill(buffer, (byte) 0x55);
            System.arraycopy(bytes, 0, buffer, offset, bytes.length);

            assertThat(Checksum.of(buffer, offset, bytes.length)).isEqualTo(ClearPacket.checksum(bytes, bytes.length));
        });
    }

    @Test
    void aRangeThatHoldsItsOwnChecksumHasTheChecksumZero() {
        byte[] packet = ClearPacket.from("10.1.0.1").to("10.2.0.1").echo(1, 57);

        assertThat(Checksum.of(packet, 0, 20)).isZero();
        assertThat(Checksum.of(packet, 20, packet.length - 20)).isZero();
    }

    @Test
    void sumsOfRangesOfEvenLengthMayBeAddedWithThePseudoHeader() {
        Rounds.of(500, random -> {
            int source = random.nextInt();
            int destination = random.nextInt();
            byte[] segment = Rounds.bytes(random, random.nextInt(2, 100));
            var whole = new byte[12 + segment.length];
            BigEndian.putI32(whole, 0, source);
            BigEndian.putI32(whole, 4, destination);
            whole[9] = IpProtocol.UDP;
            BigEndian.putU16(whole, 10, segment.length);
            System.arraycopy(segment, 0, whole, 12, segment.length);
            int cut = random.nextInt(segment.length / 2) * 2;

            long sum = Checksum.pseudoHeader(source, destination, IpProtocol.UDP, segment.length)
                    + Checksum.sum(segment, 0, cut)
                    + Checksum.sum(segment, cut, segment.length - cut);

            assertThat(Checksum.finish(sum)).isEqualTo(ClearPacket.checksum(whole, whole.length));
        });
    }

    @Test
    void aChangedWordChangesTheChecksumAsIfItWereSummedAnew() {
        Rounds.of(20_000, random -> {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            if (random.nextInt(10) == 0) {
                Arrays.fill(bytes, (byte) 0xFF);
            }
            int checksum = Checksum.of(bytes, 0, bytes.length);
            int before = BigEndian.u16(bytes, 4);
            int after = random.nextInt(10) == 0 ? 0xFFFF : random.nextInt(65_536);
            BigEndian.putU16(bytes, 4, after);

            assertThat(Checksum.changed(checksum, before, after)).isEqualTo(Checksum.of(bytes, 0, bytes.length));
        });
    }
}
