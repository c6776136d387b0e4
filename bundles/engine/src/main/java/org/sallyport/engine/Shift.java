// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.SaContext;

/**
 * In which SA's transforms a worker is, so that somebody else sees when it does not come back. The worker writes, and costs
 * itself two plain stores a packet; {@link Staff} reads, and ends the shift.
 */
final class Shift {
    private static final AtomicReferenceFieldUpdater<Shift, @Nullable SaContext> INSIDE =
            AtomicReferenceFieldUpdater.newUpdater(Shift.class, SaContext.class, "inside");
    private static final AtomicLongFieldUpdater<Shift> CALLS = AtomicLongFieldUpdater.newUpdater(Shift.class, "calls");

    private volatile @Nullable SaContext inside;
    private volatile long calls;
    private volatile boolean over;

    /** The worker came back, and finds that another one has its place: it touches nothing any more. */
    static final class OverException extends IllegalStateException {
        private static final long serialVersionUID = 1;

        OverException() {
            super("came back from a transform after another worker had taken over");
        }
    }

    /** The worker is about to call the transforms of an SA. */
    void enter(SaContext context) {
        CALLS.lazySet(this, calls + 1);
        INSIDE.lazySet(this, context);
    }

    /** The worker is back. @throws OverException if it has been too long away */
    void leave() {
        INSIDE.lazySet(this, null);
        if (over) {
            throw new OverException();
        }
    }

    /** The SA in whose transforms the worker is; null if it is in none. */
    @Nullable
    SaContext inside() {
        return inside;
    }

    /** How often the worker has called; while this stands still and it is inside, it is in one and the same call. */
    long calls() {
        return calls;
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
