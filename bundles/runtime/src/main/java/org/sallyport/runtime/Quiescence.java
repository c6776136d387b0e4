// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A barrier that workers pass without a lock: it tells when every one of them has seen what was published before.
 *
 * <p>A publisher changes a volatile snapshot and calls {@link #await}. A worker calls {@link Participant#boundary}
 * between two batches and reads the snapshot after it. A worker that is about to block calls {@link
 * Participant#offline}, and {@link Participant#online} before it touches anything again; offline workers are not waited
 * for. When {@code await} returns true, no worker uses what the old snapshot offered.
 */
public final class Quiescence {
    private static final long OFFLINE = 0;
    private static final long POLL_NANOS = 50_000;

    private final List<Participant> participants = new CopyOnWriteArrayList<>();
    private final Ticker ticker;
    private volatile long epoch = 1;

    public Quiescence(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A new participant, offline at first. Its methods are for its own thread. */
    public Participant join() {
        var participant = new Participant();
        participants.add(participant);
        return participant;
    }

    /**
     * Waits until every participant is offline or has passed a boundary since this call.
     *
     * @return false if that took longer than allowed
     */
    @SuppressWarnings("NonAtomicVolatileUpdate") // guarded by this; readers only need to see it grow
    public boolean await(long timeoutNanos) {
        long target;
        synchronized (this) { // two publishers at once need two epochs
            target = ++epoch;
        }
        long deadline = ticker.nanos() + timeoutNanos;
        for (Participant participant : participants) {
            while (participant.seen != OFFLINE && participant.seen < target) {
                if (ticker.nanos() - deadline > 0) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
        return true;
    }

    /** One worker's side of the barrier. */
    public final class Participant {
        private volatile long seen = OFFLINE;

        private Participant() {}

        /** Between two batches: whatever was published before is read after this. */
        public void boundary() {
            seen = epoch;
        }

        /** The worker is about to block, inside nobody's code. */
        public void offline() {
            seen = OFFLINE;
        }

        /** The worker is back, and reads the snapshot anew before it uses anything. */
        public void online() {
            seen = epoch;
        }

        /** The worker ends. */
        public void leave() {
            seen = OFFLINE;
            participants.remove(this);
        }
    }
}
