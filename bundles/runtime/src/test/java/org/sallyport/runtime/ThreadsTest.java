// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ThreadsTest {
    private final Threads threads = Threads.system();
    private final AtomicInteger reported = new AtomicInteger();
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> reported.incrementAndGet());
    }

    @AfterEach
    void forget() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    private static final class Counting implements Agent {
        final CountDownLatch rounds = new CountDownLatch(20);
        final CompletableFuture<Thread> closedBy = new CompletableFuture<>();
        final CompletableFuture<Thread> workedBy = new CompletableFuture<>();

        @Override
        public String roleName() {
            return "counting";
        }

        @Override
        public int doWork() {
            workedBy.complete(Thread.currentThread());
            rounds.countDown();
            return (int) rounds.getCount() % 2;
        }

        @Override
        public void onClose() {
            closedBy.complete(Thread.currentThread());
        }
    }

    /** Compiled code of a loop refers to what it ran: one for all would keep the classes of agents that are gone. */
    @Test
    void eachAgentIsRunByALoopOfItsOwn() throws Exception {
        var callers = new HashSet<Class<?>>();
        for (int i = 0; i < 2; i++) {
            var caller = new CompletableFuture<Class<?>>();
            try (var running = threads.start(new Caller(caller))) {
                callers.add(caller.get(5, TimeUnit.SECONDS));
                assertThat(running.failures()).isZero();
            }
        }
        assertThat(callers).hasSize(2);
    }

    private record Caller(CompletableFuture<Class<?>> caller) implements Agent {
        private static final StackWalker STACK = StackWalker.getInstance(
                EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

        @Override
        public String roleName() {
            return "asks who calls";
        }

        @Override
        public int doWork() {
            caller.complete(STACK.walk(
                    frames -> frames.skip(1).findFirst().orElseThrow().getDeclaringClass()));
            return 0;
        }
    }

    @Test
    void anAgentRunsInOneDaemonOfItsNameUntilItIsClosed() throws Exception {
        var agent = new Counting();
        try (var running = threads.start(agent)) {
            assertThat(agent.rounds.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.failures()).isZero();
        }
        Thread thread = agent.workedBy.getNow(null);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("counting");
        assertThat(agent.closedBy.getNow(null)).isSameAs(thread);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IllegalStateException.class,
                NoClassDefFoundError.class,
                AssertionError.class,
                StackOverflowError.class,
                OutOfMemoryError.class
            })
    void anAgentThatThrowsIsReportedAndGoesOn(Class<? extends Throwable> kind) throws Exception {
        var calm = new CountDownLatch(3);
        var rounds = new AtomicInteger();
        var agent = new Agent() {
            @Override
            public String roleName() {
                return "failing";
            }

            @Override
            public int doWork() {
                if (rounds.incrementAndGet() <= 3) {
                    ThreadsTest.<RuntimeException>raise(kind);
                }
                calm.countDown();
                return 0;
            }
        };
        try (var running = threads.start(agent)) {
            assertThat(calm.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(running.failures()).isEqualTo(3);
        }
        assertThat(reported).hasValue(3);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Class<? extends Throwable> kind) throws T {
        try {
            throw (T) kind.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void closingWakesAnAgentThatBlocks() throws Exception {
        var wake = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        var agent = new Agent() {
            @Override
            public String roleName() {
                return "blocking";
            }

            @Override
            public int doWork() {
                blocked.countDown();
                try {
                    wake.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 1;
            }

            @Override
            public void wakeUp() {
                wake.countDown();
            }
        };
        var running = threads.start(agent);
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

        running.close();

        assertThat(wake.getCount()).isZero();
    }

    @Test
    void aCallGivesWhatItsTaskGives() throws Exception {
        assertThat(threads.<String>call(
                        "task", 20_000, () -> Thread.currentThread().getName()))
                .isEqualTo("task");
    }

    @Test
    void aCallThrowsWhatItsTaskThrows() {
        assertThatThrownBy(() -> threads.call("task", 20_000, () -> {
                    throw new IOException("planted");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("planted");
        assertThatThrownBy(() -> threads.call("task", 20_000, () -> {
                    throw new StackOverflowError("planted");
                }))
                .hasRootCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void aLateCallEndsInTimeAndItsTaskIsInterrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        assertThatThrownBy(() -> threads.call("late", 20, () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return 0;
                }))
                .isInstanceOf(TimeoutException.class);

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskRunsOnAThreadOfItsOwn() throws Exception {
        var name = new CompletableFuture<String>();
        threads.run("once", () -> name.complete(Thread.currentThread().getName()));

        assertThat(name.get(20, TimeUnit.SECONDS)).isEqualTo("once");
    }
}
