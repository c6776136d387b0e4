// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/**
 * A crypto map set as it was bound to an interface: ordered entries, each an ordered list of permit and deny elements.
 *
 * @param interfaceName the machine's name of the interface it is bound to
 */
public record SecurityPolicy(String interfaceName, List<Entry> entries) {
    public SecurityPolicy {
        entries = List.copyOf(entries);
    }

    /** A crypto map entry. */
    public record Entry(List<Element> elements) {
        public Entry {
            elements = List.copyOf(elements);
        }
    }

    /**
     * An element of an entry's access list. A packet that a permit matches is claimed: protected under the flow's SAs, or
     * dropped. One that a deny matches is not under this entry, and the next entry is asked.
     */
    public record Element(boolean permit, TrafficSelector selector, Flow flow) {}
}
