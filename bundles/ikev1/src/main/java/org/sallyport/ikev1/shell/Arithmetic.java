// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ikev1.shell.JobQueue.Job;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformUsage;

/**
 * Does the slow work of the protocol, Diffie-Hellman, on threads of its own. Bounded: what finds no room has failed. A transform is
 * looked up anew for each piece of work, so that it may be exchanged between two; one that does not come back costs its piece of work, and the
 * thread that is inside. Thread-safe.
 */
final class Arithmetic implements AutoCloseable {
    private static final long IDLE_MILLIS = 200;

    /** The largest groups take seconds on a machine that is busy; half a minute is more than any peer waits. */
    private static final int LOOKS = 120;

    private static final int MOST_RELIEFS = 16;

    private final TransformRegistry registry;
    private final Entropy entropy;
    private final Threads threads;
    private final BiConsumer<Long, Result> answer;
    private final JobQueue jobs = new JobQueue();
    private final List<Place> places = new CopyOnWriteArrayList<>();
    private int reliefs; // the watcher's

    private record Place(Calculator calculator, Threads.Running running) {}

    /**
     * Employs so many threads.
     *
     * @param answer takes the result of a piece of work, by its number
     */
    Arithmetic(
            TransformRegistry registry, Entropy entropy, Threads threads, int count, BiConsumer<Long, Result> answer) {
        this.registry = registry;
        this.entropy = entropy;
        this.threads = threads;
        this.answer = answer;
        for (int i = 0; i < count; i++) {
            places.add(employ(i));
        }
    }

    private Place employ(int number) {
        var calculator = new Calculator(number);
        return new Place(calculator, threads.start(calculator));
    }

    /** @param known whether a known peer wants it, or this gateway */
    void submit(long number, Work work, boolean known) {
        if (!jobs.add(new Job(number, work), known)) {
            answer.accept(number, new Result.Failed("too much is being computed already"));
        }
    }

    /** Nobody waits for the answer. */
    void abandon(long number) {
        jobs.remove(number);
    }

    /** Takes a look at everybody; one who has not come back is replaced. Called every {@link Shift#LOOK_MILLIS}. */
    void look() {
        for (int i = 0; i < places.size() && reliefs < MOST_RELIEFS; i++) {
            Place place = places.get(i);
            InstalledTransform guilty = place.calculator().shift.lost(LOOKS);
            if (guilty != null) {
                reliefs++;
                long millis = LOOKS * Shift.LOOK_MILLIS;
                guilty.usage().abandoned(millis);
                Job lost = place.calculator().job;
                if (lost != null) {
                    answer.accept(
                            lost.number(),
                            new Result.Failed(
                                    "Diffie-Hellman group " + lost.work().group() + " failed: "
                                            + TransformUsage.late(millis).getMessage()));
                }
                places.set(i, employ(i));
                threads.run("sallyport-relief", place.running()::close); // which waits, and interrupts it then
            }
        }
    }

    @Override
    public void close() {
        places.forEach(place -> place.running().close());
    }

    private final class Calculator implements Agent {
        private final int number;
        private final Shift<InstalledTransform> shift = new Shift<>();
        private final Custody custody = new Custody(shift);
        private volatile @Nullable Job job;
        private @Nullable Job taken;

        Calculator(int number) {
            this.number = number;
        }

        @Override
        public String roleName() {
            return "sallyport-ikev1-dh-" + number;
        }

        @Override
        public int doWork() {
            Job next = taken;
            taken = null;
            job = next;
            if (next == null) {
                return 0;
            }
            answer.accept(next.number(), compute(next.work(), custody));
            return 1;
        }

        @Override
        public void rest() {
            if (shift.isOver()) { // another one has its place
                Agent.super.rest();
                return;
            }
            try {
                taken = jobs.next(IDLE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Result compute(Work work, Custody custody) {
        Optional<InstalledTransform> group = registry.snapshot()
                .ikev1(TransformKind.KEY_EXCHANGE, work.group())
                .filter(found -> found.transform() instanceof KeyExchangeTransform);
        if (group.isEmpty()) {
            return new Result.Unserved(work);
        }
        boolean provoked = !(work instanceof Work.Initiate);
        try {
            return custody.call(
                    group.get(),
                    provoked,
                    () -> compute(work, (KeyExchangeTransform) group.get().transform()));
        } catch (InvalidPeerValueException e) {
            return new Result.Failed(String.valueOf(e.getMessage()));
        } catch (Custody.FailedException e) { // a bundle that leaves, or is faulty, costs its own work only
            return new Result.Failed("Diffie-Hellman group " + work.group() + " failed: " + e.getCause());
        }
    }

    private Result compute(Work work, KeyExchangeTransform group) throws InvalidPeerValueException {
        if (work instanceof Work.Respond respond) {
            KeyExchangeTransform.Response response =
                    group.respond(respond.peer().toArray(), entropy::bytes);
            return new Result.Agreed(
                    Bytes.of(sized(response.publicValue(), group.spec().responderSize())), response.secret());
        }
        if (work instanceof Work.Finish finish) {
            return new Result.Agreed(
                    Bytes.EMPTY, group.finish(finish.remembered(), finish.peer().toArray()));
        }
        KeyExchangeTransform.Initiation initiation = group.initiate(entropy::bytes);
        return new Result.Initiated(
                Bytes.of(sized(initiation.publicValue(), group.spec().initiatorSize())), initiation.remembered());
    }

    private static byte[] sized(byte[] value, int size) {
        if (value.length != size) {
            throw new IllegalStateException("a value of " + value.length + " bytes instead of " + size);
        }
        return value;
    }
}
