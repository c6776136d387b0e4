// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes a look every {@link Shift#LOOK_MILLIS}, on a thread that does nothing else. */
public final class Watch implements Agent {
    private final String name;
    private final Runnable look;
    private final Semaphore bell = new Semaphore(0);
    private boolean isDue;

    /** @param name of the thread */
    public Watch(String name, Runnable look) {
        this.name = name;
        this.look = look;
    }

    @Override
    public String roleName() {
        return name;
    }

    @Override
    public int doWork() {
        if (isDue) {
            isDue = false; // also if the look fails
            look.run();
        }
        return 0;
    }

    @Override
    public void rest() {
        try {
            isDue = !bell.tryAcquire(Shift.LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeUp() {
        bell.release();
    }
}
