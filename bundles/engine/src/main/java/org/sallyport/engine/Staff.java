// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.sallyport.ipsec.Device;
import org.sallyport.ipsec.Engine;
import org.sallyport.ipsec.SaContext;
import org.sallyport.runtime.Shift;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Watch;

/**
 * The workers of one device and their threads, watched by a thread that never touches a packet: when a worker does not come
 * back from a transform, another takes its place, with packet memory of its own, and the transform is set aside. The thread
 * inside it stays there: Java ends none.
 */
final class Staff {
    /** Two seconds. */
    static final int LOOKS = 8;

    private static final int MOST_RELIEFS = 16; // threads that may be lost before nobody is replaced any more

    private final Device device;
    private final Mail mail;
    private final Worker.Shared shared;
    private final Threads threads;
    private final Crew crew;
    private final List<Place> places;
    private final Threads.Running watch;
    private volatile boolean closing;
    private int reliefs;

    /** Who works at a queue, and what the watch saw of him. */
    private static final class Place {
        private volatile Worker worker;
        private volatile Threads.Running running;
        private volatile Engine.Snapshot before = NOTHING; // what others did here

        Place(Worker worker, Threads.Running running) {
            this.worker = worker;
            this.running = running;
        }

        Engine.Snapshot snapshot() {
            return before.plus(worker.snapshot()).plus(new Engine.Snapshot(0, 0, 0, 0, running.failures()));
        }
    }

    static final Engine.Snapshot NOTHING = new Engine.Snapshot(0, 0, 0, 0, 0);

    /** Starts a worker at each queue. */
    Staff(Device device, Mail mail, Worker.Shared shared, Threads threads) {
        this.device = device;
        this.mail = mail;
        this.shared = shared;
        this.threads = threads;
        int size = device.queues().size();
        this.crew = new Crew(size);
        List<Worker> workers = IntStream.range(0, size).mapToObj(this::worker).toList();
        this.places = workers.stream()
                .map(worker -> new Place(worker, threads.start(worker)))
                .toList();
        this.watch = threads.start(new Watch("sallyport-watch", this::look));
    }

    private Worker worker(int number) {
        return new Worker(number, device, crew, mail, shared);
    }

    Device device() {
        return device;
    }

    Engine.Snapshot snapshot() {
        return places.stream().map(Place::snapshot).reduce(NOTHING, Engine.Snapshot::plus);
    }

    void wakeWorkers() {
        places.forEach(place -> place.worker.wakeUp());
    }

    private void look() {
        for (int i = 0; i < places.size() && reliefs < MOST_RELIEFS; i++) {
            SaContext stuck = places.get(i).worker.shift().lost(LOOKS);
            if (stuck != null) {
                places.get(i).worker.relieve();
                stuck.abandon(LOOKS * Shift.LOOK_MILLIS);
                if (!closing) {
                    reliefs++;
                    relieve(i, places.get(i));
                }
            }
        }
    }

    private void relieve(int number, Place place) {
        Threads.Running its = place.running;
        crew.renew(number);
        device.queues().get(number).renew();
        Worker fresh = worker(number);
        place.before = place.snapshot();
        place.worker = fresh;
        place.running = threads.start(fresh);
        threads.run("sallyport-relief", its::close); // which waits, and interrupts it then
    }

    /** Ends all of them, the watch last: who takes over the SAs must not share them with one who is still in a transform. */
    void close() {
        closing = true;
        places.forEach(place -> place.running.close());
        watch.close();
    }
}
