// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.List;

/**
 * A side's word that it has deleted SAs (RFC 2408, 3.15).
 *
 * @param spis of one length: the sender's inbound ones, or both cookies of an ISAKMP SA; at least one
 */
public record DeletePayload(Protocol protocol, List<Bytes> spis) implements Payload {
    public DeletePayload {
        spis = List.copyOf(spis);
        if (spis.isEmpty()) {
            throw new IllegalArgumentException("a delete without an SPI");
        }
    }

    @Override
    public PayloadType type() {
        return PayloadType.DELETE;
    }

    @Override
    public Bytes body() {
        return Encoder.deleteBody(this);
    }
}
