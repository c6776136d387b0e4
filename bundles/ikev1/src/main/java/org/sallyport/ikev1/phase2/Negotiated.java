// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import java.util.Set;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaParameters;

/**
 * The SAs that a quick mode has brought.
 *
 * @param inbound ESP before the AH around it
 * @param nonce the smaller one of both sides
 * @param group of the perfect forward secrecy; 0 without
 * @param known the names of the entry's suites that were in the peer's own offer; empty if this gateway began
 */
public record Negotiated(
        Wish wish, List<SaParameters> inbound, List<SaParameters> outbound, Bytes nonce, int group, Set<String> known) {
    public Negotiated {
        known = Set.copyOf(known);
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
    }

    public Flow flow() {
        return wish.flow();
    }

    Negotiated known(Set<String> names) {
        return new Negotiated(wish, inbound, outbound, nonce, group, names);
    }
}
