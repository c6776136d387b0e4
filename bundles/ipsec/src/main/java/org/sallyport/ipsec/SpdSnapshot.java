// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/** The security policies in force at one moment. Immutable; asking it allocates nothing. */
public final class SpdSnapshot {
    /** Nothing is claimed. */
    public static final SpdSnapshot EMPTY = new SpdSnapshot(List.of());

    private final List<SecurityPolicy> policies;
    private final CompiledPolicies compiled;

    public SpdSnapshot(List<SecurityPolicy> policies) {
        this.policies = List.copyOf(policies);
        this.compiled = new CompiledPolicies(this.policies);
    }

    public List<SecurityPolicy> policies() {
        return policies;
    }

    /** What happens to a clear packet that leaves: the first entry whose first matching element is a permit claims it. */
    public Decision outbound(int source, int destination) {
        return compiled.decide(source, destination);
    }

    /** Whether a packet that arrived in clear should have been protected: its reverse direction is claimed. */
    public boolean mustBeProtected(int source, int destination) {
        return compiled.claims(destination, source);
    }
}
