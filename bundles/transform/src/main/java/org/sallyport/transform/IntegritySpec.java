// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * What an authenticator is. All sizes in bytes.
 *
 * @param name as in the service's {@code transform.name}, for example {@code hmac-sha1}
 * @param keySize the key length that IPsec uses
 * @param tagSize the whole output
 * @param icvSize how much of it a packet carries (RFC 2404, 5: "the first 96 bits")
 */
public record IntegritySpec(String name, int keySize, int tagSize, int icvSize) implements TransformSpec {
    public IntegritySpec {
        if (keySize < 1 || icvSize < 1 || icvSize > tagSize) {
            throw new IllegalArgumentException(name + " has impossible sizes");
        }
    }
}
