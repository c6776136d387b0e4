// SPDX-License-Identifier: Apache-2.0
/**
 * ChaCha20-Poly1305 and triple DES over Conscrypt, whose native library its own bundle holds. They rank above the JDK's and
 * Bouncy Castle's, and fail with the reason where the library does not load. Start at {@link
 * org.sallyport.transforms.conscrypt.BoringSsl}.
 */
@NullMarked
package org.sallyport.transforms.conscrypt;

import org.jspecify.annotations.NullMarked;
