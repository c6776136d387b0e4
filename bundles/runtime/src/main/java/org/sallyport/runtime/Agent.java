// SPDX-License-Identifier: Apache-2.0
package org.sallyport.runtime;

/**
 * Work as a duty cycle. One thread calls {@link #doWork} again and again and owns the agent's state; a test may call it
 * by hand instead.
 */
public interface Agent {
    /** Names the thread. */
    String roleName();

    /**
     * One round of work. It may block as long as {@link #wakeUp} ends that.
     *
     * @return how much was done; after 0 the thread may rest for a short while
     */
    int doWork();

    /** Ends a round that blocks. Called by other threads. */
    default void wakeUp() {}

    /** Called once, by the agent's thread, after the last round. */
    default void onClose() {}
}
