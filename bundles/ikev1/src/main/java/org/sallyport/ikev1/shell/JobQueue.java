// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.exchange.Work;

/**
 * Work that waits for somebody who does it: what known peers and this gateway want before what strangers want, and both in the order in
 * which they came. Each has so much room. Of one address no more waits than it has half-open ISAKMP SAs, for what belonged to
 * others is taken back. Thread-safe.
 */
final class JobQueue {
    private static final int ROOM = 256;

    private final Map<Long, Job> known = new LinkedHashMap<>(); // guarded by this, as are strangers'
    private final Map<Long, Job> strangers = new LinkedHashMap<>();
    private final Semaphore waiting = new Semaphore(0);

    record Job(long number, Work work) {}

    /** @return false if there is no room */
    boolean add(Job job, boolean isKnown) {
        synchronized (this) {
            Map<Long, Job> queue = isKnown ? known : strangers;
            if (queue.size() == ROOM) {
                return false;
            }
            queue.put(job.number(), job);
        }
        waiting.release();
        return true;
    }

    /** It waits no more; nothing if it did not. */
    synchronized void remove(long number) {
        known.remove(number);
        strangers.remove(number);
    }

    /** Whoever is next, if somebody comes before patience ends; null if not, or if the one that came was removed. */
    @Nullable
    Job next(long patienceMillis) throws InterruptedException {
        return waiting.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS) ? first() : null;
    }

    private synchronized @Nullable Job first() {
        Map<Long, Job> queue = known.isEmpty() ? strangers : known;
        var all = queue.values().iterator();
        if (!all.hasNext()) {
            return null;
        }
        Job first = all.next();
        all.remove();
        return first;
    }
}
