// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** What a transform is, in sizes, whatever its kind. */
public sealed interface TransformSpec permits CipherSpec, IntegritySpec, PrfSpec, KeyExchangeSpec {
    /** As in the service's {@code transform.name}. */
    String name();
}
