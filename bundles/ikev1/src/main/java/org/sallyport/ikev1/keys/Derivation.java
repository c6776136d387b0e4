// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import java.util.Arrays;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;

/** The pseudo-random function over secrets and bytes, and what is made longer with it. What it copies, it wipes. */
final class Derivation {
    private Derivation() {}

    /** prf(key, input) that may be known: a hash. */
    static Bytes hash(PrfTransform prf, Secret key, Bytes input) {
        return key.use(bytes -> Bytes.of(prf.prf(bytes, input.toArray())));
    }

    /** prf(key, secret | input). */
    static Secret secret(PrfTransform prf, Secret key, Secret secret, Bytes input) {
        return key.use(bytes -> secret.use(start -> {
            byte[] whole = joined(start, input);
            Secret derived = wiped(prf.prf(bytes, whole));
            Arrays.fill(whole, (byte) 0);
            return derived;
        }));
    }

    /** prf(key, secret) under a key that everybody knows. */
    static Secret secret(PrfTransform prf, Bytes key, Secret secret) {
        return secret.use(bytes -> wiped(prf.prf(key.toArray(), bytes)));
    }

    /**
     * K1 | K2 | ... with Ki = prf(key, K(i-1) | secret | input), cut to a length.
     *
     * @param first what stands in the place of K0
     */
    static byte[] expanded(PrfTransform prf, Secret key, Bytes first, byte[] seed, int length) {
        var result = new byte[length];
        byte[] block = first.toArray();
        for (int at = 0; at < length; at += block.length) {
            byte[] input = joined(block, Bytes.EMPTY, seed);
            Arrays.fill(block, (byte) 0);
            block = key.use(bytes -> prf.prf(bytes, input));
            Arrays.fill(input, (byte) 0);
            System.arraycopy(block, 0, result, at, Math.min(block.length, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return result;
    }

    static byte[] joined(byte[] start, Bytes middle, byte... end) {
        byte[] whole = Arrays.copyOf(start, start.length + middle.length() + end.length);
        middle.copyTo(whole, start.length);
        System.arraycopy(end, 0, whole, start.length + middle.length(), end.length);
        return whole;
    }

    static Secret wiped(byte[] bytes) {
        Secret secret = Secret.of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }
}
