// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SaExpiry;
import org.sallyport.ipsec.SaLife.Event;
import org.sallyport.ipsec.SaLife.Limit;
import org.sallyport.ipsec.SaLife.Reason;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.internal.Lives.Couple;
import org.sallyport.testkit.Rounds;

/** Which pairs have reached a limit. */
final class ExpiriesTest {
    private static final long SECOND = Lives.SECOND;

    private boolean served = true;
    private final Expiries expiries = new Expiries(algorithms -> served);
    private final Couple one = new Couple(1, Lives.LIMITED);
    private final Couple two = new Couple(2, Lives.LIMITED);

    private List<Event> judge(SadSnapshot sad, long now) {
        return expiries.judge(sad, now).stream().map(SaExpiry::event).toList();
    }

    @Test
    void bothSasOfAPairReachALimitTogetherAndItIsToldOnce() {
        SadSnapshot sad = Lives.sad(one);

        assertThat(judge(sad, 70 * SECOND - 1)).isEmpty();
        List<SaExpiry> soft = expiries.judge(sad, 70 * SECOND);
        assertThat(soft)
                .containsExactly(new SaExpiry(
                        1,
                        new Event(Limit.SOFT, Reason.SECONDS),
                        false,
                        List.of(one.in().parameters()),
                        List.of(one.out().parameters())));
        assertThat(judge(sad, 71 * SECOND)).isEmpty();
        assertThat(judge(sad, 100 * SECOND)).containsExactly(new Event(Limit.HARD, Reason.SECONDS));
        assertThat(judge(sad, 101 * SECOND)).isEmpty();
    }

    @Test
    void aPairWhoseTransformsAreGoneForLongerThanAnUpdateTakesHasEnded() {
        SadSnapshot sad = Lives.sad(one, Couple.manual());
        served = false;
        assertThat(judge(sad, 5 * SECOND)).isEmpty();
        assertThat(judge(sad, 14 * SECOND)).isEmpty();
        served = true; // the bundle was updated
        assertThat(judge(sad, 16 * SECOND)).isEmpty();
        served = false;
        assertThat(judge(sad, 20 * SECOND)).isEmpty();
        assertThat(judge(sad, 30 * SECOND - 1)).isEmpty();
        assertThat(judge(sad, 30 * SECOND)).containsExactly(new Event(Limit.HARD, Reason.TRANSFORM));
        assertThat(judge(sad, 31 * SECOND)).isEmpty();
    }

    @Test
    void theFirstHalfThatReachesALimitDecides() {
        SadSnapshot sad = Lives.sad(one);
        one.in().life().count(800 * 1024, 1);

        assertThat(judge(sad, 2)).containsExactly(new Event(Limit.SOFT, Reason.KILOBYTES));
        one.out().life().count(800 * 1024, 3);
        assertThat(judge(sad, 4)).as("the other half, soft again").isEmpty();
        one.out().life().count(300 * 1024, 5);
        assertThat(judge(sad, 6)).containsExactly(new Event(Limit.HARD, Reason.KILOBYTES));
    }

    @Test
    void softIsVoidWhenHardIsReachedAtOnce() {
        one.in().life().count(800 * 1024, 1);
        one.out().life().count(2000 * 1024, 1);

        assertThat(judge(Lives.sad(one), 2)).containsExactly(new Event(Limit.HARD, Reason.KILOBYTES));
    }

    @Test
    void trafficInEitherDirectionIsUse() {
        one.in().life().count(1, 1);

        assertThat(expiries.judge(Lives.sad(one, two), 70 * SECOND))
                .extracting(SaExpiry::used)
                .containsExactly(true, false);
    }

    @Test
    void aFastPairIsRenewedBeforeItsSoftLimit() {
        SadSnapshot sad = Lives.sad(one, two);
        assertThat(judge(sad, 0)).isEmpty();
        for (int second = 1; second <= 4; second++) {
            one.in().life().count(120 * 1024, 1);
            two.in().life().count(20 * 1024, 1);
            assertThat(judge(sad, second * SECOND)).as("second %d", second).isEmpty();
        }
        one.in().life().count(120 * 1024, 1); // 600 of 1,000 kilobytes: the rest lasts less than five seconds
        assertThat(expiries.judge(sad, 5 * SECOND)).singleElement().satisfies(expiry -> {
            assertThat(expiry.pair()).isEqualTo(1);
            assertThat(expiry.event()).isEqualTo(new Event(Limit.SOFT, Reason.KILOBYTES));
        });
        assertThat(judge(sad, 6 * SECOND)).isEmpty();
        assertThat(expiries.near()).extracting(SaExpiry::pair).containsExactly(1);
    }

