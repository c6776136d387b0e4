// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash of the JDK and its HMAC (RFC 2104), for pseudo-random functions. Immutable. */
public final class JceHash {
    private final String hash;
    private final String hmac;

    /** @param hash its name in the JCE, for example {@code SHA-256} @param hmac that of its HMAC: {@code HmacSHA256} */
    public JceHash(String hash, String hmac) {
        this.hash = hash;
        this.hmac = hmac;
    }

    public byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance(hash).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + hash, e);
        }
    }

    /** @param key of any length, even none */
    public byte[] hmac(byte[] key, byte[] input) {
        // The JDK takes no empty key. HMAC fills keys up with zeros: one zero is the same key.
        byte[] some = key.length == 0 ? new byte[1] : key;
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(some, hmac));
            return mac.doFinal(input);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this JDK lacks " + hmac, e);
        }
    }
}
