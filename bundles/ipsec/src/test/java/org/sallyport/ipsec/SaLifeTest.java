// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.ipsec.SaLife.Event;
import org.sallyport.ipsec.SaLife.Limit;
import org.sallyport.ipsec.SaLife.Reason;
import org.sallyport.testkit.Rounds;

final class SaLifeTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Lifetime LIFETIME = new Lifetime(70, 100, 7, 10);

    private static SaLife life(Lifetime lifetime, long start) {
        return new SaLife(lifetime, start, SaLife.LAST_SEQUENCE);
    }

    /** A ticker's zero means nothing: a life may begin before it, and where the count wraps. */
    @ParameterizedTest
    @ValueSource(longs = {0, -50_000_000_000L, Long.MAX_VALUE - 80_000_000_000L, Long.MIN_VALUE})
    void timeEndsALifeAndIsToldTwice(long start) {
        SaLife life = life(LIFETIME, start);

        assertThat(life.use(1, start + 1)).isTrue();
        assertThat(life.reached(start + 70 * SECOND - 1, 1)).isEmpty();
        assertThat(life.reached(start + 70 * SECOND, 1)).contains(new Event(Limit.SOFT, Reason.SECONDS));
        assertThat(life.reached(start + 70 * SECOND, 1)).isEmpty();
        assertThat(life.use(1, start + 100 * SECOND - 1)).isTrue();
        assertThat(life.reached(start + 100 * SECOND - 1, 1)).isEmpty();
        assertThat(life.use(1, start + 100 * SECOND)).isFalse();
        assertThat(life.reached(start + 100 * SECOND, 1)).contains(new Event(Limit.HARD, Reason.SECONDS));
        assertThat(life.reached(start + 200 * SECOND, 1)).isEmpty();
    }

    @Test
    void bytesEndALifeWithThePacketThatReachesTheLimit() {
        SaLife life = life(LIFETIME, 0);

        assertThat(life.use(7 * 1024 - 1, 1)).isTrue();
        assertThat(life.reached(1, 1)).isEmpty();
        assertThat(life.use(1, 1)).isTrue();
        assertThat(life.reached(1, 2)).contains(new Event(Limit.SOFT, Reason.KILOBYTES));
        assertThat(life.use(3 * 1024 - 1, 1)).isTrue();
        assertThat(life.reached(1, 3)).isEmpty();
        assertThat(life.use(1500, 1)).isTrue();
        assertThat(life.use(20, 1)).isFalse();
        assertThat(life.bytes()).isEqualTo(10 * 1024 - 1 + 1500);
        assertThat(life.reached(1, 4)).contains(new Event(Limit.HARD, Reason.KILOBYTES));
        assertThat(life.reached(1, 4)).isEmpty();
    }

    @Test
    void sequenceNumbersEndALife() {
        SaLife life = life(LIFETIME, 0);

        assertThat(life.reached(0, 0xF000_0000L - 1)).isEmpty();
        assertThat(life.reached(0, 0xF000_0000L)).contains(new Event(Limit.SOFT, Reason.SEQUENCE));
        assertThat(life.reached(0, 0xFFFF_FFFEL)).isEmpty();
        assertThat(life.reached(0, 0xFFFF_FFFFL)).contains(new Event(Limit.HARD, Reason.SEQUENCE));
        assertThat(life.reached(0, 0xFFFF_FFFFL)).isEmpty();
    }

    @Test
    void extendedSequenceNumbersDoNotEndItWithThe32ndBit() {
        var life = new SaLife(LIFETIME, 0, SaLife.LAST_EXTENDED_SEQUENCE);

        assertThat(life.reached(0, 1L << 32)).isEmpty();
        assertThat(life.reached(0, 0xEFFF_FFFF_FFFF_FFFFL)).isEmpty();
        assertThat(life.reached(0, 0xF000_0000_0000_0000L)).contains(new Event(Limit.SOFT, Reason.SEQUENCE));
        assertThat(life.reached(0, -1)).contains(new Event(Limit.HARD, Reason.SEQUENCE));
    }

    @Test
    void whatIsUnlimitedDoesNotEnd() {
        var life = new SaLife(Lifetime.UNLIMITED, 0, SaLife.LAST_EXTENDED_SEQUENCE);
        for (int i = 0; i < 10_000; i++) {
            assertThat(life.use(Integer.MAX_VALUE, Long.MAX_VALUE - 1)).isTrue();
        }

        assertThat(life.reached(Long.MAX_VALUE - 1, SaLife.LAST_SEQUENCE)).isEmpty();
    }

    @Test
    void softIsVoidAfterHard() {
        SaLife life = life(LIFETIME, 0);

        assertThat(life.reached(100 * SECOND, 0xF000_0000L)).contains(new Event(Limit.HARD, Reason.SECONDS));
        assertThat(life.reached(100 * SECOND, 0xF000_0000L)).isEmpty();
    }

    @Test
    void oneSoftLimitReachedAfterAnotherIsNotToldAgain() {
        SaLife life = life(LIFETIME, 0);
        life.use(8 * 1024, 0);

        assertThat(life.reached(0, 1)).contains(new Event(Limit.SOFT, Reason.KILOBYTES));
        assertThat(life.reached(71 * SECOND, 0xF000_0000L)).isEmpty();
    }

    @Test
    void itKnowsWhenItWasUsed() {
        SaLife life = life(LIFETIME, 5 * SECOND);

        assertThat(life.wasUsed()).isFalse();
        assertThat(life.idleNanos(15 * SECOND)).isEqualTo(10 * SECOND);
        life.use(100, 15 * SECOND);
        assertThat(life.wasUsed()).isTrue();
        assertThat(life.idleNanos(18 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(life.ageNanos(18 * SECOND)).isEqualTo(13 * SECOND);
        life.use(100, 105 * SECOND);
        assertThat(life.idleNanos(106 * SECOND)).as("refused").isEqualTo(91 * SECOND);
    }

    @Test
    void aBatchFromBeforeItsBeginningCounts() {
        SaLife life = life(LIFETIME, 5 * SECOND);

        assertThat(life.use(100, 5 * SECOND - 1)).isTrue();
        assertThat(life.bytes()).isEqualTo(100);
    }

    @Test
    void ofManyThreadsThatJudgeOneIsTold() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var barrier = new CyclicBarrier(4);
            for (int round = 0; round < 500; round++) {
                SaLife life = life(LIFETIME, 0);
                for (long now : new long[] {70 * SECOND, 100 * SECOND}) {
                    Callable<Integer> judge = () -> {
                        barrier.await();
                        return life.reached(now, 1).isPresent() ? 1 : 0;
                    };
                    int told = 0;
                    for (var answer : threads.invokeAll(List.of(judge, judge, judge, judge))) {
                        told += answer.get();
                    }
                    assertThat(told).isEqualTo(1);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Whatever happens in whatever order: at most one of each, soft before hard, hard as soon as a limit is reached. */
    @Test
    void eachLimitIsToldOnce() {
        Rounds.of(500, random -> {
            SaLife life = life(LIFETIME, 0);
            var told = new ArrayList<Limit>();
            long now = 0;
            long sequence = random.nextBoolean() ? 0 : 0xFFFF_FFFFL - 60;
            long bytes = 0;
            for (int i = 0; i < 60; i++) {
                now += random.nextLong(4 * SECOND);
                boolean mayPass = bytes < 10 * 1024 && now < 100 * SECOND;
                int size = random.nextInt(1, 600);
                assertThat(life.use(size, now)).isEqualTo(mayPass);
                bytes += mayPass ? size : 0;
                sequence++;
                life.reached(now, sequence).ifPresent(event -> told.add(event.limit()));
                boolean ended = bytes >= 10 * 1024 || now >= 100 * SECOND || sequence >= 0xFFFF_FFFFL;
                assertThat(told.contains(Limit.HARD)).isEqualTo(ended);
                assertThat(told)
                        .isIn(List.of(), List.of(Limit.SOFT), List.of(Limit.HARD), List.of(Limit.SOFT, Limit.HARD));
            }
        });
    }
}
