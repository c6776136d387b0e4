// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.Optional;

/**
 * What policy says of a packet that leaves.
 *
 * @param element the permit element that claims it; empty if it may pass in clear
 */
public record Decision(Optional<SecurityPolicy.Element> element) {
    /** No entry claims the packet. */
    public static final Decision BYPASS = new Decision(Optional.empty());

    public boolean isBypass() {
        return element.isEmpty();
    }
}
