// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A side's fresh bytes (RFC 2408, 3.13). */
public record NoncePayload(Bytes value) implements Payload {
    /** RFC 2409, 5: "The length of nonce payload MUST be between 8 and 256 bytes inclusive." */
    public static final int SHORTEST = 8;

    public static final int LONGEST = 256;

    @Override
    public PayloadType type() {
        return PayloadType.NONCE;
    }

    @Override
    public Bytes body() {
        return value;
    }
}
