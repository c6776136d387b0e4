// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;
import java.util.Optional;
import org.sallyport.packet.Ipv4Prefix;

/** The security policies in force at one moment. Immutable. */
public final class SpdSnapshot {
    /** Nothing is claimed. */
    public static final SpdSnapshot EMPTY = new SpdSnapshot(List.of());

    private final List<SecurityPolicy> policies;

    public SpdSnapshot(List<SecurityPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    public List<SecurityPolicy> policies() {
        return policies;
    }

    /** What happens to a clear packet that leaves: the first entry whose first matching element is a permit claims it. */
    public Decision outbound(int source, int destination) {
        for (SecurityPolicy policy : policies) {
            for (SecurityPolicy.Entry entry : policy.entries()) {
                SecurityPolicy.Element match = firstMatch(entry, source, destination);
                if (match.permit()) {
                    return new Decision(Optional.of(match));
                }
            }
        }
        return Decision.BYPASS;
    }

    /** Whether a packet that arrived in clear should have been protected: its reverse direction is claimed. */
    public boolean mustBeProtected(int source, int destination) {
        return !outbound(destination, source).isBypass();
    }

    private static SecurityPolicy.Element firstMatch(SecurityPolicy.Entry entry, int source, int destination) {
        for (SecurityPolicy.Element element : entry.elements()) {
            if (element.selector().matches(source, destination)) {
                return element;
            }
        }
        return NO_MATCH;
    }

    private static final SecurityPolicy.Element NO_MATCH =
            new SecurityPolicy.Element(false, new TrafficSelector(Ipv4Prefix.ALL, Ipv4Prefix.ALL), new Flow("", 0, 0));
}
