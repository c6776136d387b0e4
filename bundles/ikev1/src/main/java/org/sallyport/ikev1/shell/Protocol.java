// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import org.jspecify.annotations.Nullable;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.negotiation.Negotiations;
import org.sallyport.ikev1.negotiation.Surroundings;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.phase1.Custody;
import org.sallyport.ipsec.Sad;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformRegistry;

/**
 * The protocol with its threads: the loop that owns the negotiations, and the arithmetic. When the loop does not come back from a transform, it
 * begins again: what was being negotiated is lost, and the SAs of IPsec are adopted, as when the bundle is replaced.
 */
final class Protocol implements AutoCloseable {
    private static final int CALCULATORS = 2;
    private static final int LOOKS = 8;

    private final Loop loop;
    private final Arithmetic arithmetic;
    private final Threads.Running running;
    private final Shift<InstalledTransform> shift = new Shift<>();

    /** What all of it needs. */
    record Means(
            TransformRegistry registry,
            Sad sad,
            Entropy entropy,
            Ticker ticker,
            Threads threads,
            Performer performer) {}

    /** Starts it with the SAs that are there. */
    Protocol(Means means) {
        Performer performer = means.performer();
        var algorithms = new Algorithms(means.registry()::snapshot, new Custody(shift));
        var negotiations = new Negotiations(
                new Surroundings(means.entropy(), algorithms, new AssociationTraffic(performer::associations)));
        loop = new Loop(negotiations, means.ticker(), performer, shift);
        arithmetic = new Arithmetic(
                means.registry(),
                means.entropy(),
                means.threads(),
                CALCULATORS,
                (job, result) -> loop.put(new Event.Computed(job, result)));
        performer.arithmetic(arithmetic);
        loop.put(new Event.Adopted(Adoption.pairs(means.sad().snapshot())));
        running = means.threads().start(loop);
    }

    Loop loop() {
        return loop;
    }

    /**
     * Takes a look at its threads. Called every {@link Shift#LOOK_MILLIS}.
     *
     * @return whether the loop is lost: it ends as soon as it comes back, and somebody begins anew
     */
    boolean look() {
        arithmetic.look();
        @Nullable InstalledTransform guilty = shift.lost(LOOKS);
        if (guilty == null) {
            return false;
        }
        guilty.usage().abandoned(LOOKS * Shift.LOOK_MILLIS);
        return true;
    }

    @Override
    public void close() {
        running.close();
        arithmetic.close();
    }
}
