// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/** The security policies in force at one moment. Immutable; asking it allocates nothing. */
public final class SpdSnapshot {
    /** Nothing is claimed. */
    public static final SpdSnapshot EMPTY = new SpdSnapshot(List.of());

    /** A {@link #largestSegment} that nobody chose. */
    public static final int AS_THE_WAY_CARRIES = Integer.MAX_VALUE;

    private final List<SecurityPolicy> policies;
    private final CompiledPolicies compiled;
    private final int largestSegment;

    /** TCP segments of protected flows are as long as their way carries. */
    public SpdSnapshot(List<SecurityPolicy> policies) {
        this(policies, AS_THE_WAY_CARRIES);
    }

    /** @param largestSegment see {@link #largestSegment} */
    public SpdSnapshot(List<SecurityPolicy> policies, int largestSegment) {
        this.policies = List.copyOf(policies);
        this.compiled = new CompiledPolicies(this.policies);
        this.largestSegment = largestSegment;
    }

    public List<SecurityPolicy> policies() {
        return policies;
    }

    /**
     * How long a TCP segment's text may be in a protected flow, in bytes, whatever else its way carries; 0 if nobody shall
     * touch what hosts agree on.
     */
    public int largestSegment() {
        return largestSegment;
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
