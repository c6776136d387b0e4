// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/**
 * The SAs of one pair should be renewed, or have ended: they do so together (RFC 4301, 4.4.2.1).
 *
 * @param pair their common number, {@link SaParameters#pair}
 * @param event which limit the first of them has reached
 * @param used whether any packet passed, in either direction: a PIX does not renew what carried none
 * @param inbound those that take packets, as long as they were there
 * @param outbound those that send
 */
public record SaExpiry(
        int pair, SaLife.Event event, boolean used, List<SaParameters> inbound, List<SaParameters> outbound) {
    public SaExpiry {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
    }
}
