// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import java.util.OptionalInt;

/** An IPv4 address, as the 32-bit number that stands in a header; ordered as an unsigned number. */
public record Ipv4Address(int value) implements Comparable<Ipv4Address> {
    /** The address 0.0.0.0. */
    public static final Ipv4Address ANY = new Ipv4Address(0);

    /** @throws IllegalArgumentException if the text is not four decimal numbers up to 255 with dots between */
    public static Ipv4Address parse(String text) {
        OptionalInt value = tryParse(text);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Invalid IP address " + text);
        }
        return new Ipv4Address(value.getAsInt());
    }

    /** The number that a dotted text stands for, empty if it stands for none. Leading zeros are refused: some read octal. */
    public static OptionalInt tryParse(String text) {
        int value = 0;
        int octets = 0;
        int index = 0;
        while (octets < 4) {
            int begin = index;
            int octet = 0;
            while (index < text.length() && index - begin < 4 && isDigit(text.charAt(index))) {
                octet = octet * 10 + text.charAt(index++) - '0';
            }
            boolean leadingZero = index - begin > 1 && text.charAt(begin) == '0';
            if (index == begin || octet > 255 || leadingZero) {
                return OptionalInt.empty();
            }
            value = value << 8 | octet;
            octets++;
            if (octets < 4 && (index >= text.length() || text.charAt(index++) != '.')) {
                return OptionalInt.empty();
            }
        }
        return index == text.length() ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9'; // of the digits of all scripts, these
    }

    @Override
    public int compareTo(Ipv4Address other) {
        return Integer.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return (value >>> 24) + "." + (value >>> 16 & 0xFF) + "." + (value >>> 8 & 0xFF) + "." + (value & 0xFF);
    }
}
