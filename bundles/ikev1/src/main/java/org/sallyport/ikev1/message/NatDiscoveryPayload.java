// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/**
 * A hash over an address and port as one side sees them (RFC 3947, 3.2).
 *
 * @param draft whether it has the number that the drafts used
 */
public record NatDiscoveryPayload(Bytes hash, boolean draft) implements Payload {
    @Override
    public PayloadType type() {
        return draft ? PayloadType.NAT_D_DRAFT : PayloadType.NAT_D;
    }

    @Override
    public Bytes body() {
        return hash;
    }
}
