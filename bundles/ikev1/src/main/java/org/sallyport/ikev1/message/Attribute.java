// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.OptionalLong;

/**
 * An attribute of a transform (RFC 2408, 3.3), kept in the form in which it came.
 *
 * @param basic whether its value stands in the two bytes of the short form
 * @param octets the value as written: two bytes in the short form
 */
public record Attribute(int type, boolean basic, Bytes octets) {
    private static final int LARGEST_BASIC = 0xFFFF;

    /** The short form. */
    public static Attribute basic(int type, int value) {
        return new Attribute(type, true, Bytes.of((byte) (value >>> Byte.SIZE), (byte) value));
    }

    /** The short form if the value fits, or else four bytes: as every peer reads lifetimes. */
    public static Attribute number(int type, long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("attribute " + type + " cannot be " + value);
        }
        if (value <= LARGEST_BASIC) {
            return basic(type, (int) value);
        }
        var octets = new byte[Integer.BYTES];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (value >>> Byte.SIZE * (octets.length - 1 - i));
        }
        return new Attribute(type, false, Bytes.of(octets));
    }

    /** Its value, by number and not by form; empty if it is none: no bytes, or above 2^63 - 1. */
    public OptionalLong value() {
        if (octets.isEmpty()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < octets.length(); i++) {
            if (value > Long.MAX_VALUE >>> Byte.SIZE) {
                return OptionalLong.empty();
            }
            value = value << Byte.SIZE | octets.at(i);
        }
        return OptionalLong.of(value);
    }

    /** Whether both say the same, in whatever form. */
    public boolean says(Attribute other) {
        return type == other.type
                && (value().isPresent() ? value().equals(other.value()) : octets.equals(other.octets));
    }
}
