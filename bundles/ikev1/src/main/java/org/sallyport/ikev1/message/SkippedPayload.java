// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

/** A payload that means nothing here and does not disturb. */
public record SkippedPayload(int number, Bytes body) implements Payload {
    @Override
    public PayloadType type() {
        return PayloadType.SKIPPED;
    }
}
