// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.Rounds;

final class ExtendedSequenceTest {
    private static final long SUBSPACE = 1L << 32;

    /** RFC 4303, A2.1 and A2.2, word for word; its Tl, Th, W, Seql are ours. */
    private static long asTheRfcSays(long seql, long highest, int w) {
        long th = highest >>> 32;
        long tl = highest & 0xFFFFFFFFL;
        long seqh;
        if (tl >= w - 1) { // case A
            seqh = seql >= tl - w + 1 ? th : th + 1;
        } else { // case B: the window spans two subspaces
            seqh = seql >= tl - w + 1 + SUBSPACE ? th - 1 : th;
        }
        boolean exists = seqh >= 0 && seqh < SUBSPACE;
        return exists ? seqh << 32 | seql : ExtendedSequence.NONE;
    }

    /** The numbers beside every edge: of the window, of the subspace, of the whole space. */
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 128, 4032, 4096})
    void itDecidesAsTheRfcAtEveryEdge(int window) {
        for (long th : new long[] {0, 1, 2, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFEL, 0xFFFFFFFFL}) {
            for (long tl : edges(0, window)) {
                long highest = th << 32 | tl;
                for (long seql : edges(tl, window)) {
                    assertThat(ExtendedSequence.infer((int) seql, highest, window))
                            .as("%x after %x with %d", seql, highest, window)
                            .isEqualTo(asTheRfcSays(seql, highest, window));
                }
            }
        }
    }

    private static long[] edges(long around, int window) {
        long[] near = {0, 0x7FFFFFFFL, 0xFFFFFFFFL, around, around - window, around + window};
        var edges = new long[near.length * 5];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = near[i / 5] + i % 5 - 2 & 0xFFFFFFFFL;
        }
        return edges;
    }

    @Test
    void itDecidesAsTheRfcAnywhere() {
        Rounds.of(100_000, random -> {
            int window = 64 * random.nextInt(1, 65);
            long highest = random.nextLong() >>> random.nextInt(64);
            int low = random.nextBoolean() ? random.nextInt() : (int) highest + random.nextInt(-2 * window, 2 * window);
            assertThat(ExtendedSequence.infer(low, highest, window))
                    .isEqualTo(asTheRfcSays(Integer.toUnsignedLong(low), highest, window));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "ffffffff, 0, 0", // before the first
        "ffffffff, 3e, 0",
        "ffffffff, 3f, ffffffff", // the window begins with 0: far ahead
        "0, ffffffff, 100000000", // the next subspace
        "ffffffff, 100000000, ffffffff", // late, of the subspace before
        "ffffffc1, 100000000, ffffffc1", // the window's last
        "ffffffc0, 100000000, 1ffffffc0", // beyond it: nearly a subspace ahead
        "0, 10000003f, 100000000",
        "0, 100000040, 200000000",
        "fffffffe, ffffffffffffffff, fffffffffffffffe",
        "0, ffffffffffffffff, 0" // none is left
    })
    void aWindowOf64InfersThese(String low, String highest, String number) {
        assertThat(ExtendedSequence.infer(
                        (int) Long.parseUnsignedLong(low, 16), Long.parseUnsignedLong(highest, 16), 64))
                .isEqualTo(Long.parseUnsignedLong(number, 16));
    }

    /** A sender passes two subspaces; packets come late, early and twice; each is taken once, under its own number. */
    @Test
    void withAWindowEveryNumberIsTakenOnceAcrossSubspaces() {
        Rounds.of(100, random -> {
            var window = new ReplayWindow(256);
            long sent = SUBSPACE * random.nextInt(3) + SUBSPACE - 2_000;
            window.commit(sent);
            for (int i = 0; i < 4_000; i++) {
                long number = sent += random.nextInt(3) == 0 ? 2 : 1;
                if (random.nextInt(4) == 0) {
                    number -= random.nextInt(200);
                }
                long inferred = ExtendedSequence.infer(ExtendedSequence.low(number), window.highest(), window.size());
                assertThat(inferred).isEqualTo(number);
                boolean fresh = window.check(inferred);
                assertThat(window.commit(inferred)).isEqualTo(fresh);
                assertThat(window.commit(inferred)).isFalse();
            }
        });
    }

    @Test
    void theHalvesMakeTheWhole() {
        long number = 0xFEDCBA9876543210L;

        assertThat(ExtendedSequence.high(number)).isEqualTo(0xFEDCBA98);
        assertThat(ExtendedSequence.low(number)).isEqualTo(0x76543210);
    }
}
