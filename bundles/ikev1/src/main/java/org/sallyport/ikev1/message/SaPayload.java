// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;

/**
 * An offer, or what was taken of one, in the IPsec DOI and for identities only (RFC 2407, 4.6.1).
 *
 * @param body the payload as written, behind the generic header: both authenticating hashes of phase 1 cover it (RFC
 *     2409, 3.2: "SAi_b is the entire body of the SA payload (minus the ISAKMP generic header)")
 */
public record SaPayload(List<Proposal> proposals, Bytes body) implements Payload {
    public SaPayload {
        proposals = List.copyOf(proposals);
    }

    /** One to be sent. */
    public static SaPayload of(List<Proposal> proposals) {
        return new SaPayload(proposals, Encoder.saBody(proposals));
    }

    @Override
    public PayloadType type() {
        return PayloadType.SA;
    }
}
