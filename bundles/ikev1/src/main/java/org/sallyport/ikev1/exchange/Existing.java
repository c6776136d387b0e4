// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.exchange;

import java.util.List;
import org.sallyport.ipsec.SaParameters;

/** A pair of SAs of the database: both halves of one protocol, or of two around one packet. */
public record Existing(List<SaParameters> inbound, List<SaParameters> outbound) {
    public Existing {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
    }
}
