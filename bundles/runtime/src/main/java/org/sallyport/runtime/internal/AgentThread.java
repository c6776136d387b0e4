// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;

/** The thread of one agent. */
final class AgentThread implements Threads.Running {
    private static final long REST_NANOS = 1_000_000;
    private static final long JOIN_MILLIS = 5_000;

    private final Agent agent;
    private final Thread thread;
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean stopping;

    private AgentThread(Agent agent) {
        this.agent = agent;
        thread = SystemThreads.daemon(agent.roleName(), AgentLoop.of(this, agent));
    }

    static AgentThread start(Agent agent) {
        var started = new AgentThread(agent);
        started.thread.start();
        return started;
    }

    boolean goesOn() {
        return !stopping;
    }

    void report(Throwable failure) {
        failures.incrementAndGet();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        LockSupport.parkNanos(REST_NANOS);
    }

    @Override
    public long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        stopping = true;
        agent.wakeUp();
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
            thread.interrupt(); // in vain if it ended, or is where nothing listens
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
