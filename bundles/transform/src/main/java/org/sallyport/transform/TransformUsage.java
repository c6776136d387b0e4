// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** How much one provider of an algorithm is used, and how it behaves. Thread-safe. */
public final class TransformUsage {
    private final Consumer<Failure> whenFailed;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean abandoned;
    private final AtomicLong opened = new AtomicLong();

    /** Nobody is told of failures. */
    public TransformUsage() {
        this(failure -> {});
    }

    /** @param whenFailed is told of failures by whoever sees them, which may be the packet path */
    public TransformUsage(Consumer<Failure> whenFailed) {
        this.whenFailed = whenFailed;
    }

    /**
     * A call threw that may not.
     *
     * @param what was thrown
     * @param provoked whether it may be for what somebody sent: a forged packet must not take an algorithm away
     */
    public record Failure(Throwable what, boolean provoked) {}

    /** It failed in use. */
    public void failed(Failure failure) {
        whenFailed.accept(failure);
    }

    /** What is said of a call that did not return. */
    public static TimeoutException late(long millis) {
        return new TimeoutException("it did not return within " + millis + " ms");
    }

    /** A call did not return: whatever somebody sent, this is no answer to it, and the next one would cost another thread. */
    public void abandoned(long millis) {
        abandoned = true;
        failed(new Failure(late(millis), false));
    }

    /** Whether a call did not return. Its contexts are left as they are. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** A context was opened. */
    public void contextOpened() {
        open.incrementAndGet();
        opened.incrementAndGet();
    }

    /** A context was closed. */
    public void contextClosed() {
        open.decrementAndGet();
    }

    /** Contexts that are open now. */
    public int contexts() {
        return open.get();
    }

    /** Contexts ever opened. */
    public long contextsEver() {
        return opened.get();
    }
}
