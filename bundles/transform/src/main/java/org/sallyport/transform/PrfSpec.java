// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * What a hash with its pseudo-random function is.
 *
 * @param name as in the service's {@code transform.name}, for example {@code prf-hmac-sha1}
 * @param outputSize bytes, of the hash and of the function alike
 */
public record PrfSpec(String name, int outputSize) implements TransformSpec {
    public PrfSpec {
        if (outputSize < 1) {
            throw new IllegalArgumentException(name + " has an output of " + outputSize + " bytes");
        }
    }
}
