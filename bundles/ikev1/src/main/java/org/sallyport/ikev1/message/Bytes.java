// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that nobody can change. They compare in constant time and do not print their content by themselves. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy. */
    public static Bytes of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** A copy of a range. */
    public static Bytes of(byte[] bytes, int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /** @throws IllegalArgumentException if that are no pairs of hexadecimal digits */
    public static Bytes ofHex(String digits) {
        return of(HexFormat.of().parseHex(digits));
    }

    /** All of them, one behind the other. */
    public static Bytes concat(Bytes... parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length();
        }
        var whole = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            part.copyTo(whole, at);
            at += part.length();
        }
        return new Bytes(whole);
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Whether nothing but zeros is in it. */
    public boolean isZero() {
        return equals(new Bytes(new byte[bytes.length]));
    }

    /** The byte there, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    public Bytes slice(int from, int to) {
        return of(bytes, from, to - from);
    }

    public boolean startsWith(Bytes start) {
        return length() >= start.length() && slice(0, start.length()).equals(start);
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** Two digits a byte. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes same && MessageDigest.isEqual(bytes, same.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
