// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FragmentsTest {
    private final Fragments fragments = new Fragments();

    private static Bytes filled(int length) {
        return Bytes.ofHex("ab".repeat(length));
    }

    private static FragmentPayload piece(int id, int number, boolean last, String digits) {
        return new FragmentPayload(id, number, last, Bytes.ofHex(digits));
    }

    @Test
    void aMessageInPiecesComesTogetherInAnyOrder() throws PeerException {
        for (long seed = 0; seed < 300; seed++) {
            Message message = new RandomMessage(seed).next();
            Bytes datagram = Bytes.of(Encoder.encrypted(
                    new Message(
                            Header.phase2(
                                    message.header().initiator(),
                                    message.header().responder(),
                                    Exchange.QUICK,
                                    9),
                            message.payloads(),
                            message.octets()),
                    message.octets()));
            List<byte[]> pieces = new ArrayList<>(
                    Fragments.cut(Decoder.STRICT.envelope(datagram).header(), datagram, 1, 1200));
            Collections.shuffle(pieces, new Random(seed));

            Optional<Bytes> whole = Optional.empty();
            for (byte[] each : pieces) {
                assertThat(each).hasSizeLessThanOrEqualTo(1200);
                assertThat(whole).isEmpty();
                Envelope envelope = Decoder.STRICT.envelope(Bytes.of(each));
                assertThat(envelope.header().encrypted()).isFalse();
                assertThat(envelope.isFragment()).isTrue();
                whole = fragments.add(Decoder.STRICT.fragment(envelope));
            }

            assertThat(whole).contains(datagram);
            assertThat(fragments.isEmpty()).isTrue();
        }
    }

    @Test
    void aFlagOfEncryptionOnAFragmentIsOverlooked() throws PeerException {
        Raw raw = Raw.of(132, "0001" + "01" + "01" + "aa").flags(1).responder(2);
        Envelope envelope = Decoder.STRICT.envelope(raw.bytes());

        assertThat(Decoder.STRICT.fragment(envelope).data().hex()).isEqualTo("aa");
    }

    @Test
    void aPieceThatComesTwiceCountsOnce() throws PeerException {
        assertThat(fragments.add(piece(1, 1, false, "aa"))).isEmpty();
        assertThat(fragments.add(piece(1, 1, false, "aa"))).isEmpty();
        assertThat(fragments.add(piece(1, 2, true, "bb"))).contains(Bytes.ofHex("aabb"));
    }

    @Test
    void aPieceThatContradictsTheOthersBeginsAnew() throws PeerException {
        fragments.add(piece(1, 1, false, "aa"));
        assertThat(fragments.add(piece(1, 1, false, "cc"))).isEmpty();
        assertThat(fragments.add(piece(1, 2, true, "bb"))).contains(Bytes.ofHex("ccbb"));

        fragments.add(piece(1, 3, false, "aa"));
        assertThat(fragments.add(piece(1, 2, true, "bb"))).isEmpty();
        assertThat(fragments.add(piece(1, 1, false, "aa"))).contains(Bytes.ofHex("aabb"));

        fragments.add(piece(1, 2, true, "bb"));
        assertThat(fragments.add(piece(1, 3, true, "dd"))).isEmpty();
        fragments.add(piece(1, 2, false, "bb"));
        assertThat(fragments.add(piece(1, 1, false, "aa"))).contains(Bytes.ofHex("aabbdd"));
    }

    @Test
    void piecesOfAnotherMessagePushOutThoseBefore() throws PeerException {
        fragments.add(piece(1, 1, false, "aa"));
        fragments.add(piece(2, 2, true, "bb"));
        assertThat(fragments.add(piece(2, 1, false, "cc"))).contains(Bytes.ofHex("ccbb"));
    }

    /** CVE-2016-10396. */
    @Test
    void tenThousandIdentifiersTakeNoMoreRoomThanOne() throws PeerException {
        for (int id = 0; id < 10_000; id++) {
            assertThat(fragments.add(new FragmentPayload(id, 1, false, filled(1000))))
                    .isEmpty();
        }
        fragments.clear();
        assertThat(fragments.isEmpty()).isTrue();
    }

    @Test
    void moreThanADatagramIsRefusedAndForgotten() throws PeerException {
        for (int number = 1; number <= 6; number++) {
            fragments.add(new FragmentPayload(1, number, false, filled(10_000)));
        }
        assertThatThrownBy(() -> fragments.add(new FragmentPayload(1, 7, true, filled(10_000))))
                .isInstanceOf(PeerException.class);
        assertThat(fragments.isEmpty()).isTrue();
    }

    /** CVE-2013-6076. */
    @Test
    void aPieceBeyondTheLastPossibleOneIsRefused() {
        assertThatThrownBy(() -> fragments.add(piece(1, 65, false, "aa"))).isInstanceOf(PeerException.class);
        assertThatThrownBy(() -> fragments.add(piece(1, 255, true, "aa"))).isInstanceOf(PeerException.class);
        assertThat(fragments.isEmpty()).isTrue();
    }

    @Test
    void piecesOfPiecesAreRefused() {
        Bytes inner = Raw.of(132, "0001" + "01" + "01" + "aa").bytes();
        assertThatThrownBy(() -> fragments.add(new FragmentPayload(1, 1, true, inner)))
                .isInstanceOf(PeerException.class)
                .hasMessage("a fragment of fragments");
        assertThat(fragments.isEmpty()).isTrue();
    }

    /** CVE-2026-12413. */
    @Test
    void aFragmentIsAloneInItsMessage() {
        Raw raw = Raw.main().first(132).payload(13, "00010101aa").payload(0, "aabb");
        assertThatThrownBy(() -> Decoder.STRICT.fragment(Decoder.STRICT.envelope(raw.bytes())))
                .isInstanceOf(PeerException.class);
        assertThatThrownBy(() -> Decoder.STRICT.fragment(
                        Decoder.STRICT.envelope(Raw.of(13, "aabb").bytes())))
                .isInstanceOf(PeerException.class);
    }
}
