// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A side's public value (RFC 2408, 3.7). Whether it has its group's length, the group says. */
public record KeyExchangePayload(Bytes value) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.KEY_EXCHANGE;
    }

    @Override
    public Bytes body() {
        return value;
    }
}