    @Test
    void aBurstBetweenTwoLooksIsNoRate() {
        SadSnapshot sad = Lives.sad(one);
        assertThat(judge(sad, 0)).isEmpty();
        one.in().life().count(550 * 1024, 1);

        assertThat(judge(sad, 1_000_000)).as("a millisecond later").isEmpty();
        assertThat(judge(sad, 10 * SECOND))
                .as("55 kilobytes a second: 8 seconds are left")
                .isEmpty();
    }

    @Test
    void manualSasAreNotWatched() {
        assertThat(judge(Lives.sad(Couple.manual()), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void unlimitedOnesOnlyEndWithTheirNumbers() {
        var unlimited = new Couple(3, SaOptions.DEFAULT);
        unlimited.in().life().count(Integer.MAX_VALUE, 1);

        assertThat(judge(Lives.sad(unlimited), Long.MAX_VALUE / 2)).isEmpty();
    }

    @Test
    void whatWasToldIsRememberedWhileOthersComeAndGo() {
        SadSnapshot sad = Lives.sad(one);
        one.in().life().count(800 * 1024, 1);
        assertThat(judge(sad, 2)).hasSize(1);

        sad = sad.withInbound(List.of(two.in())).withOutbound(List.of(two.out()));
        assertThat(judge(sad, 3)).isEmpty();
        assertThat(expiries.near()).hasSize(1);
        sad = sad.without(sa -> sa.pair() == 1);
        assertThat(judge(sad, 4)).isEmpty();
        assertThat(expiries.near()).isEmpty();
        assertThat(judge(sad, 70 * SECOND)).hasSize(1);
    }

    @Test
    void aPairIsWatchedFromItsFirstHalfOn() {
        SadSnapshot sad = SadSnapshot.EMPTY.withInbound(List.of(one.in()));

        assertThat(expiries.judge(sad, 70 * SECOND).get(0).outbound()).isEmpty();
        sad = sad.withOutbound(List.of(one.out()));
        assertThat(judge(sad, 71 * SECOND)).isEmpty();
        assertThat(expiries.judge(sad, 100 * SECOND).get(0).outbound()).hasSize(1);
    }

    /** Whatever comes, goes and is used: of each pair at most one of each, soft before hard, hard as soon as it is due. */
    @Test
    void eachLimitOfEachPairIsToldOnce() {
        Rounds.of(200, random -> {
            var judge = new Expiries(algorithms -> true);
            var couples = new ArrayList<Couple>();
            var told = new ArrayList<List<Limit>>();
            SadSnapshot sad = SadSnapshot.EMPTY;
            long now = 0;
            for (int i = 0; i < 60; i++) {
                if (random.nextInt(4) == 0) {
                    var couple = new Couple(couples.size(), Lives.LIMITED, now);
                    couples.add(couple);
                    told.add(new ArrayList<>());
                    sad = sad.withInbound(List.of(couple.in())).withOutbound(List.of(couple.out()));
                }
                now += random.nextLong(5 * SECOND);
                for (Couple couple : couples) {
                    couple.out().life().count(random.nextInt(60_000), now);
                }
                for (SaExpiry expiry : judge.judge(sad, now)) {
                    told.get(expiry.pair()).add(expiry.event().limit());
                }
                for (int pair = 0; pair < couples.size(); pair++) {
                    var life = couples.get(pair).out().life();
                    assertThat(told.get(pair).contains(Limit.HARD)).isEqualTo(life.hasEnded(now));
                    assertThat(told.get(pair))
                            .isIn(List.of(), List.of(Limit.SOFT), List.of(Limit.HARD), List.of(Limit.SOFT, Limit.HARD));
                }
            }
        });
    }
}
