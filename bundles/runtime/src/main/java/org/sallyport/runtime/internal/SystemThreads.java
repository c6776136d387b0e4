// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime.internal;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;

/** Threads of this JVM. */
public final class SystemThreads implements Threads {
    @Override
    public Running start(Agent agent) {
        return AgentThread.start(agent);
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

    static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
