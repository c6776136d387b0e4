// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.sallyport.packet.Packet;

/**
 * The workers of one device. Each SA belongs to one of them, both halves and all SAs of a flow to the same; a packet that
 * arrives at another worker is handed over. Thread-safe.
 */
final class Crew {
    private final int size;
    private final AtomicReferenceArray<@Nullable Handoff> handoffs;
    private final AtomicReferenceArray<@Nullable Runnable> bells;

    Crew(int size) {
        this.size = size;
        this.handoffs = new AtomicReferenceArray<>(size * size);
        this.bells = new AtomicReferenceArray<>(size);
    }

    int size() {
        return size;
    }

    /** Says how to wake a worker. */
    void join(int worker, Runnable bell) {
        bells.set(worker, bell);
    }

    /** The worker that owns the SAs of a flow. @param flowHash the flow's */
    int owner(int flowHash) {
        return Math.floorMod(flowHash, size);
    }

    /** Copies a packet to another worker; for the worker {@code from}. @return false if that one has no room */
    boolean hand(int from, int to, Packet packet, boolean fromInside) {
        Handoff handoff = handoffs.get(from * size + to);
        if (handoff == null) {
            handoff = new Handoff();
            handoffs.set(from * size + to, handoff);
        }
        Handoff.Offer offer = handoff.offer(packet, fromInside);
        Runnable bell = bells.get(to);
        if (offer == Handoff.Offer.FIRST && bell != null) {
            bell.run();
        }
        return offer != Handoff.Offer.REFUSED;
    }

    /** Forgets what a worker that does not come back was given: it may still write into it. */
    void renew(int worker) {
        for (int from = 0; from < size; from++) {
            handoffs.set(from * size + worker, null);
        }
    }

    /** What one worker handed to another; null if nothing ever. */
    @Nullable
    Handoff between(int from, int to) {
        return handoffs.get(from * size + to);
    }
}
