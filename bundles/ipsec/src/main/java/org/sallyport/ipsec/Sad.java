// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.ipsec.internal.Databases;

/**
 * The security association database (RFC 4301, 4.4.2). It outlives engine and gateway: when they are exchanged, sequence
 * numbers and windows go on. Thread-safe.
 */
@ProviderType
public interface Sad {
    /** An empty database, for compositions without a service registry. */
    static Sad create() {
        return new Databases();
    }

    SadSnapshot snapshot();

    /** Publishes what the change makes of the present snapshot. */
    void change(UnaryOperator<SadSnapshot> change);

    /** Dropped packets by reason, of all SAs and of packets that belong to none. */
    DropCounters drops();

    /** A number that no SA had before, for {@link SaParameters#connection} and {@link SaParameters#pair}. */
    int nextConnection();

    /** Tells that an SA has reached a limit of bytes. For workers, who do so seldom. */
    void limitReached();

    /** Is called after {@link #limitReached}, by a worker: it must not wait. */
    void listen(Runnable listener);

    /** Ends {@link #listen}. */
    void forget(Runnable listener);
}
