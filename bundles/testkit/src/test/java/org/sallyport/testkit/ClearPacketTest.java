// SPDX-License-Identifier: Apache-2.0
package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ClearPacketTest {
    /** RFC 1071, 3: the sum of these words is ddf2. */
    @Test
    void theChecksumIsTheRfcs() {
        byte[] words = HexFormat.of().parseHex("0001f203f4f5f6f7");

        assertThat(ClearPacket.checksum(words, words.length)).isEqualTo(~0xddf2 & 0xFFFF);
    }

    @Test
    void packetsHaveSoundChecksumsAndAnyChangeShows() {
        byte[] packet = ClearPacket.from("10.1.0.1").to("10.2.0.1").tcp(2, new byte[4], new byte[33]);

        assertThat(ClearPacket.checksum(packet, 20)).isZero();
        assertThat(ClearPacket.transportChecksum(packet)).isZero();
        packet[packet.length - 1] ^= 1;
        assertThat(ClearPacket.transportChecksum(packet)).isNotZero();
    }
}
