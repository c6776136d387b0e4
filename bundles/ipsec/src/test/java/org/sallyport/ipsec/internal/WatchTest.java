// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.ipsec.SaExpiry;
import org.sallyport.ipsec.SaExpiryListener;
import org.sallyport.ipsec.SaLife.Limit;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.internal.Lives.Couple;
import org.sallyport.runtime.Threads;
import org.sallyport.testkit.VirtualTime;

/** What becomes of SAs whose lives end. */
final class WatchTest {
    private final Sad sad = Sad.create();
    private final VirtualTime time = new VirtualTime();
    private final List<String> log = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final SaExpiryListener listener = expiry -> heard.add(text(expiry));
    private final Watch watch =
            new Watch(sad, time::nanos, algorithms -> true, expiry -> log.add(text(expiry)), 60_000);
    private final Couple one = new Couple(1, Lives.LIMITED, time.nanos());
    private final Couple other = new Couple(2, Lives.LIMITED, time.nanos() + 50 * Lives.SECOND);

    private static String text(SaExpiry expiry) {
        return expiry.pair() + " " + expiry.event().limit();
    }

    @Test
    void aPairThatEndsIsTakenOutAndToldAndNoOtherIsTouched() {
        sad.change(present -> Lives.sad(one, other, Couple.manual()));
        watch.add(listener);

        time.pass(70 * Lives.SECOND);
        watch.look();
        assertThat(heard).containsExactly("1 SOFT");
        assertThat(sad.snapshot().inbound()).hasSize(3);
        time.pass(30 * Lives.SECOND);
        watch.look();
        assertThat(heard).containsExactly("1 SOFT", "1 HARD");
        assertThat(sad.snapshot().inbound()).hasSize(2).doesNotContain(one.in());
        assertThat(sad.snapshot().outbound()).hasSize(2).contains(other.out());
        watch.look();
        assertThat(heard).hasSize(2);
        assertThat(log).isEqualTo(heard);
    }

    @Test
    void whoComesLateHearsWhatShouldBeRenewed() {
        sad.change(present -> Lives.sad(one, other));
        time.pass(70 * Lives.SECOND);
        watch.look();

        watch.add(listener);
        watch.look();
        assertThat(heard).containsExactly("1 SOFT");
        watch.look();
        assertThat(heard).hasSize(1);
        watch.remove(listener);
        time.pass(200 * Lives.SECOND);
        watch.look();
        assertThat(heard).hasSize(1);
        assertThat(sad.snapshot().inbound()).isEmpty();
    }

    @Test
    void aListenerThatFailsHurtsNoOther() {
        sad.change(present -> Lives.sad(one));
        watch.add(expiry -> {
            throw new IllegalStateException("planted");
        });
        watch.add(listener);
        watch.look();
        time.pass(100 * Lives.SECOND);

        assertThatThrownBy(watch::look).hasMessage("planted");
        assertThat(heard).containsExactly("1 HARD");
        assertThat(sad.snapshot().inbound()).isEmpty();
    }

    @Test
    void itLooksAtOnceWhenALimitOfBytesIsReached() throws Exception {
        var told = new LinkedBlockingQueue<SaExpiry>();
        sad.change(present -> Lives.sad(one));
        watch.add(told::add);
        sad.listen(watch::wakeUp);
        try (var running = Threads.system().start(watch)) {
            one.out().life().count(700 * 1024, time.nanos());
            watch.wakeUp();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isNotNull(); // it has looked, and rests for a minute
            assertThat(one.out().life().count(300 * 1024, time.nanos())).isTrue();
            sad.limitReached();

            SaExpiry expiry = told.poll(10, TimeUnit.SECONDS);
            assertThat(expiry).isNotNull();
            assertThat(expiry.event().limit()).isEqualTo(Limit.HARD);
            assertThat(running.failures()).isZero();
        }
    }
}
