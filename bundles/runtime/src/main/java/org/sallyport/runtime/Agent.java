// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

import java.util.concurrent.locks.LockSupport;

/**
 * Work as a duty cycle. One thread calls {@link #doWork} again and again and owns the agent's state; a test may call it
 * by hand instead.
 */
public interface Agent {
    /** Names the thread. */
    String roleName();

    /**
     * One round of work. It should not wait for more: as long as a thread is in a method, the classes of other bundles that the compiler
     * wove into it stay, also when their bundles are gone.
     *
     * @return how much was done; after 0 the thread rests
     */
    int doWork();

    /** Waits for work, for so long that whoever closes the agent may wait too, or until {@link #wakeUp}. */
    default void rest() {
        LockSupport.parkNanos(1_000_000);
    }

    /** Ends a rest, or a round that waits. Called by other threads. */
    default void wakeUp() {}

    /** Called once, by the agent's thread, after the last round. */
    default void onClose() {}
}
