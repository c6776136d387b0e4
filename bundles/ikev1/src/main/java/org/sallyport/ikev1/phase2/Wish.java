// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.Set;
import org.sallyport.ike.IkeEntry;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.TrafficSelector;

/**
 * What a quick mode is to bring: SAs for a flow.
 *
 * @param selector its packets as they leave this gateway
 * @param entry whose terms hold
 * @param replaces the pairs that are in use and go when the new one is
 */
public record Wish(Flow flow, TrafficSelector selector, IkeEntry entry, Set<Long> replaces) {
    public Wish {
        replaces = Set.copyOf(replaces);
    }
}
