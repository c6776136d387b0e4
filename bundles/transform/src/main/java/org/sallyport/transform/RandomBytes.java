// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/** A source of unpredictable bytes, as a transform gets it handed in. */
@FunctionalInterface
public interface RandomBytes {
    byte[] next(int length);
}
