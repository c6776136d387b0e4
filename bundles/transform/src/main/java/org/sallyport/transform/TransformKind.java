// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** What a transform is for. */
public enum TransformKind {
    ENCRYPTION,
    INTEGRITY
}
