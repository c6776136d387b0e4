// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.Optional;

/** Numbers of payloads (RFC 2408, 3.1; RFC 3947, 3.2 and 5.2; the drafts before it and the fragments of the vendors). */
public enum PayloadType {
    SA(1, "SA"),
    PROPOSAL(2, "proposal"),
    TRANSFORM(3, "transform"),
    KEY_EXCHANGE(4, "key exchange"),
    ID(5, "identity"),
    CERTIFICATE(6, "certificate"),
    CERTIFICATE_REQUEST(7, "certificate request"),
    HASH(8, "hash"),
    SIGNATURE(9, "signature"),
    NONCE(10, "nonce"),
    NOTIFY(11, "notification"),
    DELETE(12, "delete"),
    VENDOR_ID(13, "vendor id"),
    ATTRIBUTES(14, "attributes"),
    NAT_D(20, "NAT-D"),
    NAT_OA(21, "NAT-OA"),
    NAT_D_DRAFT(130, "NAT-D of the drafts"),
    NAT_OA_DRAFT(131, "NAT-OA of the drafts"),
    FRAGMENT(132, "fragment"),
    /** Whatever else may stand in a message and is skipped; it has no number of its own. */
    SKIPPED(-1, "unknown payload");

    /** In the place of a type: nothing follows. */
    public static final int NONE = 0;

    private final int number;
    private final String words;

    PayloadType(int number, String words) {
        this.number = number;
        this.words = words;
    }

    public int number() {
        return number;
    }

    public static Optional<PayloadType> of(int number) {
        for (PayloadType type : values()) {
            if (type.number == number && type != SKIPPED) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }
}
