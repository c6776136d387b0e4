// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * In whose code a thread is, so that another one sees when it does not come back. The thread itself calls {@link #enter} and {@link
 * #leave} around each call; one watcher calls {@link #lost} every {@link #LOOK_MILLIS}. Either the thread leaves or the watcher takes its
 * work away, never both.
 *
 * @param <T> stands for the code that is called
 */
public final class Shift<T> {
    /** Between two looks. A process that was stopped for long has missed looks, and so accuses nobody. */
    public static final long LOOK_MILLIS = 250;

    private final AtomicReference<@Nullable T> inside = new AtomicReference<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean over;
    private long seen; // the watcher's
    private int looks;

    /** The thread came back, and finds that another one does its work: it touches nothing any more. */
    public static final class OverException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        OverException() {
            super("came back from a call after another thread had taken over");
        }
    }

    /** The thread is about to call. */
    public void enter(T whose) {
        calls.lazySet(calls.getPlain() + 1);
        inside.lazySet(whose);
    }

    /** It is back. @throws OverException if it has been too long away */
    public void leave() {
        if (inside.getAndSet(null) == null) {
            over = true;
            throw new OverException();
        }
    }

    /**
     * Takes a look, and its work away from a thread that has been in one and the same call for so many looks. When it comes back, {@link
     * #leave} throws.
     *
     * @return whose code it is lost in; null if it is not
     */
    public @Nullable T lost(int most) {
        long now = calls.get();
        T whose = inside.get();
        looks = whose != null && now == seen ? looks + 1 : 0;
        seen = now;
        if (looks < most || !inside.compareAndSet(whose, null)) {
            return null;
        }
        over = true;
        return whose;
    }

    /** Whether somebody else does its work. */
    public boolean isOver() {
        return over;
    }
}
