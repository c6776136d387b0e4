// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ike;

import java.util.List;
import org.sallyport.packet.Ipv4Address;

/**
 * What the bound crypto maps want negotiated.
 *
 * @param ends where IKE is spoken: the interfaces, with their addresses, that a map is bound to or not
 * @param entries of all maps, those of one map by their sequence
 */
public record IkePlan(List<End> ends, List<IkeEntry> entries) {
    /** Nothing. */
    public static final IkePlan NOTHING = new IkePlan(List.of(), List.of());

    public IkePlan {
        ends = List.copyOf(ends);
        entries = List.copyOf(entries);
    }

    /** An interface of this gateway, as {@code nameif} names it, and its address. */
    public record End(String interfaceName, Ipv4Address address) {}
}
