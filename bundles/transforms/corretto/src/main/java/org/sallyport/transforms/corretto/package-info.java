// SPDX-License-Identifier: Apache-2.0
/**
 * AES and the HMACs of SHA over the Amazon Corretto Crypto Provider, whose native library a resident bundle holds. They rank
 * above the JDK's, and fail with the reason where the library does not load. Start at {@link
 * org.sallyport.transforms.corretto.Corretto}.
 */
@NullMarked
package org.sallyport.transforms.corretto;

import org.jspecify.annotations.NullMarked;
