// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sallyport.testkit.VirtualTime;

final class QuiescenceTest {
    private static final long PATIENCE = 20_000_000_000L;
    private static final long SHORT = 20_000_000;

    private final Quiescence quiescence = new Quiescence(World.ticker());

    @Test
    void withoutParticipantsNobodyIsWaitedFor() {
        assertThat(quiescence.await(0)).isTrue();
    }

    @Test
    void aParticipantThatNeverWentOnlineOrIsOfflineOrLeftIsNotWaitedFor() {
        quiescence.join();
        var offline = quiescence.join();
        offline.online();
        offline.offline();
        var gone = quiescence.join();
        gone.online();
        gone.leave();

        assertThat(quiescence.await(0)).isTrue();
    }

    @Test
    void aParticipantThatPassesNoBoundaryIsWaitedForUntilTimeIsOver() {
        var participant = quiescence.join();
        participant.online();
        assertThat(quiescence.await(SHORT)).isFalse();

        participant.boundary();
        assertThat(quiescence.await(SHORT))
                .as("a boundary before the call does not count")
                .isFalse();

        participant.offline();
        assertThat(quiescence.await(SHORT)).isTrue();
    }

    @Test
    void timeIsTheTickers() {
        var time = new VirtualTime();
        var virtual = new Quiescence(() -> {
            time.pass(1_000_000);
            return time.nanos();
        });
        virtual.join().online();
        long before = time.nanos();

        assertThat(virtual.await(1_000_000_000)).isFalse();
        assertThat(time.nanos() - before).isBetween(1_000_000_000L, 1_010_000_000L);
    }

    /** A worker uses what is published; a publisher withdraws it, waits, and only then makes it unusable. */
    @Test
    void afterItReturnedNoWorkerUsesWhatWasPublishedBefore() throws Exception {
        var published = new Object() {
            volatile AtomicBoolean usable = new AtomicBoolean(true);
        };
        var stop = new AtomicBoolean();
        var misused = new AtomicLong();
        var atWork = new CountDownLatch(3); // or everything may be published before a busy machine starts a worker
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int pace = i;
            var thread = new Thread(() -> {
                var participant = quiescence.join();
                while (!stop.get()) {
                    participant.online();
                    atWork.countDown();
                    for (int batch = 0; batch < 20; batch++) {
                        AtomicBoolean seen = published.usable;
                        for (int use = 0; use < 50; use++) {
                            if (!seen.get()) {
                                misused.incrementAndGet();
                            }
                        }
                        participant.boundary();
                    }
                    participant.offline();
                    if (pace == 0) {
                        Thread.yield();
                    }
                }
                participant.leave();
            });
            thread.start();
            workers.add(thread);
        }
        assertThat(atWork.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 300; i++) {
            AtomicBoolean old = published.usable;
            published.usable = new AtomicBoolean(true);
            assertThat(quiescence.await(PATIENCE)).isTrue();
            old.set(false);
        }
        stop.set(true);
        for (Thread worker : workers) {
            worker.join();
        }

        assertThat(misused).hasValue(0);
    }

    @Test
    void twoPublishersAtOnceBothComeBack() throws Exception {
        var participant = quiescence.join();
        var stop = new AtomicBoolean();
        var worker = new Thread(() -> {
            while (!stop.get()) {
                participant.online();
                participant.boundary();
            }
            participant.offline();
        });
        worker.start();
        var failed = new AtomicLong();
        List<Thread> publishers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var publisher = new Thread(() -> {
                for (int round = 0; round < 100; round++) {
                    if (!quiescence.await(PATIENCE)) {
                        failed.incrementAndGet();
                    }
                }
            });
            publisher.start();
            publishers.add(publisher);
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }
        stop.set(true);
        worker.join();

        assertThat(failed).hasValue(0);
    }
}
