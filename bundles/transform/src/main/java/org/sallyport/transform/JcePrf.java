// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash of the JDK, and its HMAC (RFC 2104) as the pseudo-random function. What is left to say are its known answers. */
public abstract class JcePrf implements PrfTransform {
    private final PrfSpec spec;
    private final String hash;
    private final String hmac;

    /**
     * @param name as in the service's {@code transform.name}
     * @param outputSize bytes
     * @param hash its name in the JCE, for example {@code SHA-256}
     * @param hmac that of its HMAC: {@code HmacSHA256}
     */
    protected JcePrf(String name, int outputSize, String hash, String hmac) {
        spec = new PrfSpec(name, outputSize);
        this.hash = hash;
        this.hmac = hmac;
    }

    @Override
    public final PrfSpec spec() {
        return spec;
    }

    @Override
    public final byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance(hash).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + hash, e);
        }
    }

    @Override
    public final byte[] prf(byte[] key, byte[] input) {
        // The JDK takes no empty key. HMAC fills keys up with zeros: one zero is the same key.
        byte[] some = key.length == 0 ? new byte[1] : key;
        Mac mac = Jce.JDK.mac(hmac);
        try {
            mac.init(new SecretKeySpec(some, hmac));
            return mac.doFinal(input);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of " + some.length + " bytes is refused", e);
        }
    }
}
