// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaExpiry;
import org.sallyport.ipsec.SaExpiryListener;
import org.sallyport.ipsec.SaLife.Limit;
import org.sallyport.ipsec.Sad;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Ticker;

/**
 * Watches the lives of all negotiated SAs: takes those that have ended, and those whose transforms are gone for good, out of the
 * database, and tells listeners. It looks
 * several times a second, and at once when a worker has seen a limit of bytes reached.
 *
 * <p>Listeners come and go in any thread; one that is gone is not called again.
 */
final class Watch implements Agent {
    private final Sad sad;
    private final Ticker ticker;
    private final Consumer<SaExpiry> log;
    private final long periodMillis;
    private final Expiries expiries;
    private final Semaphore bell = new Semaphore(0);
    private final List<SaExpiryListener> arrived = new ArrayList<>();
    private final List<SaExpiryListener> listeners = new ArrayList<>();

    /**
     * A watch.
     *
     * @param served whether somebody serves these algorithms now
     * @param log hears of everything first
     * @param periodMillis how often it looks without being called
     */
    Watch(Sad sad, Ticker ticker, Predicate<SaAlgorithms> served, Consumer<SaExpiry> log, long periodMillis) {
        this.sad = sad;
        this.ticker = ticker;
        this.expiries = new Expiries(served);
        this.log = log;
        this.periodMillis = periodMillis;
    }

    synchronized void add(SaExpiryListener listener) {
        arrived.add(listener);
        bell.release();
    }

    synchronized void remove(SaExpiryListener listener) {
        arrived.remove(listener);
        listeners.remove(listener);
    }

    @Override
    public String roleName() {
        return "sallyport-sa-watch";
    }

    @Override
    public int doWork() {
        look();
        return 0;
    }

    @Override
    public void rest() {
        try {
            if (bell.tryAcquire(periodMillis, TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once at all SAs. */
    void look() {
        List<SaExpiry> reached = expiries.judge(sad.snapshot(), ticker.nanos());
        Set<Integer> ended = reached.stream()
                .filter(expiry -> expiry.event().limit() == Limit.HARD)
                .map(SaExpiry::pair)
                .collect(Collectors.toSet());
        if (!ended.isEmpty()) {
            sad.change(present -> present.without(sa -> !sa.manual() && ended.contains(sa.pair())));
        }
        reached.forEach(log);
        tell(reached);
    }

    /** Under the monitor, so that whoever left is not called afterwards. */
    private synchronized void tell(List<SaExpiry> reached) {
        List<RuntimeException> failures = new ArrayList<>();
        for (SaExpiryListener listener : listeners) {
            reached.forEach(expiry -> tell(listener, expiry, failures));
        }
        for (SaExpiryListener listener : arrived) {
            expiries.near().forEach(expiry -> tell(listener, expiry, failures));
        }
        listeners.addAll(arrived);
        arrived.clear();
        if (!failures.isEmpty()) {
            throw failures.get(0); // after all were told: the thread reports it and goes on
        }
    }

    private static void tell(SaExpiryListener listener, SaExpiry expiry, List<RuntimeException> failures) {
        try {
            listener.reached(expiry);
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    @Override
    public void wakeUp() {
        bell.release();
    }
}
