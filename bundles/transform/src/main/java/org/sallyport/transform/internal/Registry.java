// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformSpec;
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

    private final Ticker ticker;
    private final Threads threads;
    private final Quiescence quiescence;
    private final List<InstalledTransform> entries = new ArrayList<>();
    private final PriorityBlockingQueue<Waiting> pending = new PriorityBlockingQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final Map<Transform, String> failures = new IdentityHashMap<>();
    private final Set<Transform> contested = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Transform> leaving = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<AlgorithmId, Long> negotiated = new ConcurrentHashMap<>();
    private final Map<AlgorithmId, Long> deprecated = new ConcurrentHashMap<>();
    private List<InstalledTransform> freeBefore = List.of(); // the agent's
    private TransformPolicy policy = TransformPolicy.OPEN;
    private volatile TransformSnapshot snapshot = TransformSnapshot.EMPTY;

    public Registry(Ticker ticker, Threads threads) {
        this.ticker = ticker;
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
    public void negotiated(AlgorithmId algorithm) {
        negotiated.put(algorithm, ticker.nanos());
    }

    @Override
    public Map<AlgorithmId, Long> sinceNegotiated() {
        long now = ticker.nanos();
        return negotiated.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, last -> Math.max(0, now - last.getValue())));
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
        if (isBack(transform)) {
            take(transform);
        }
        if (find(snapshot.installed(), transform).isPresent()) {
            refuse(transform, description, "it is registered twice");
            return;
        }
        int kind = description.kind().ordinal();
        put(new InstalledTransform(
                description, transform, State.PENDING, "", usage(transform, description), Optional.empty()));
        examineSoon(transform, kind);
    }

    private TransformUsage usage(Transform transform, TransformDescription description) {
        int kind = description.kind().ordinal();
        return new TransformUsage(failure -> failed(transform, kind, failure));
    }

    private synchronized boolean isBack(Transform transform) {
        return leaving.remove(transform);
    }

    /** A transform threw in use: at the next occasion it is set aside, or examined again if a peer may be the cause. */
    private void failed(Transform transform, int kind, TransformUsage.Failure failure) {
        String why = failure.provoked() ? "" : "it failed in use: " + ForeignWords.of(failure.what());
        synchronized (this) {
            String before = failures.get(transform);
            boolean news = before == null || before.isEmpty() && !why.isEmpty();
            if (!news || find(entries, transform).isEmpty()) { // of one that is gone nobody needs to know
                return;
            }
            failures.put(transform, why);
        }
        examineSoon(transform, kind);
    }

    /** Takes the new description of a transform that is here already. It is examined anew if more than its ranking changed. */
    public void update(Transform transform, TransformDescription description) {
        change(transform, entry -> {
            if (entry.state() == State.QUARANTINED || Consistency.same(entry.description(), description)) {
                return new InstalledTransform(
                        description, transform, entry.state(), entry.verdict(), entry.usage(), entry.spec());
            }
            examineSoon(transform, description.kind().ordinal());
            return new InstalledTransform(description, transform, State.PENDING, "", entry.usage(), entry.spec());
        });
    }

    private void examineSoon(Transform transform, int kind) {
        pending.add(new Waiting(kind, arrivals.incrementAndGet(), Optional.of(transform)));
    }

    /** Lists a transform whose service properties are wrong. It is never offered. */
    public void refuse(Transform transform, TransformDescription description, String why) {
        put(new InstalledTransform(
                description, transform, State.FAILED, why, usage(transform, description), Optional.empty()));
    }

    /**
     * Withdraws a transform and waits until no worker uses it. One that was registered twice only loses its second registration.
     *
     * @return false if some worker may still be inside it; the transform then stays listed as quarantined until none is
     */
    public boolean remove(Transform transform) {
        InstalledTransform gone = take(transform).orElse(null);
        if (gone == null || find(snapshot.installed(), transform).isPresent()) {
            return true;
        }
        if (quiescence.await(BARRIER_NANOS)) {
            return true;
        }
        String why = gone.usage().isAbandoned()
                ? "left while a worker was inside it"
                : "left before every worker had been seen outside of it";
        put(new InstalledTransform(gone.description(), transform, State.QUARANTINED, why, gone.usage(), gone.spec()));
        synchronized (this) {
            leaving.add(transform);
        }
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
        Waiting next = next();
        if (next == null) {
            reconsider();
        }
        Transform transform = next == null ? null : next.transform().orElse(null);
        if (transform == null) {
            return letGo();
        }
        String failed = failure(transform);
        if (failed.isEmpty()) {
            find(snapshot.installed(), transform).ifPresent(this::judge);
        } else {
            change(transform, entry -> judged(entry, State.QUARANTINED, Optional.of(failed), entry.spec()));
        }
        return 1;
    }

    private synchronized String failure(Transform transform) {
        return failures.getOrDefault(transform, "");
    }

    /** Forgets the transforms that left while a worker may have been inside them, once every worker has been outside since. */
    private int letGo() {
        Set<Transform> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        synchronized (this) {
            gone.addAll(leaving);
        }
        if (gone.isEmpty() || !quiescence.await(BARRIER_NANOS)) {
            return 0;
        }
        synchronized (this) {
            gone.removeIf(transform -> !leaving.remove(transform)); // it is back
        }
        gone.forEach(this::take);
        return 1;
    }

    /**
     * Examines anew what was refused for the sake of others, if these are gone for two rounds: a bundle that is updated comes back
     * in a moment, and has the right of way.
     */
    void reconsider() {
        List<InstalledTransform> free = contested().stream()
                .filter(entry -> entry.spec()
                        .flatMap(spec -> Consistency.mismatch(entry, spec, snapshot.installed()))
                        .isEmpty())
                .filter(entry -> Consistency.claim(entry.description(), snapshot.installed())
                        .isEmpty())
                .toList();
        free.stream()
                .filter(freeBefore::contains)
                .forEach(entry -> examineSoon(
                        entry.transform(), entry.description().kind().ordinal()));
        freeBefore = free;
    }

    private synchronized List<InstalledTransform> contested() {
        return entries.stream()
                .filter(entry -> contested.contains(entry.transform()))
                .toList();
    }

    /**
     * What is wrong with a transform.
     *
     * @param ofOthers whether only because others are there
     */
    private record Fault(String what, boolean ofOthers) {}

    /**
     * What an examination has shown.
     *
     * @param spec what the transform says that it is, if it came to that
     */
    private record Finding(Optional<Fault> fault, Optional<TransformSpec> spec) {
        static Finding of(String what) {
            return new Finding(Optional.of(new Fault(what, false)), Optional.empty());
        }
    }

    /** What was said anew of it meanwhile is judged when its turn comes. */
    private void judge(InstalledTransform seen) {
        Finding finding = examine(seen, snapshot.installed());
        change(seen.transform(), entry -> {
            if (entry.state() == State.QUARANTINED || !Consistency.same(seen.description(), entry.description())) {
                return entry;
            }
            contested.remove(entry.transform());
            finding.fault().filter(Fault::ofOthers).ifPresent(found -> contested.add(entry.transform()));
            return judged(
                    entry,
                    State.FAILED,
                    finding.fault().map(Fault::what),
                    entry.spec().or(finding::spec));
        });
    }

    private static InstalledTransform judged(
            InstalledTransform entry, State guilty, Optional<String> verdict, Optional<TransformSpec> spec) {
        return new InstalledTransform(
                entry.description(),
                entry.transform(),
                verdict.isEmpty() ? State.ADMITTED : guilty,
                verdict.orElse(""),
                entry.usage(),
                spec);
    }

    /** Null if nothing came in a long time. */
    private @Nullable Waiting next() {
        try {
            return pending.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Waiting(LOOK_UP, 0, Optional.empty());
        }
    }

    @Override
    public void wakeUp() {
        pending.add(new Waiting(LOOK_UP, arrivals.incrementAndGet(), Optional.empty()));
    }

    private Finding examine(InstalledTransform entry, List<InstalledTransform> others) {
        Optional<String> malformed = Form.fault(entry.description());
        if (malformed.isPresent()) {
            return Finding.of(malformed.get());
        }
        try {
            return threads.call("sallyport-known-answers", VECTORS_MILLIS, () -> asked(entry, others));
        } catch (TimeoutException e) {
            return Finding.of("its known answers took longer than " + VECTORS_MILLIS + " ms");
        } catch (Exception e) {
            return ended(e);
        }
    }

    /** In the thread that need not come back. What is thrown is put into words here, because that is a call, too. */
    private static Finding asked(InstalledTransform entry, List<InstalledTransform> others) {
        try {
            Optional<String> wrong = KnownAnswers.firstFailure(entry.transform());
            return wrong.isPresent() ? Finding.of(wrong.get()) : compared(entry, Specs.of(entry.transform()), others);
        } catch (Exception | Error e) {
            return ended(e);
        }
    }

    private static Finding ended(Throwable thrown) {
        return Finding.of("its known answers ended with " + ForeignWords.of(thrown));
    }

    /** Nobody asks for the spec again: it was computed with, and users were told of it. */
    private static Finding compared(InstalledTransform entry, TransformSpec spec, List<InstalledTransform> others) {
        TransformDescription said = entry.description();
        Optional<Fault> fault = entry.spec()
                .filter(before -> !before.equals(spec))
                .map(before -> "its spec was " + before + " and is " + spec)
                .or(() -> Consistency.contradiction(spec, said))
                .map(what -> new Fault(what, false))
                .or(() -> Consistency.claim(said, others)
                        .or(() -> Consistency.mismatch(entry, spec, others))
                        .map(what -> new Fault(what, true)));
        return new Finding(fault, Optional.of(spec));
    }

    private void put(InstalledTransform entry) {
        synchronized (this) {
            entries.add(entry);
            publish();
        }
        tell();
    }

    /** Takes away the last entry of a transform: if there are several, the first is the one that may serve. */
    private Optional<InstalledTransform> take(Transform transform) {
        Optional<InstalledTransform> gone;
        synchronized (this) {
            gone = entries.stream()
                    .filter(entry -> entry.transform() == transform)
                    .reduce((earlier, later) -> later);
            gone.ifPresent(entries::remove);
            if (find(entries, transform).isEmpty()) {
                failures.remove(transform);
                contested.remove(transform);
                pending.removeIf(waiting ->
                        waiting.transform().filter(next -> next == transform).isPresent());
            }
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
