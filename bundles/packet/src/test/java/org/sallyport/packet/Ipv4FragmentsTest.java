// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.ClearPacket;
import org.sallyport.testkit.Reassembler;
import org.sallyport.testkit.Rounds;

final class Ipv4FragmentsTest {
    private static List<byte[]> cut(byte[] whole, int largest) {
        Packet packet = Packet.copyOf(whole, 8, 8);
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < Ipv4Fragments.count(packet, largest); i++) {
            Packet piece = new Packet(new byte[8192], 64, 6000, 16);
            piece.datagram(1, 2, 3, 4); // an earlier user's
            Ipv4Fragments.write(packet, i, largest, piece);
            assertThat(piece.isDatagram()).isFalse();
            assertThat(piece.length()).isLessThanOrEqualTo(largest);
            pieces.add(piece.toByteArray());
        }
        return pieces;
    }

    @Test
    void reassembledTheyAreThePacket() {
        Rounds.of(300, random -> {
            byte[] data = new byte[9 + random.nextInt(4000)];
            random.nextBytes(data);
            byte[] whole = new ClearPacket("10.1.0.1", "10.2.0.1", 3, random.nextInt(65_536), 0, 9).carrying(17, data);
            int largest = 28 + random.nextInt(whole.length);

            assertThat(Reassembler.join(cut(whole, largest))).containsExactly(whole);
        });
    }

    @Test
    void aFragmentFallsIntoFragmentsOfTheSamePacket() {
        byte[] whole = ClearPacket.from("10.1.0.1").to("10.2.0.1").echo(1, 2500);
        List<byte[]> pieces = new ArrayList<>();
        for (byte[] piece : cut(whole, 1000)) {
            pieces.addAll(cut(piece, 333));
        }

        assertThat(pieces).hasSizeGreaterThan(6);
        assertThat(Reassembler.join(pieces)).containsExactly(whole);
    }

    @Test
    void onlyOptionsThatSayTheyAreCopiedStandInLaterFragments() {
        byte[] options = {
            (byte) 0x83,
            7,
            4,
            10,
            9,
            9,
            9, // loose source route: copied
            7,
            7,
            4,
            0,
            0,
            0,
            0, // record route: not copied
            1,
            0
        };
        byte[] whole = ClearPacket.withOptions(
                ClearPacket.from("10.1.0.1").to("10.2.0.1").carrying(17, new byte[200]), options);

        List<byte[]> pieces = cut(whole, 100);

        assertThat(pieces).hasSize(4);
        assertThat(pieces.get(0)).containsSequence(options);
        byte[] later = {(byte) 0x83, 7, 4, 10, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1, 0};
        assertThat(pieces.get(1)).containsSequence(later);
        assertThat(pieces.get(3)).containsSequence(later);
        assertThat(Reassembler.join(pieces)).containsExactly(whole);
    }

    @Test
    void optionsThatNobodyCanReadStayAsTheyAre() {
        Rounds.of(300, random -> {
            byte[] options = new byte[4 * (1 + random.nextInt(10))];
            random.nextBytes(options);
            byte[] whole = ClearPacket.withOptions(
                    ClearPacket.from("10.1.0.1").to("10.2.0.1").carrying(17, new byte[300]), options);

            assertThat(Reassembler.join(cut(whole, 120))).containsExactly(whole);
        });
    }

    @Test
    void whereNoPayloadFitsThereAreNone() {
        Packet packet =
                Packet.copyOf(ClearPacket.from("10.1.0.1").to("10.2.0.1").carrying(17, new byte[30]), 0, 0);
        assertThat(Ipv4Fragments.count(packet, 27)).isZero();
        assertThat(Ipv4Fragments.count(packet, 28)).isEqualTo(4);
    }
}
