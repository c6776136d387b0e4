// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/**
 * The registry. {@link #add} only queues; the registry's agent computes the known answers and publishes. {@link #remove}
 * publishes at once and then waits at the barrier, without a lock.
 *
 * <p>Thread-safe: the list is changed under the monitor, everybody else reads the published snapshot.
 */
public final class Registry implements TransformRegistry, Agent {
    private static final long VECTORS_MILLIS = 5_000;
    private static final long BARRIER_NANOS = 250_000_000;
    private static final long IDLE_MILLIS = 10_000;
    private static final int LOOK_UP = -1;

    private final Threads threads;
    private final Quiescence quiescence;
    private final List<InstalledTransform> entries = new ArrayList<>();
    private final PriorityBlockingQueue<Waiting> pending = new PriorityBlockingQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Map<Transform, String> failures = Collections.synchronizedMap(new IdentityHashMap<>());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<AlgorithmId, Long> deprecated = new ConcurrentHashMap<>();
    private TransformPolicy policy = TransformPolicy.OPEN;
    private volatile TransformSnapshot snapshot = TransformSnapshot.EMPTY;

    public Registry(Ticker ticker, Threads threads) {
        this.threads = threads;
        this.quiescence = new Quiescence(ticker);
    }

    @Override
    public TransformSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public void govern(TransformPolicy newPolicy) {
        synchronized (this) {
            if (policy.equals(newPolicy)) {
                return;
            }
            policy = newPolicy;
            publish();
        }
        tell();
    }

    @Override
    public void countDeprecated(AlgorithmId algorithm) {
        deprecated.merge(algorithm, 1L, Long::sum);
    }

    @Override
    public Map<AlgorithmId, Long> deprecated() {
        return Map.copyOf(deprecated);
    }

    @Override
    public Quiescence quiescence() {
        return quiescence;
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** Queues a transform for admission. */
    public void add(Transform transform, TransformDescription description) {
        if (find(snapshot.installed(), transform).isPresent()) {
            refuse(transform, description, "it is registered twice");
            return;
        }
        int kind = description.kind().ordinal();
        var usage = new TransformUsage(failure -> failed(transform, kind, failure));
        put(new InstalledTransform(description, transform, State.PENDING, "", usage));
        pending.add(new Waiting(kind, arrivals.incrementAndGet(), Optional.of(transform)));
    }

    /** A transform threw in use: at the next occasion it is set aside, or examined again if a peer may be the cause. */
    private void failed(Transform transform, int kind, TransformUsage.Failure failure) {
        String why = failure.provoked() ? "" : "it failed in use: " + failure.what();
        String before = failures.putIfAbsent(transform, why);
        if (before == null || before.isEmpty() && !why.isEmpty() && failures.replace(transform, before, why)) {
            pending.add(new Waiting(kind, arrivals.incrementAndGet(), Optional.of(transform)));
        }
    }

    /** Takes the new description of a transform that is here already: its ranking may have changed. */
    public void update(Transform transform, TransformDescription description) {
        change(
                transform,
                entry -> new InstalledTransform(description, transform, entry.state(), entry.verdict(), entry.usage()));
    }

    /** Lists a transform whose service properties are wrong. It is never offered. */
    public void refuse(Transform transform, TransformDescription description, String why) {
        put(new InstalledTransform(description, transform, State.FAILED, why, new TransformUsage()));
    }

    /**
     * Withdraws a transform and waits until no worker uses it.
     *
     * @return false if some worker did not come out of it in time; the transform then stays listed as quarantined
     */
    public boolean remove(Transform transform) {
        pending.removeIf(
                waiting -> waiting.transform().filter(next -> next == transform).isPresent());
        Optional<InstalledTransform> gone = take(transform);
        boolean quiet = gone.isEmpty() || quiescence.await(BARRIER_NANOS);
        failures.remove(transform); // now nobody adds to them
        if (quiet) {
            return true;
        }
        InstalledTransform late = gone.get();
        put(new InstalledTransform(
                late.description(), transform, State.QUARANTINED, "left while a worker was inside it", late.usage()));
        return false;
    }

    /**
     * In the order of kinds: what carries packets is not to wait for key exchanges, whose answers take long to compute.
     *
     * @param transform empty to make the agent look up
     */
    private record Waiting(int kind, long arrival, Optional<Transform> transform) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return kind == other.kind ? Long.compare(arrival, other.arrival) : Integer.compare(kind, other.kind);
        }
    }

    @Override
    public String roleName() {
        return "sallyport-admission";
    }

    @Override
    public int doWork() {
        Transform next = next().orElse(null);
        if (next == null) {
            return 0;
        }
        String failed = failures.getOrDefault(next, "");
        if (failed.isEmpty()) {
            Optional<String> verdict = find(snapshot.installed(), next).flatMap(this::examine);
            change(
                    next,
                    entry -> judged(
                            entry, State.FAILED, verdict.or(() -> Consistency.claim(entry.description(), entries))));
        } else {
            change(next, entry -> judged(entry, State.QUARANTINED, Optional.of(failed)));
        }
        return 1;
    }

    private static InstalledTransform judged(InstalledTransform entry, State guilty, Optional<String> verdict) {
        return new InstalledTransform(
                entry.description(),
                entry.transform(),
                verdict.isEmpty() ? State.ADMITTED : guilty,
                verdict.orElse(""),
                entry.usage());
    }

    private Optional<Transform> next() {
        try {
            Waiting next = pending.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            return next == null ? Optional.empty() : next.transform();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void wakeUp() {
        pending.add(new Waiting(LOOK_UP, arrivals.incrementAndGet(), Optional.empty()));
    }

    private Optional<String> examine(InstalledTransform entry) {
        Transform transform = entry.transform();
        try {
            return threads.call(
                    "sallyport-known-answers",
                    VECTORS_MILLIS,
                    () -> KnownAnswers.firstFailure(transform)
                            .or(() -> Consistency.contradiction(transform, entry.description())));
        } catch (TimeoutException e) {
            return Optional.of("its known answers took longer than " + VECTORS_MILLIS + " ms");
        } catch (Exception e) {
            return Optional.of("its known answers ended with " + e);
        }
    }

    private void put(InstalledTransform entry) {
        synchronized (this) {
            entries.add(entry);
            publish();
        }
        tell();
    }

    private Optional<InstalledTransform> take(Transform transform) {
        Optional<InstalledTransform> gone;
        synchronized (this) {
            gone = find(entries, transform);
            gone.ifPresent(entries::remove);
            publish();
        }
        tell();
        return gone;
    }

    private void change(Transform transform, UnaryOperator<InstalledTransform> change) {
        synchronized (this) {
            find(entries, transform).ifPresent(entry -> entries.set(entries.indexOf(entry), change.apply(entry)));
            publish();
        }
        tell();
    }

    private static Optional<InstalledTransform> find(List<InstalledTransform> entries, Transform transform) {
        return entries.stream().filter(entry -> entry.transform() == transform).findFirst();
    }

    private void publish() {
        snapshot = new TransformSnapshot(entries, policy);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
