// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.HexFormat;

/** One half of the name of an ISAKMP SA: eight bytes that its side chose (RFC 2408, 2.5.3). */
public record Cookie(long value) {
    /** What the responder's cookie is before the responder has spoken. */
    public static final Cookie NONE = new Cookie(0);

    public static final int SIZE = Long.BYTES;

    public boolean isNone() {
        return value == 0;
    }

    /** Its eight bytes. */
    public Bytes bytes() {
        return Bytes.ofHex(toString());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
