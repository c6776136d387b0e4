// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ProviderType;
import org.sallyport.ipsec.internal.Databases;

/** The security policy database (RFC 4301, 4.4.1). It outlives engine and gateway. Thread-safe. */
@ProviderType
public interface Spd {
    /** An empty database, for compositions without a service registry. */
    static Spd create() {
        return new Databases();
    }

    SpdSnapshot policies();

    /** How often each element of policy claimed a packet. */
    FlowHits hits();

    /** Publishes other policies. */
    void replace(SpdSnapshot policies);
}
