// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Keying material. It never prints itself, compares in constant time, and lends its bytes only for the time of a call.
 * Thread-safe.
 */
public final class Secret {
    /** No keying material: the key of the null cipher. */
    public static final Secret NONE = new Secret(new byte[0]);

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A secret of a copy of the bytes. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** A secret of bytes that nobody needs otherwise: they are wiped. */
    public static Secret taking(byte[] bytes) {
        Secret secret = of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /** Bytes of keying material. */
    public int length() {
        return bytes.length;
    }

    /** Lends a copy of the bytes, and wipes it after the call. */
    public <R> R use(Function<byte[], R> user) {
        byte[] lent = bytes.clone();
        try {
            return user.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.length; // tells nothing
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + " bytes]";
    }
}
