// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A signature that authenticates a side (RFC 2408, 3.12). */
public record SignaturePayload(Bytes value) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.SIGNATURE;
    }

    @Override
    public Bytes body() {
        return value;
    }
}
