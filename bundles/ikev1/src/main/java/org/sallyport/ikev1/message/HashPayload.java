// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A hash that authenticates a side or a message (RFC 2408, 3.11). */
public record HashPayload(Bytes value) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.HASH;
    }

    @Override
    public Bytes body() {
        return value;
    }
}
