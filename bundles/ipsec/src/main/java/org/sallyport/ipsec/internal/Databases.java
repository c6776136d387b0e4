// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Component;
import org.sallyport.ipsec.DropCounters;
import org.sallyport.ipsec.FlowHits;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;

/** Both databases: published snapshots, changed one at a time. */
@Component
public final class Databases implements Sad, Spd {
    private final DropCounters drops = new DropCounters();
    private final FlowHits hits = new FlowHits();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile SadSnapshot associations = SadSnapshot.EMPTY;
    private volatile SpdSnapshot policies = SpdSnapshot.EMPTY;

    @Override
    public SadSnapshot snapshot() {
        return associations;
    }

    @Override
    public synchronized void change(UnaryOperator<SadSnapshot> change) { // two writers must not lose each other's SAs
        associations = change.apply(associations);
    }

    @Override
    public DropCounters drops() {
        return drops;
    }

    @Override
    public int nextConnection() {
        return connections.incrementAndGet();
    }

    @Override
    public void limitReached() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }

    @Override
    public SpdSnapshot policies() {
        return policies;
    }

    @Override
    public FlowHits hits() {
        return hits;
    }

    @Override
    public void replace(SpdSnapshot newPolicies) {
        policies = newPolicies;
    }
}
