// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** What a side is able to do beyond the RFCs, as a constant of whoever invented it (RFC 2408, 3.16). */
public record VendorIdPayload(Bytes value) implements Payload {
    public VendorIdPayload(VendorId known) {
        this(known.sent());
    }

    /** Which one it is, if it is one that matters here. */
    public Optional<VendorId> known() {
        return VendorId.of(value);
    }

    @Override
    public PayloadType type() {
        return PayloadType.VENDOR_ID;
    }

    @Override
    public Bytes body() {
        return value;
    }
}
