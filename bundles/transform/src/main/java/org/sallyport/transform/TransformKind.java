// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** What a transform is for. What carries packets comes first, and what takes long to examine last. */
public enum TransformKind {
    ENCRYPTION,
    INTEGRITY,
    /** A hash and its pseudo-random function. */
    PRF,
    KEY_EXCHANGE
}
