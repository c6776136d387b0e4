// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * What a way to agree on a secret is. All sizes in bytes.
 *
 * @param name as in the service's {@code transform.name}, for example {@code modp-1024}
 * @param initiatorSize of the value that the initiator sends
 * @param responderSize of the value that the responder sends
 * @param secretSize of what both know then
 */
public record KeyExchangeSpec(String name, int initiatorSize, int responderSize, int secretSize)
        implements TransformSpec {
    public KeyExchangeSpec {
        if (initiatorSize < 1 || responderSize < 1 || secretSize < 1) {
            throw new IllegalArgumentException(name + " has impossible sizes");
        }
    }
}
