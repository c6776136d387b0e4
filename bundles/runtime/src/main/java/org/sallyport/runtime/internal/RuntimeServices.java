// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime.internal;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Component;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Entropy;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.Ticker;
import org.sallyport.runtime.WallClock;
import org.sallyport.runtime.World;

/** Registers this machine's clocks, entropy and threads. */
@Component
public final class RuntimeServices implements Ticker, WallClock, Entropy, Threads {
    private final Ticker ticker = World.ticker();
    private final WallClock wallClock = World.wallClock();
    private final Entropy entropy = World.entropy();
    private final Threads threads = Threads.system();

    @Override
    public long nanos() {
        return ticker.nanos();
    }

    @Override
    public Instant now() {
        return wallClock.now();
    }

    @Override
    public void fill(byte[] buffer, int offset, int length) {
        entropy.fill(buffer, offset, length);
    }

    @Override
    public Running start(Agent agent) {
        return threads.start(agent);
    }

    @Override
    public void run(String name, Runnable task) {
        threads.run(name, task);
    }

    @Override
    public <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception {
        return threads.call(name, timeoutMillis, task);
    }
}
