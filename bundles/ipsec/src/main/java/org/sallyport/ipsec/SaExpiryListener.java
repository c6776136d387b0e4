// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears when negotiated SAs should be renewed, and when they have ended and were taken out of the database. A service that
 * implements it is told; one that comes late is told at once what should be renewed already, so that it may be exchanged
 * while SAs live.
 */
@ConsumerType
public interface SaExpiryListener {
    /**
     * Each limit of a pair is told once to each listener, soft before hard; the soft one not at all if the hard one is reached
     * at the same moment. Called by a thread that watches all SAs: it must not wait.
     */
    void reached(SaExpiry expiry);
}
