// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.List;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaParameters;

/**
 * The SAs that a quick mode has brought.
 *
 * @param inbound ESP before the AH around it
 * @param nonce the smaller one of both sides
 */
public record Negotiated(Wish wish, List<SaParameters> inbound, List<SaParameters> outbound, Bytes nonce) {
    public Negotiated {
        inbound = List.copyOf(inbound);
        outbound = List.copyOf(outbound);
    }

    public Flow flow() {
        return wish.flow();
    }
}
