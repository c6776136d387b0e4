// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;

/** Threads of this JVM. */
public final class SystemThreads implements Threads {
    private static final long REST_NANOS = 1_000_000;
    private static final long JOIN_MILLIS = 5_000;

    @Override
    public Running start(Agent agent) {
        var running = new AgentThread(agent);
        running.thread.start();
        return running;
    }

    @Override
    public void run(String name, Runnable task) {
        daemon(name, task).start();
    }

    @Override
    public <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception {
        var future = new FutureTask<T>(task);
        daemon(name, future).start();
        try {
            return future.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static final class AgentThread implements Running, Runnable {
        private final Agent agent;
        private final Thread thread;
        private final AtomicLong failures = new AtomicLong();
        private volatile boolean stopping;

        AgentThread(Agent agent) {
            this.agent = agent;
            this.thread = daemon(agent.roleName(), this);
        }

        @Override
        public void run() {
            while (!stopping) {
                try {
                    if (agent.doWork() == 0) {
                        LockSupport.parkNanos(REST_NANOS);
                    }
                } catch (RuntimeException | Error e) {
                    report(e);
                }
            }
            agent.onClose();
        }

        private void report(Throwable failure) {
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
}
