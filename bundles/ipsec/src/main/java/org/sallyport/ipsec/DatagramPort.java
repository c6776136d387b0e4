// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * How IKE sends and receives. The engine owns the sockets, which IKE and ESP share; they are open while the configuration
 * wants them ({@link HostPlan#ports}). Thread-safe.
 */
@ProviderType
public interface DatagramPort {
    /**
     * Takes the messages of one major version of IKE.
     *
     * @param wakeUp called, by the worker, when a message came in; it must not block
     */
    Mailbox subscribe(int majorVersion, Runnable wakeUp);

    /**
     * Hands a message to the worker that sends it.
     *
     * @return false if too many wait already, or no device is there
     */
    boolean send(Datagram message);

    /** Messages that arrived, in order. Bounded: what comes while it is full is dropped and counted. */
    @ProviderType
    interface Mailbox extends AutoCloseable {
        /** The next message, null if there is none. */
        @Nullable
        Datagram poll();

        /** Ends the subscription. */
        @Override
        void close();
    }
}
