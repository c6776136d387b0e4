// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.spec.DESKeySpec;

/** Which keys of DES and of triple DES protect less than they seem to. Parity bits are no part of a key. */
public final class DesKeys {
    private static final int SIZE = DESKeySpec.DES_KEY_LEN;

    private DesKeys() {}

    /** Why a key of DES must not be used: the 4 weak and 12 semi-weak ones (RFC 2405). */
    public static Optional<String> weakness(byte[] key) {
        return isWeak(key, 0) ? Optional.of("is a weak DES key") : Optional.empty();
    }

    /** Why three keys must not be used together: neighbours that are equal undo each other (RFC 2451, 2.3). */
    public static Optional<String> tripleWeakness(byte[] keys) {
        for (int part = 0; part < keys.length; part += SIZE) {
            if (part > 0 && equal(keys, part - SIZE, part)) {
                return Optional.of("has two equal parts next to each other, which makes it single DES");
            }
        }
        for (int part = 0; part < keys.length; part += SIZE) {
            if (isWeak(keys, part)) {
                return Optional.of("contains a weak DES key");
            }
        }
        return Optional.empty();
    }

    /**
     * Compares in place. Copies that were wiped after the comparison were wiped before it once C2 had compiled this
     * (JDK 17: the stores of a fill moved above the reads of {@code Arrays.equals}), and every key looked weak.
     */
    private static boolean equal(byte[] keys, int one, int other) {
        int differences = 0;
        for (int i = 0; i < SIZE; i++) {
            differences |= (keys[one + i] ^ keys[other + i]) & 0xfe;
        }
        return differences == 0;
    }

    private static boolean isWeak(byte[] key, int offset) {
        byte[] odd = odd(key, offset);
        try {
            return DESKeySpec.isWeak(odd, 0);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("eight bytes are no key of DES", e);
        } finally {
            Arrays.fill(odd, (byte) 0);
        }
    }

    /** One key with odd parity. */
    private static byte[] odd(byte[] keys, int offset) {
        byte[] odd = Arrays.copyOfRange(keys, offset, offset + SIZE);
        for (int i = 0; i < SIZE; i++) {
            int bits = odd[i] & 0xfe;
            odd[i] = (byte) (bits | ~Integer.bitCount(bits) & 1);
        }
        return odd;
    }
}
