// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/**
 * Does the slow work of the protocol, Diffie-Hellman, on threads of its own. Bounded: what finds no room has failed. A transform is
 * looked up anew for each piece of work, so that it may be exchanged between two. Thread-safe.
 */
final class Arithmetic implements AutoCloseable {
    private static final int WAITING = 256;
    private static final long IDLE_MILLIS = 200;

    private final TransformRegistry registry;
    private final Entropy entropy;
    private final BiConsumer<Long, Result> answer;
    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(WAITING);
    private final List<Threads.Running> running = new ArrayList<>();

    private record Job(long number, Work work) {}

    /** @param answer takes the result of a piece of work, by its number */
    Arithmetic(TransformRegistry registry, Entropy entropy, BiConsumer<Long, Result> answer) {
        this.registry = registry;
        this.entropy = entropy;
        this.answer = answer;
    }

    /** Employs so many threads. */
    void start(Threads threads, int count) {
        for (int i = 0; i < count; i++) {
            running.add(threads.start(new Calculator(i)));
        }
    }

    void submit(long number, Work work) {
        if (!jobs.offer(new Job(number, work))) {
            answer.accept(number, new Result.Failed("too much is being computed already"));
        }
    }

    @Override
    public void close() {
        running.forEach(Threads.Running::close);
    }

    private final class Calculator implements Agent {
        private final int number;

        Calculator(int number) {
            this.number = number;
        }

        @Override
        public String roleName() {
            return "sallyport-ikev1-dh-" + number;
        }

        @Override
        public int doWork() {
            try {
                Job job = jobs.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (job != null) {
                    answer.accept(job.number(), compute(job.work()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 1;
        }
    }

    private Result compute(Work work) {
        Optional<KeyExchangeTransform> group = registry.snapshot()
                .ikev1(TransformKind.KEY_EXCHANGE, work.group())
                .map(InstalledTransform::transform)
                .filter(KeyExchangeTransform.class::isInstance)
                .map(KeyExchangeTransform.class::cast);
        if (group.isEmpty()) {
            return new Result.Failed("Diffie-Hellman group " + work.group() + " is not installed");
        }
        try {
            return compute(work, group.get());
        } catch (InvalidPeerValueException e) {
            return new Result.Failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // a bundle that leaves, or is faulty, costs its own work only
            return new Result.Failed("Diffie-Hellman group " + work.group() + " failed: " + e);
        }
    }

    private Result compute(Work work, KeyExchangeTransform group) throws InvalidPeerValueException {
        if (work instanceof Work.Respond respond) {
            KeyExchangeTransform.Response response =
                    group.respond(respond.peer().toArray(), entropy::bytes);
            return new Result.Agreed(Bytes.of(response.publicValue()), response.secret());
        }
        if (work instanceof Work.Finish finish) {
            return new Result.Agreed(
                    Bytes.EMPTY, group.finish(finish.remembered(), finish.peer().toArray()));
        }
        KeyExchangeTransform.Initiation initiation = group.initiate(entropy::bytes);
        return new Result.Initiated(Bytes.of(initiation.publicValue()), initiation.remembered());
    }
}
