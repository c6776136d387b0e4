// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.versioning.ProviderType;

/** Where threads come from. All are daemons, named after what they do. Thread-safe. */
@ProviderType
public interface Threads {
    /** The threads of this JVM, for compositions without a service registry. */
    static Threads system() {
        return new org.sallyport.runtime.internal.SystemThreads();
    }

    /**
     * Starts a thread that runs the agent until the handle is closed. A round that throws is reported to the thread's
     * uncaught exception handler, counted, and followed by the next round: a worker does not die.
     */
    Running start(Agent agent);

    /** Runs a task once, on a thread of its own. */
    void run(String name, Runnable task);

    /**
     * Calls a task that may never end, and waits for it at most that long. A task that is late is interrupted and left
     * to itself.
     *
     * @throws TimeoutException if it was late
     * @throws Exception what the task threw
     */
    <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception;

    /** A running agent. */
    @ProviderType
    interface Running extends AutoCloseable {
        /** Rounds that ended with an exception. */
        long failures();

        /** Stops the agent after its present round, and waits for it, at most five seconds; then interrupts it. */
        @Override
        void close();
    }
}
