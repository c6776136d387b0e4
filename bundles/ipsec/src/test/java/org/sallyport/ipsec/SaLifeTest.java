// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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

    /** As a worker does: it asks before, and counts what passed. */
    private static boolean use(SaLife life, int bytes, long now) {
        boolean may = !life.hasEnded(now);
        if (may) {
            life.count(bytes, now);
        }
        return may;
    }

    /** A ticker's zero means nothing: a life may begin before it, and where the count wraps. */
    @ParameterizedTest
    @ValueSource(longs = {0, -50_000_000_000L, Long.MAX_VALUE - 80_000_000_000L, Long.MIN_VALUE})
    void timeEndsALife(long start) {
        SaLife life = life(LIFETIME, start);

        assertThat(use(life, 1, start + 1)).isTrue();
        assertThat(life.reached(start + 70 * SECOND - 1, 1)).isEmpty();
        assertThat(life.reached(start + 70 * SECOND, 1)).contains(new Event(Limit.SOFT, Reason.SECONDS));
        assertThat(use(life, 1, start + 100 * SECOND - 1)).isTrue();
        assertThat(life.reached(start + 100 * SECOND - 1, 1)).contains(new Event(Limit.SOFT, Reason.SECONDS));
        assertThat(use(life, 1, start + 100 * SECOND)).isFalse();
        assertThat(life.reached(start + 100 * SECOND, 1)).contains(new Event(Limit.HARD, Reason.SECONDS));
    }

    @Test
    void bytesEndALifeWithThePacketThatReachesTheLimit() {
        SaLife life = life(LIFETIME, 0);

        assertThat(use(life, 7 * 1024 - 1, 1)).isTrue();
        assertThat(life.reached(1, 1)).isEmpty();
        assertThat(use(life, 1, 1)).isTrue();
        assertThat(life.reached(1, 2)).contains(new Event(Limit.SOFT, Reason.KILOBYTES));
        assertThat(use(life, 3 * 1024 - 1, 1)).isTrue();
        assertThat(life.reached(1, 3)).contains(new Event(Limit.SOFT, Reason.KILOBYTES));
        assertThat(use(life, 1500, 1)).isTrue();
        assertThat(use(life, 20, 1)).isFalse();
        assertThat(life.bytes()).isEqualTo(10 * 1024 - 1 + 1500);
        assertThat(life.reached(1, 4)).contains(new Event(Limit.HARD, Reason.KILOBYTES));
    }

    @Test
    void itSaysWhichPacketReachesALimitOfBytes() {
        SaLife life = life(LIFETIME, 0);

        assertThat(life.count(7 * 1024 - 1, 1)).isFalse();
        assertThat(life.count(1, 1)).as("soft").isTrue();
        assertThat(life.count(3 * 1024 - 1, 1)).isFalse();
        assertThat(life.count(1, 1)).as("hard").isTrue();
        assertThat(life.count(1, 1)).as("one of another thread's batch").isFalse();
        assertThat(life(LIFETIME, 0).count(20_000, 1)).as("both").isTrue();
        assertThat(life(Lifetime.UNLIMITED, 0).count(Integer.MAX_VALUE, 1)).isFalse();
    }

    @Test
    void itTellsWhatIsLeft() {
        SaLife life = life(LIFETIME, SECOND);
        life.count(1024, SECOND);

        assertThat(life.kilobytesLeft()).hasValue(9);
        assertThat(life.secondsLeft(1 * SECOND)).hasValue(100);
        assertThat(life.secondsLeft(2 * SECOND + 1)).hasValue(98);
        life.count(20_000, SECOND);
        assertThat(life.kilobytesLeft()).hasValue(0);
        assertThat(life.secondsLeft(500 * SECOND)).hasValue(0);
        assertThat(life(Lifetime.UNLIMITED, 0).kilobytesLeft()).isEmpty();
        assertThat(life(Lifetime.UNLIMITED, 0).secondsLeft(7)).isEmpty();
    }

    @Test
    void aFastOneEndsSoonerThanItsSoftLimitSays() {
        SaLife life = life(new Lifetime(0, 0, 990, 1_000), 0);

        life.count(499 * 1024, 0);
        assertThat(life.endsWithin(SECOND, 900 * 1024, SECOND))
                .as("not before half of it")
                .isFalse();
        life.count(1024, 0);
        assertThat(life.endsWithin(SECOND, 500 * 1024, SECOND)).isTrue();
        assertThat(life.endsWithin(SECOND, 250 * 1024, SECOND / 2)).isTrue();
        assertThat(life.endsWithin(SECOND, 499 * 1024, SECOND)).isFalse();
        assertThat(life.endsWithin(SECOND, 0, SECOND)).isFalse();
        assertThat(life(Lifetime.UNLIMITED, 0).endsWithin(SECOND, Long.MAX_VALUE, 1))
                .isFalse();
    }

    @Test
    void sequenceNumbersEndALife() {
        SaLife life = life(LIFETIME, 0);

        assertThat(life.reached(0, 0xF000_0000L - 1)).isEmpty();
        assertThat(life.reached(0, 0xF000_0000L)).contains(new Event(Limit.SOFT, Reason.SEQUENCE));
        assertThat(life.reached(0, 0xFFFF_FFFEL)).contains(new Event(Limit.SOFT, Reason.SEQUENCE));
        assertThat(life.reached(0, 0xFFFF_FFFFL)).contains(new Event(Limit.HARD, Reason.SEQUENCE));
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
            assertThat(use(life, Integer.MAX_VALUE, Long.MAX_VALUE - 1)).isTrue();
        }

        assertThat(life.reached(Long.MAX_VALUE - 1, SaLife.LAST_SEQUENCE)).isEmpty();
    }

    @Test
    void itKnowsWhenItWasUsed() {
        SaLife life = life(LIFETIME, 5 * SECOND);

        assertThat(life.wasUsed()).isFalse();
        assertThat(life.idleNanos(15 * SECOND)).isEqualTo(10 * SECOND);
        use(life, 100, 15 * SECOND);
        assertThat(life.wasUsed()).isTrue();
        assertThat(life.idleNanos(18 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(life.ageNanos(18 * SECOND)).isEqualTo(13 * SECOND);
        use(life, 100, 105 * SECOND);
        assertThat(life.idleNanos(106 * SECOND)).as("refused").isEqualTo(91 * SECOND);
    }

    @Test
    void aBatchFromBeforeItsBeginningCounts() {
        SaLife life = life(LIFETIME, 5 * SECOND);

        assertThat(use(life, 100, 5 * SECOND - 1)).isTrue();
        assertThat(life.bytes()).isEqualTo(100);
    }

    /** Whatever happens in whatever order: soft before hard, and hard as soon as a limit is reached. */
    @Test
    void noLimitIsMissed() {
        Rounds.of(500, random -> {
            SaLife life = life(LIFETIME, 0);
            long now = 0;
            long sequence = random.nextBoolean() ? 0 : 0xFFFF_FFFFL - 60;
            long bytes = 0;
            for (int i = 0; i < 60; i++) {
                now += random.nextLong(4 * SECOND);
                boolean mayPass = bytes < 10 * 1024 && now < 100 * SECOND;
                int size = random.nextInt(1, 600);
                assertThat(use(life, size, now)).isEqualTo(mayPass);
                bytes += mayPass ? size : 0;
                sequence++;
                boolean ended = bytes >= 10 * 1024 || now >= 100 * SECOND || sequence >= 0xFFFF_FFFFL;
                boolean near = bytes >= 7 * 1024 || now >= 70 * SECOND || sequence >= 0xF000_0000L;
                assertThat(life.reached(now, sequence).map(Event::limit))
                        .isEqualTo(
                                ended
                                        ? Optional.of(Limit.HARD)
                                        : near ? Optional.of(Limit.SOFT) : Optional.<Limit>empty());
            }
        });
    }
}
