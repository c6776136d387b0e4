// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.List;

/**
 * What a cipher is. All sizes in bytes.
 *
 * @param name as in the service's {@code transform.name}, for example {@code aes-cbc}
 * @param keySizes the key lengths it takes, without salt; {@code 0} for the null cipher
 * @param blockSize the text's length is a multiple of it; 1 for a stream
 * @param ivSize bytes of IV that travel in each packet
 * @param saltSize bytes of keying material that stand in front of the IV in a nonce (RFC 4106, 4)
 * @param icvSize bytes of integrity check value of an AEAD, 0 for others
 */
public record CipherSpec(
        String name, List<Integer> keySizes, int blockSize, int ivSize, int saltSize, int icvSize, IvRule ivRule)
        implements TransformSpec {
    public CipherSpec {
        keySizes = List.copyOf(keySizes);
        if (keySizes.isEmpty() || blockSize < 1 || ivSize < 0 || saltSize < 0 || icvSize < 0) {
            throw new IllegalArgumentException(name + " has impossible sizes");
        }
    }

    public boolean isAead() {
        return icvSize > 0;
    }
}
